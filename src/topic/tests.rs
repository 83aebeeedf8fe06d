use super::*;
use crate::catalog::Catalog;
use crate::note::Format;
use crate::passage::{Outline, PassageKind, outline};

fn recognizer() -> Recognizer<'static> {
    Recognizer::new(Catalog::builtin())
}

/// Identifiers of what a text by itself names.
fn named(text: &str) -> Vec<&'static str> {
    named_in(text, PassageKind::Paragraph)
}

fn named_in(text: &str, kind: PassageKind) -> Vec<&'static str> {
    let surroundings = Surroundings { kind, named: &[] };
    let mentions = recognizer().mentions(text, surroundings);
    mentions.iter().map(|mention| Catalog::builtin().entity(mention.entity).id()).collect()
}

fn services(text: &str, kind: PassageKind) -> Vec<&'static str> {
    named_in(text, kind).into_iter().filter(|id| id.starts_with("aws.")).collect()
}

fn note(text: &str) -> Outline {
    outline(Format::Markdown, "note", text)
}

/// What the passage with this text is about.
fn about(text: &str, passage: &str) -> Vec<&'static str> {
    let outline = note(text);
    let topics = recognizer().topics(&outline);
    let at = outline.passages.iter().position(|own| own.text.as_str().contains(passage));
    let at = at.unwrap_or_else(|| panic!("no {passage}"));
    topics[at].about.iter().map(|&id| Catalog::builtin().entity(id).id()).collect()
}

#[test]
fn spelling_does_not_count() {
    for (text, id) in [
        ("Route53", "aws.route53"),
        ("route 53", "aws.route53"),
        ("라우트 53", "aws.route53"),
        ("라우트53은 DNS", "aws.route53"),
        ("클라우드 프론트", "aws.cloudfront"),
        ("Cloud Front", "aws.cloudfront"),
        ("가용영역마다", "concept.availability-zone"),
        ("AWS Lambda는", "aws.lambda"),
        ("EC2에서", "aws.ec2"),
        ("S3버킷", "aws.s3"),
        ("Amazon Aurora", "aws.aurora"),
        ("AWS S3", "aws.s3"),
        ("다이나모디비까지만", "aws.dynamodb"),
    ] {
        assert_eq!(named(text).first(), Some(&id), "{text}");
    }
    assert_eq!(named("AWS S3"), ["aws.s3"]);
}

#[test]
fn words_count() {
    for text in [
        "어리전",
        "lambdas3",
        "모델링",
        "I am here",
        "snsx",
        "도커링",
        "mysns_topic",
        "sns_orders",
        "redis.conf",
        "SQ S",
        "user@redis",
        "Student.java",
        "https://x",
    ] {
        assert!(named(text).is_empty(), "{text}: {:?}", named(text));
    }
    assert_eq!(named("람다함수는"), ["aws.lambda"]);
    assert_eq!(named("쿠버네티스클러스터").first(), Some(&"product.kubernetes"));
    assert_eq!(named("SNS/SQS, S3+EC2"), ["aws.sns", "aws.sqs", "aws.s3", "aws.ec2"]);
    assert_eq!(named("deadlocks"), ["concept.deadlock"]);
}

#[test]
fn the_longest_name_wins() {
    assert_eq!(named("S3 Glacier에 넣기"), ["aws.s3.glacier"]);
    assert_eq!(named("RDS Proxy를 사이에"), ["aws.rds.proxy"]);
    assert_eq!(named("API Gateway, Lambda@Edge"), ["aws.api-gateway", "aws.lambda.edge"]);
}

#[test]
fn spans_are_names_without_particles() {
    let text = "여기서 람다는 쓴다";
    let mentions = recognizer().mentions(text, Surroundings::NONE);
    assert_eq!(&text[mentions[0].span.range()], "람다");
}

#[test]
fn everyday_words_are_no_topics() {
    assert!(named("최대 크기와 기본값").is_empty());
}

