//! What the built-in catalogue promises, checked on the data as it is.

use std::collections::HashSet;

use super::{Catalog, Kind, OwnEntity, name_key};

/// The identifiers of the entities that have a name.
fn found(name: &str) -> Vec<&'static str> {
    let catalog = Catalog::builtin();
    catalog.find(&name_key(name)).iter().map(|&id| catalog.entity(id).id()).collect()
}

#[test]
fn it_covers_what_it_claims() {
    let catalog = Catalog::builtin();
    let count = |kind| catalog.entities().filter(|(_, entity)| entity.kind() == kind).count();
    let is_top_level = |id: &str| id.starts_with("aws.") && id.split('.').count() == 2;
    let services = catalog.entities().filter(|(_, entity)| is_top_level(entity.id())).count();
    assert!(services >= 250, "{services} services of AWS");
    assert!(count(Kind::Concept) >= 700, "{} concepts", count(Kind::Concept));
    assert!(count(Kind::Product) >= 250, "{} products", count(Kind::Product));
}

#[test]
fn names_lead_to_their_entity() {
    for (id, names) in [
        ("aws.lambda", &["AWS Lambda", "람다", "람다 함수", "lambda"][..]),
        ("aws.ec2", &["EC2", "이씨투", "Elastic Compute Cloud"]),
        ("aws.s3", &["s3", "에스쓰리", "Amazon Simple Storage Service"]),
        ("aws.cloudfront", &["클라우드프론트", "클라우드 프론트", "Cloud Front", "CloudFront"]),
        ("aws.dynamodb", &["다이나모디비", "다이나모DB", "다이나모 디비", "Dynamo DB", "DDB"]),
        ("aws.dynamodb.dax", &["DAX", "DynamoDB Accelerator"]),
        ("aws.redshift", &["레드시프트", "레드쉬프트", "Redshift"]),
        ("aws.route53", &["라우트53", "라우트 53", "Route 53", "route53"]),
        ("aws.sqs", &["SQS", "심플 큐 서비스", "Simple Queue Service"]),
        ("aws.identity-center", &["AWS SSO", "AWS Single Sign-On", "IAM Identity Center"]),
        ("aws.managed-flink", &["Kinesis Data Analytics", "Managed Service for Apache Flink"]),
        ("aws.firehose", &["Kinesis Data Firehose", "Amazon Data Firehose", "파이어호스"]),
        ("aws.quicksight", &["QuickSight", "Amazon Quick Suite", "Amazon Quick", "퀵사이트"]),
        ("aws.opensearch", &["Amazon Elasticsearch Service", "Amazon OpenSearch Service"]),
        ("aws.mgn", &["MGN", "CloudEndure Migration", "Application Migration Service"]),
        ("aws.sagemaker", &["SageMaker", "SageMaker AI", "세이지메이커"]),
        ("concept.disaster-recovery", &["재해 복구", "재해복구", "disaster recovery", "DR"]),
        ("concept.warm-standby", &["웜 대기", "웜 스탠바이", "warm standby"]),
        ("concept.availability-zone", &["가용 영역", "가용영역", "availability zone", "AZ"]),
        ("concept.on-premises", &["온프레미스", "on-premises", "on-premise", "on-prem"]),
        ("concept.shared-responsibility", &["공동 책임 모델", "shared responsibility model"]),
        ("concept.deadlock", &["교착 상태", "데드락", "deadlock", "Dead-lock"]),
        ("concept.thread", &["스레드", "쓰레드", "thread"]),
        ("concept.index", &["인덱스", "색인", "index"]),
        ("concept.latency", &["지연 시간", "레이턴시", "latency"]),
        ("concept.mutual-exclusion", &["상호 배제", "mutual exclusion"]),
        ("concept.mutex", &["뮤텍스", "mutex"]),
        ("concept.data-lake", &["데이터 레이크", "data lake"]),
        ("concept.three-way-handshake", &["3-way handshake", "3-way 핸드쉐이크"]),
        ("concept.standard-deviation", &["표준편차", "standard deviation"]),
        ("concept.overfitting", &["과적합", "오버피팅", "overfitting"]),
        ("product.kubernetes", &["k8s", "쿠버네티스", "쿠버네테스", "Kubernetes"]),
        ("product.postgresql", &["포스트그레SQL", "Postgres", "PostgreSQL"]),
        ("product.javascript", &["JS", "자바스크립트", "자바 스크립트"]),
        ("product.nginx", &["엔진엑스", "nginx"]),
        ("product.cpp", &["C++"]),
        ("product.csharp", &["C#"]),
    ] {
        for name in names {
            assert_eq!(found(name).first(), Some(&id), "{name}");
        }
    }
}

