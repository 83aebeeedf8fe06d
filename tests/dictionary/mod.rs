//! The build's readers of MeCab's formats, on files that are cut short or wrong, and what the
//! embedded dictionary holds of the source.

#[path = "../../build/mecab.rs"]
mod mecab;

use mecab::{Characters, Malformed, Matrix, WordList};
use pilgi::analysis::Analyzer;
use pilgi::analysis::morphology::{MorphemeKind, Morphology, parts};

/// A word list with the words `a` and `ab`, laid out as MeCab compiles it.
fn word_list() -> Vec<u8> {
    let mut units = vec![(0_i32, u32::MAX); 300];
    // A node's children stand behind where its own unit points, by their byte and one.
    units[0].0 = 1;
    let a = 1 + usize::from(b'a') + 1;
    units[a] = (150, 1);
    let b = 150 + usize::from(b'b') + 1;
    units[b] = (120, 150);
    // A word ends in the unit that its node points to, which holds the first entry and in the
    // lowest eight bits how many there are: two of `a` from 0 on, one of `ab` from 2 on.
    units[150] = (-2 - 1, 150);
    units[120] = (-(2 * 256 + 1) - 1, 120);
    let array: Vec<u8> = units
        .iter()
        .flat_map(|(base, check)| [base.to_le_bytes(), check.to_le_bytes()])
        .flatten()
        .collect();
    let features = b"NNG,x\0VV,y\0";
    let token = |left: u16, cost: i16, feature: u32| {
        let mut token =
            [left.to_le_bytes(), 1_u16.to_le_bytes(), [0; 2], cost.to_le_bytes()].concat();
        token.extend([feature.to_le_bytes(), [0; 4]].concat());
        token
    };
    let tokens = [token(2, -5, 0), token(1, 7, 6), token(1, 9, 0)].concat();
    let mut charset = [0; 32];
    charset[..5].copy_from_slice(b"UTF-8");
    let len = 72 + array.len() + tokens.len() + features.len();
    let numbers =
        [len as u32 ^ 0xef71_8f77, 102, 0, 3, 9, 9, array.len() as u32, tokens.len() as u32];
    let numbers = numbers.into_iter().chain([features.len() as u32, 0]).flat_map(u32::to_le_bytes);
    numbers.chain(charset).chain(array).chain(tokens).chain(*features).collect()
}

fn read(bytes: &[u8]) -> Result<Vec<(String, i16, String)>, Malformed> {
    let mut words = Vec::new();
    WordList::parse(bytes)?.for_each(|surface, entry| {
        words.push((surface.to_owned(), entry.cost, entry.feature.into_owned()));
        Ok(())
    })?;
    Ok(words)
}

#[test]
fn word_lists_are_read_in_order() {
    let words = read(&word_list()).expect("well formed");
    let words: Vec<_> = words.iter().map(|(s, c, f)| (s.as_str(), *c, f.as_str())).collect();
    assert_eq!(words, [("a", -5, "NNG,x"), ("a", 7, "VV,y"), ("ab", 9, "NNG,x")]);
}

#[test]
fn a_word_list_cut_anywhere_is_malformed() {
    let whole = word_list();
    for len in 0..whole.len() {
        assert!(read(&whole[..len]).is_err(), "cut at {len}");
        // The same with a length that fits, as if the sections alone were wrong.
        let mut cut = whole[..len].to_vec();
        if let Some(magic) = cut.first_chunk_mut::<4>() {
            *magic = (len as u32 ^ 0xef71_8f77).to_le_bytes();
        }
        assert!(read(&cut).is_err(), "cut at {len}, with a length to match");
    }
}

#[test]
fn a_damaged_word_list_never_panics() {
    let whole = word_list();
    for at in 0..whole.len() {
        for byte in [0x00, 0x01, 0x7f, 0x80, 0xff] {
            let mut damaged = whole.clone();
            damaged[at] = byte;
            let _ = read(&damaged);
        }
    }
    let mut looping = whole;
    // The unit of `b` points back to where it stands itself.
    let b = 72 + 8 * (150 + usize::from(b'b') + 1);
    looping[b..b + 4].copy_from_slice(&150_u32.to_le_bytes());
    assert_eq!(read(&looping), Err(Malformed("the double array loops".into())));
}

#[test]
fn matrices_and_characters_of_a_wrong_length_are_malformed() {
    assert!(Matrix::parse(&[]).is_err());
    assert!(Matrix::parse(&[2, 0, 1, 0, 5, 0]).is_err());
    let matrix = Matrix::parse(&[2, 0, 2, 0, 1, 0, 2, 0, 3, 0, 4, 0]).expect("two by two");
    assert_eq!(matrix.costs_after(1).collect::<Vec<_>>(), [2, 4]);
    assert_eq!((matrix.rights, matrix.lefts, matrix.costs.len()), (2, 2, 8));

    let mut characters = 1_u32.to_le_bytes().to_vec();
    characters.extend(*b"DEFAULT\0");
    characters.resize(4 + 32 + 0xffff * 4, 0);
    assert!(Characters::parse(&characters[..1000]).is_err());
    assert_eq!(Characters::parse(&characters).map(|c| c.categories).ok(), Some(vec!["DEFAULT"]));
    let last = characters.len() - 1;
    characters[last] = 0x03;
    let info = Characters::parse(&characters).and_then(|c| c.info(0xfffe));
    assert!(info.is_err(), "a category that does not exist");
}