#[test]
fn ambiguous_names_count_where_they_are_written_as_names() {
    for text in ["콜센터는 Connect로 만든다", "Amazon Connect", "AWS connect", "아마존 커넥트"]
    {
        assert_eq!(named(text), ["aws.connect"], "{text}");
    }
    for text in ["connect to the server", "Connect to the server", "서버에 connect 한다", "모델"]
    {
        assert!(services(text, PassageKind::Paragraph).is_empty(), "{text}");
    }
    let heading = PassageKind::Heading { level: 2 };
    assert_eq!(named_in("Lex", heading), ["aws.lex"]);
    assert_eq!(named_in("Lex & Polly", heading), ["aws.lex", "aws.polly"]);
    assert_eq!(named_in("Translate : 글을 옮김", PassageKind::Bullet), ["aws.translate"]);
    assert_eq!(services("Glue | ETL | Config", PassageKind::TableRow), ["aws.glue", "aws.config"]);
    assert!(services("translate the words", heading).is_empty());
    assert!(services("큰 값은 translate 한다", PassageKind::Bullet).is_empty());
}

#[test]
fn ambiguous_names_count_where_the_thing_is_named_elsewhere() {
    let with = "# 메모\n\n- AWS Glue는 ETL\n- 매일 밤 glue 잡을 돌린다\n";
    assert!(about(with, "매일 밤").contains(&"aws.glue"));
    let without = "# 메모\n\n- 매일 밤 glue 잡을 돌린다\n";
    assert!(!about(without, "매일 밤").contains(&"aws.glue"));
}

#[test]
fn a_note_on_other_things_names_no_services_by_chance() {
    let text = "# 자바\n\n- 쿠버네티스, 파이썬, 도커\n\n## Config\n\n- 설정을 Connect 로 읽는다\n";
    assert!(about(text, "설정을").iter().all(|id| !id.starts_with("aws.")));
}

#[test]
fn words_in_hangul_are_services_in_lists_of_services_only() {
    let list = "# 메모\n\n- CloudWatch : 지표\n- CloudTrail : 기록\n- 컨피그 : 설정 이력\n";
    assert!(about(list, "설정 이력").contains(&"aws.config"));
    let alone = "# 메모\n\n- 서버 : 둘\n- 컨피그 : 설정 파일\n";
    assert!(!about(alone, "설정 파일").contains(&"aws.config"));
}

#[test]
fn shared_names_mean_what_the_note_is_on() {
    assert_eq!(
        about("# 람다\n\n- 익명 함수\n- 람다식은 값이다\n", "람다식"),
        ["concept.lambda-expression"]
    );
}

#[test]
fn slips_find_their_service() {
    for (text, id) in [
        ("Lambada 로그는", "aws.lambda"),
        ("ClouFront 앞에", "aws.cloudfront"),
        ("Neptun", "aws.neptune"),
        ("QuikSight로", "aws.quicksight"),
        ("Cognitto는", "aws.cognito"),
        ("DynomoDB에", "aws.dynamodb"),
        ("클라우트워치에서", "aws.cloudwatch"),
    ] {
        let mentions = recognizer().mentions(text, Surroundings::NONE);
        assert!(mentions.iter().any(|mention| mention.slip), "{text}");
        assert_eq!(services(text, PassageKind::Paragraph), [id], "{text}");
    }
}

#[test]
fn words_are_no_slips() {
    for text in [
        "connects",
        "transaction",
        "lambada",
        "Connects",
        "String",
        "Lambdas",
        "클라우드",
        "시스템이",
        "CPython",
        "OpenSSH",
    ] {
        let mentions = recognizer().mentions(text, Surroundings::NONE);
        assert!(mentions.iter().all(|mention| !mention.slip), "{text}: {:?}", named(text));
    }
}

#[test]
fn the_nearest_comes_first() {
    let text = "# Amazon Aurora\n\n## 엔드포인트\n\n### RDS Proxy\n\n- 주소가 하나\n";
    let about = about(text, "주소가");
    assert_eq!(about.first(), Some(&"aws.rds.proxy"));
    assert_eq!(about.last(), Some(&"aws.aurora"));
}

#[test]
fn of_two_in_a_heading_the_one_named_below_stays() {
    let text = "# 메시징\n\n## SNS+SQS\n\n둘 다 관리형이다\n\n1. Amazon SQS: 기다리는 곳\n   - 14일까지\n2. Amazon SNS: 알리는 곳\n   - 밀어 준다\n";
    assert_eq!(about(text, "둘 다"), ["aws.sns", "aws.sqs"]);
    assert_eq!(about(text, "14일"), ["aws.sqs"]);
    assert_eq!(about(text, "밀어 준다"), ["aws.sns"]);
}