#[test]
fn things_that_are_close_are_not_one() {
    for (one, other) in [
        ("상호 배제", "뮤텍스"),
        ("SNS", "SQS"),
        ("대기", "대기열"),
        ("모듈", "모델"),
        ("RTO", "RPO"),
        ("SSL", "TLS"),
        ("ElastiCache", "Redis"),
        ("Elasticsearch", "OpenSearch"),
    ] {
        let both: HashSet<_> = found(one).into_iter().collect();
        assert!(found(other).iter().all(|id| !both.contains(id)), "{one} and {other}");
    }
    assert!(found("모델").is_empty());
    assert!(found("").is_empty());
}

#[test]
fn every_name_finds_its_entity_and_every_id_its_place() {
    let catalog = Catalog::builtin();
    for (id, entity) in catalog.entities() {
        assert_eq!(catalog.by_id(entity.id()), Some(id));
        assert_eq!(entity.names().next(), Some(entity.name()));
        for name in entity.names() {
            let key = name_key(name);
            assert!(catalog.find(&key).contains(&id), "{name} of {}", entity.id());
            assert!(key.chars().count() <= catalog.longest_key_chars());
        }
    }
    assert_eq!(catalog.by_id("aws.nothing"), None);
}

#[test]
fn a_service_is_found_without_its_makers_name() {
    // Their bare names belong to other things: EC2 Auto Scaling, any command line, any system.
    let full_only = ["aws.auto-scaling", "aws.cli", "aws.linux", "aws.sdk"];
    let catalog = Catalog::builtin();
    for (id, entity) in catalog.entities().filter(|(_, entity)| !full_only.contains(&entity.id())) {
        let name = entity.name();
        let bare = name.strip_prefix("AWS ").or(name.strip_prefix("Amazon ")).unwrap_or(name);
        let found = catalog.find(&name_key(bare));
        assert!(found.is_empty() || found.contains(&id), "{bare} does not find {}", entity.id());
    }
}

#[test]
fn words_that_are_also_names_are_ambiguous() {
    for name in ["connect", "lex", "translate", "glue", "config", "Region", "뷰", "go", "heap"] {
        let catalog = Catalog::builtin();
        let key = name_key(name);
        assert!(!catalog.find(&key).is_empty(), "{name}");
        for &id in catalog.find(&key) {
            assert!(catalog.entity(id).is_ambiguous(&key), "{name}");
        }
    }
}

#[test]
fn at_most_one_entity_has_a_name_for_itself_and_comes_first() {
    let catalog = Catalog::builtin();
    for (key, entities) in catalog.keys() {
        let is_ambiguous = |id| catalog.entity(id).is_ambiguous(key);
        assert!(entities.iter().skip(1).all(|&id| is_ambiguous(id)), "{key}");
    }
    assert_eq!(found("람다"), ["aws.lambda", "concept.lambda-expression"]);
}

#[test]
fn synonyms_mean_the_same_in_every_reading() {
    let synonyms = |name: &str| Catalog::builtin().synonyms(&name_key(name));
    assert!(synonyms("쿠버네티스").contains(&"K8s"));
    assert!(synonyms("교착상태").contains(&"deadlock"));
    assert!(synonyms("람다").contains(&"AWS Lambda"));
    // A function of a language or the service: both are written 람다.
    assert_eq!(synonyms("lambda"), ["Lambda function", "람다", "람다 함수"]);
    assert_eq!(synonyms("heap"), ["힙"]);
    // The ordinary word and its transliteration, not the service.
    assert_eq!(synonyms("batch"), ["배치"]);
    assert_eq!(synonyms("connect"), ["커넥트"]);
    assert!(synonyms("translate").is_empty());
    assert!(synonyms("아무것도 아닌 것").is_empty());
}