/// The lines of a list of the build's own.
fn lines(list: &'static str) -> Vec<&'static str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// The noun of a line of `data/nouns.txt`.
fn surface(line: &str) -> String {
    line.split(' ').next().unwrap_or_default().replace('+', "")
}

/// The terms of a word.
fn terms(analyzer: &mut Analyzer, word: &str) -> Vec<String> {
    let mut terms = Vec::new();
    analyzer.for_each_token(word, |token| terms.push(token.term.text().to_owned()));
    terms
}

#[test]
fn own_nouns_are_in_order_and_are_nouns_wherever_they_stand() {
    let nouns = lines(include_str!("../../data/nouns.txt"));
    let nouns: Vec<String> = nouns.iter().map(|line| surface(line)).collect();
    assert!(nouns.is_sorted_by(|one, other| one < other));
    let mut analyzer = Analyzer::new().expect("dictionary");
    for noun in &nouns {
        for behind in ["", "하면", "에서"] {
            let text = format!("{noun}{behind}");
            let terms = terms(&mut analyzer, &text);
            assert!(terms.contains(noun), "{text} is {terms:?}");
        }
    }
}

#[test]
fn own_nouns_are_nouns_beside_others() {
    let mut analyzer = Analyzer::new().expect("dictionary");
    for (one, other) in [
        ("메모리", "제한"),
        ("접근", "권한"),
        ("자동", "생성"),
        ("다중", "상속"),
        ("감시", "로그"),
        ("로컬", "저장소"),
        ("입력", "유효성"),
        ("예제", "코드"),
        ("전역", "설치"),
        ("메서드", "이름"),
        ("공개", "키를"),
        ("테이블", "락이"),
    ] {
        let terms = terms(&mut analyzer, &format!("{one}{other}"));
        let noun = |text: &str| text.trim_end_matches(['를', '이']).to_owned();
        let has = |text: &str| terms.contains(&text.to_owned()) || terms.contains(&noun(text));
        assert!(has(one) && has(other), "{one} and {other} are {terms:?}");
    }
}

#[test]
fn mended_verbs_have_their_stems() {
    let mut analyzer = Analyzer::new().expect("dictionary");
    for line in lines(include_str!("../../data/verbs.txt")) {
        let (form, stem) = line.split_once(' ').expect(line);
        let stem = stem.strip_suffix('-').expect(line);
        // A bare stem is seen as one with an ending behind it.
        let form = if form == stem { format!("{stem}지만") } else { form.to_owned() };
        let terms = terms(&mut analyzer, &form);
        assert!(terms.iter().any(|term| term == stem), "{form} is {terms:?}");
    }
}

#[test]
fn verbs_have_their_stems_in_every_form() {
    let mut analyzer = Analyzer::new().expect("dictionary");
    let verbs: [(&str, &[&str]); 9] = [
        ("바꾸", &["바꿉니다", "바꿉니까", "바꾼다", "바꿔서", "바꿨다", "바꾸는", "바꿀"]),
        ("지우", &["지웁니다", "지운", "지울", "지워", "지워야", "지우고", "지웠다"]),
        ("줄이", &["줄인다", "줄여서", "줄였다", "줄이는", "줄인"]),
        ("늘리", &["늘립니다", "늘린다", "늘려도", "늘렸다", "늘림"]),
        ("낮추", &["낮춥니다", "낮춘다", "낮춰야", "낮췄다"]),
        ("쓰", &["쓰는", "쓰고", "써서", "썼다", "씁니다", "쓴다"]),
        ("막", &["막는", "막고", "막아", "막았다", "막습니다", "막기"]),
        ("뒤집", &["뒤집는", "뒤집은", "뒤집기", "뒤집기를"]),
        ("쌓이", &["쌓입니다", "쌓인", "쌓여서", "쌓였다"]),
    ];
    for (stem, forms) in verbs {
        for form in forms {
            let terms = terms(&mut analyzer, form);
            assert!(terms.iter().any(|term| term == stem), "{form} is {terms:?}");
        }
    }
}

#[test]
fn words_from_all_over_the_dictionary_survive() {
    let morphology = Morphology::shared().expect("dictionary");
    // The dictionary's own, 816,283, without what is misread, and with the nouns and forms that it lacks.
    assert_eq!(morphology.entries(), 835_327);
    let mut reader = morphology.reader();
    let words = [
        ("가격", "NNG", None),
        ("뷁", "NNP", None),
        ("고양이로소이다", "NNG+VCP+EC", Some("고양이/NNG")),
        ("데이터베이스", "NNG", Some("데이터/NNG")),
        ("반여성주의", "NNG", Some("반/NNG")),
        ("합니다", "VV+EC", Some("하/VV")),
        ("아름다운", "VA+ETM", Some("아름답/VA")),
        ("훈민정음", "NNP", Some("훈민/NNG")),
        ("흉터", "NNG", Some("흉/NNG")),
        ("漢字", "NNG", None),
        ("ㅋㅋㅋ", "IC", None),
        ("+", "SY", None),
    ];
    for (word, pos, first) in words {
        let mut morphemes = Vec::new();
        reader.segment(word, |morpheme| morphemes.push(morpheme)).expect("segmented");
        assert_eq!(morphemes.len(), 1, "{word}");
        assert_eq!(morphemes[0].pos, pos, "{word}");
        assert_eq!(first.is_some(), morphemes[0].kind != MorphemeKind::Simple, "{word}");
        let found = morphemes[0].expression.and_then(|expression| parts(expression).next());
        let found = found.map(|(surface, pos)| format!("{surface}/{pos}"));
        assert_eq!(found.as_deref(), first, "{word}");
    }
}