#[test]
fn what_is_mentioned_in_passing_is_not_passed_on() {
    let text = "# 메모\n\n- 큰 파일은 나눠서 올리고 나머지 것들은 모두 S3 버킷에 넣어 둔다\n  - 하위 항목\n- S3\n  - 다른 항목\n";
    assert!(about(text, "하위").is_empty());
    assert_eq!(about(text, "다른"), ["aws.s3"]);
}

#[test]
fn a_row_is_about_its_own_service() {
    let text = "# 메시징\n\n| 서비스 | 하는 일 |\n|---|---|\n| SQS | 기다림 |\n| SNS | 밀기 |\n";
    assert_eq!(about(text, "기다림"), ["aws.sqs"]);
    assert_eq!(about(text, "밀기"), ["aws.sns"]);
}

#[test]
fn parents_follow_their_parts() {
    let catalog = Catalog::builtin();
    let ids: Vec<_> = catalog.by_id("aws.dynamodb.dax").into_iter().collect();
    let all = with_parents(catalog, &ids);
    let all: Vec<&str> = all.into_iter().map(|id| catalog.entity(id).id()).collect();
    assert_eq!(all, ["aws.dynamodb.dax", "aws.dynamodb"]);
}

fn pairs(text: &str) -> Vec<(String, String)> {
    learned(&note(text))
        .into_iter()
        .filter(|learned| learned.source == Pattern::Abbreviation)
        .map(|learned| (learned.name, learned.other))
        .collect()
}

#[test]
fn names_in_parentheses_are_learned() {
    for (line, name, other) in [
        ("- 교착 상태(deadlock)", "교착 상태", "deadlock"),
        ("- DLQ(Dead Letter Queue) : 실패", "DLQ", "Dead Letter Queue"),
        ("- 원자성(Atomicity) : 전부 아니면 전무", "원자성", "Atomicity"),
        ("## 재해 복구(DR)", "재해 복구", "DR"),
        ("- RTO(목표 복구 시간) : 멈춘 때부터", "RTO", "목표 복구 시간"),
        ("We use the Dead Letter Queue (DLQ) here.", "Dead Letter Queue", "DLQ"),
        ("1. 웜 스탠바이 (warm standby)", "웜 스탠바이", "warm standby"),
        ("## EFS (Elastic File System)", "EFS", "Elastic File System"),
    ] {
        assert_eq!(pairs(line), [(name.to_owned(), other.to_owned())], "{line}");
    }
}

#[test]
fn remarks_in_parentheses_are_not() {
    for line in [
        "- 15분(기본)",
        "- S3(비쌈)",
        "- 결과(예: 3)",
        "- 최대 5개(2024)",
        "- Lambda (optional)",
        "- 요청하면 늘려 준다(support)고 했던 말이 생각난다 그런데",
        "- CPU(80% 이상)",
        "- The Dead Letter Queue (SQS) is here",
        "- 저장(무료)",
    ] {
        assert!(pairs(line).is_empty(), "{line}: {:?}", pairs(line));
    }
}

#[test]
fn headings_are_learned_unless_they_say_nothing() {
    let headings = |text: &str| -> Vec<String> {
        let of_heading = |learned: &Learned| learned.source == Pattern::Heading;
        learned(&note(text)).into_iter().filter(of_heading).map(|learned| learned.name).collect()
    };
    assert_eq!(headings("# 운영\n\n## 1. 무중단 배포\n\n글\n")[1..], ["무중단 배포"]);
    assert_eq!(headings("# 운영\n\n## 🚀 가비지 컬렉터(GC)\n\n글\n")[1..], ["가비지 컬렉터"]);
    assert!(
        headings("# 운영\n\n## 정리\n\n글\n\n## TODO\n\n글\n\n## 왜 이것을 쓰는 것일까?\n\n글\n")
            [1..]
            .is_empty()
    );
}

#[test]
fn aliases_are_learned() {
    let learned = learned(&note("---\ntitle: 재해 복구\naliases: [DR]\n---\n\n글\n"));
    let alias = learned.iter().find(|learned| learned.source == Pattern::Alias);
    assert_eq!(alias.map(|alias| alias.other.as_str()), Some("DR"));
}