#[test]
fn a_person_may_say_it_in_many_ways() {
    let catalog = Catalog::builtin();
    let resolved = |name: &str| -> Vec<&str> {
        catalog.resolve(name).into_iter().map(|id| catalog.entity(id).id()).collect()
    };
    assert_eq!(resolved("aws.dynamodb.dax"), ["aws.dynamodb.dax"]);
    assert_eq!(resolved(" aws s3 "), ["aws.s3"]);
    assert_eq!(resolved("아마존 오로라"), ["aws.aurora"]);
    assert_eq!(resolved("Amazon Lambda"), ["aws.lambda"]);
    assert_eq!(resolved("AWS"), ["product.aws"]);
    assert!(resolved("AWS Kubernetes").is_empty());
    assert!(resolved("").is_empty());
}

#[test]
fn slips_are_near_their_name() {
    let catalog = Catalog::builtin();
    for (slip, id, name) in [
        ("Lambada", "aws.lambda", "Lambda"),
        ("ClouFront", "aws.cloudfront", "CloudFront"),
        ("Neptun", "aws.neptune", "Neptune"),
        ("QuikSight", "aws.quicksight", "QuickSight"),
        ("Cognitto", "aws.cognito", "Cognito"),
        ("DynomoDB", "aws.dynamodb", "DynamoDB"),
        ("클라우트워치", "aws.cloudwatch", "클라우드워치"),
        ("kuberentes", "product.kubernetes", "Kubernetes"),
        ("postgersql", "product.postgresql", "PostgreSQL"),
    ] {
        let near = catalog.nearest(slip, 3);
        let first = near.first().map(|near| (catalog.entity(near.entity).id(), near.name));
        assert_eq!(first, Some((id, name)), "{slip}");
        assert!(near.is_sorted_by_key(|near| near.edits));
    }
    assert_eq!(catalog.nearest("SQS", 1).first().map(|near| near.edits), Some(0));
    assert!(catalog.nearest("Lambada", 0).is_empty());
    assert!(catalog.nearest("", 5).is_empty());
    assert!(catalog.nearest("전혀다른말이다정말로", 5).is_empty());
}

#[test]
fn names_are_told_apart_by_their_role() {
    let catalog = Catalog::builtin();
    let Some(id) = catalog.by_id("aws.identity-center") else { panic!("no Identity Center") };
    let entity = catalog.entity(id);
    assert_eq!(entity.name(), "AWS IAM Identity Center");
    assert_eq!(entity.former_names().collect::<Vec<_>>(), ["AWS Single Sign-On", "AWS SSO"]);
    assert!(entity.hangul_names().any(|name| name == "IAM 자격 증명 센터"));
    assert_eq!(entity.acronyms().count(), 0);
    let related: Vec<&str> = entity.related().iter().map(|&id| catalog.entity(id).id()).collect();
    assert_eq!(related, ["concept.sso"]);
}

#[test]
fn a_feature_knows_its_service() {
    let catalog = Catalog::builtin();
    let parent = |id: &str| {
        let feature = catalog.by_id(id).map(|id| catalog.entity(id))?;
        feature.parent().map(|id| catalog.entity(id).id())
    };
    assert_eq!(parent("aws.dynamodb.dax"), Some("aws.dynamodb"));
    assert_eq!(parent("aws.rds.proxy"), Some("aws.rds"));
    assert_eq!(parent("aws.lambda"), None);
}

#[test]
fn what_a_text_begins_with_is_found_longest_first() {
    let own = OwnEntity { name: Some("AWS Lambda X".to_owned()), ..OwnEntity::default() };
    let with_own = Catalog::builtin().with_own(&[own]).expect("it is sound");
    for catalog in [Catalog::builtin(), &with_own] {
        let keys: Vec<&str> = catalog.keys().map(|(key, _)| key).collect();
        let texts = keys.iter().flat_map(|&key| {
            let without_last = &key[..key.char_indices().next_back().map_or(0, |(at, _)| at)];
            [key.to_owned(), format!("{key}x"), format!("{key}에서"), without_last.to_owned()]
        });
        for text in texts.step_by(7).chain([String::new(), "힣".to_owned(), "awslambdaxy".into()])
        {
            let found = catalog.keys_that_begin(&text).map(|at| catalog.key(at).0);
            let ends = text.char_indices().map(|(at, char)| at + char.len_utf8()).rev();
            let expected =
                ends.map(|end| &text[..end]).filter(|start| keys.binary_search(start).is_ok());
            assert!(found.eq(expected), "{text}");
            let begins = keys.iter().any(|key| key.starts_with(&text));
            assert_eq!(catalog.begins(&text), begins, "{text}");
        }
    }
}
