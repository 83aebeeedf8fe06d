use encoding_rs::EUC_KR;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;

const KOREAN: &str = "AWS 람다는 한 번에 900초(15분)까지만 돈다.\n최대 메모리 10,240 MB\n";

fn cp949(text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = EUC_KR.encode(text);
    assert!(!unmappable, "{text:?} is not all CP949");
    bytes.into_owned()
}

fn utf16(text: &str, encoding: Encoding) -> Vec<u8> {
    let to_bytes = if encoding == Encoding::Utf16Be { u16::to_be_bytes } else { u16::to_le_bytes };
    text.encode_utf16().flat_map(to_bytes).collect()
}

/// Encoding, normal text and broken characters.
fn read(bytes: &[u8]) -> (Encoding, String, usize) {
    let decoded = decode(bytes.to_vec()).unwrap();
    (decoded.encoding, decoded.source.as_str().to_owned(), decoded.replaced)
}

fn whole(encoding: Encoding, text: &str) -> (Encoding, String, usize) {
    (encoding, text.to_owned(), 0)
}

#[test]
fn utf_8_with_and_without_a_mark() {
    assert_eq!(read(KOREAN.as_bytes()), whole(Encoding::Utf8, KOREAN));
    assert_eq!(read(format!("\u{feff}{KOREAN}").as_bytes()), whole(Encoding::Utf8, KOREAN));
    assert_eq!(read(b""), whole(Encoding::Utf8, ""));
}

#[test]
fn utf_16_with_and_without_a_mark() {
    for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
        for text in [KOREAN, "plain English\r\n", "한도 하나", "a\n"] {
            let normal = text.replace("\r\n", "\n");
            assert_eq!(read(&utf16(text, encoding)), whole(encoding, &normal));
            let marked = utf16(&format!("\u{feff}{text}"), encoding);
            assert_eq!(read(&marked), whole(encoding, &normal));
        }
    }
}

#[test]
fn utf_16_with_a_lone_surrogate_and_half_a_unit() {
    let mut bytes = utf16("\u{feff}가나", Encoding::Utf16Le);
    bytes.extend([0x00, 0xd8, b'x', 0, b'y']);
    assert_eq!(read(&bytes), (Encoding::Utf16Le, "가나\u{fffd}x\u{fffd}".to_owned(), 2));
}

#[test]
fn cp949_long_and_short() {
    for text in [
        KOREAN,
        "한도",
        "람다",
        "# 네트워크\r\n- TCP는 연결형 프로토콜\r\n",
        "An English note that ends in 한국어",
        "똠방각하와 펲시콜라를 마셨다. 쟝르는 모른다.",
        "①②③ 「인용」 × ÷ ± → 한글",
    ] {
        let normal = text.replace("\r\n", "\n");
        assert_eq!(read(&cp949(text)), whole(Encoding::EucKr, &normal), "{text}");
    }
}

#[test]
fn a_broken_byte_in_cp949_costs_one_character() {
    let mut bytes = cp949(KOREAN);
    let line_end = bytes.iter().position(|&byte| byte == b'\n').unwrap();
    bytes.insert(line_end, 0xff);
    let (encoding, text, replaced) = read(&bytes);
    assert_eq!((encoding, replaced), (Encoding::EucKr, 1));
    assert_eq!(text, KOREAN.replacen('\n', "\u{fffd}\n", 1));
}

#[test]
fn long_cp949_is_read_across_blocks() {
    let text = format!("x{}", KOREAN.repeat(500));
    assert_eq!(read(&cp949(&text)), whole(Encoding::EucKr, &text));
}

#[test]
fn broken_bytes_in_utf_8_cost_their_characters_only() {
    let mut bytes = KOREAN.as_bytes().to_vec();
    bytes[5] = 0xff;
    bytes.extend(&"끝".as_bytes()[..2]);
    let (encoding, text, replaced) = read(&bytes);
    assert_eq!(encoding, Encoding::Utf8);
    assert!(text.contains("한 번에 900초(15분)까지만") && text.ends_with("MB\n\u{fffd}"), "{text}");
    // One of the three bytes of 람 gone: what is left of it on either side is broken too.
    assert_eq!(replaced, 4);
}

#[test]
fn few_broken_bytes_never_make_a_file_cp949() {
    for bytes in [&b"caf\xe9 latte, s'il vous pla\xeet"[..], b"no\xb7 break", b"\xc7", b"a\xffb"] {
        let (encoding, text, replaced) = read(bytes);
        assert_eq!(encoding, Encoding::Utf8, "{text}");
        assert!(replaced > 0 && text.contains('\u{fffd}'));
    }
    let mut mostly_english = b"one \xb1\xe2 two \xff ".to_vec();
    mostly_english.extend("한글이 더 많다".as_bytes());
    assert_eq!(read(&mostly_english).0, Encoding::Utf8);
}

#[test]
fn a_stray_nul_is_no_reason_to_drop_a_text() {
    for text in ["가나\0다라", "a\0", "plain\0text with one", &format!("\0{KOREAN}")] {
        assert_eq!(read(text.as_bytes()), whole(Encoding::Utf8, text));
    }
}

#[test]
fn coloured_terminal_output_is_text() {
    let text = "\x1b[1m가\x1b[0m\x1b[31m나\x1b[0m";
    assert_eq!(read(text.as_bytes()), whole(Encoding::Utf8, text));
}

#[test]
fn what_is_not_text_says_why() {
    let noise: Vec<u8> =
        (0..4000u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert!(matches!(decode(noise.to_vec()), Err(NotText::Binary { .. })));
    assert!(matches!(decode(vec![0; 64]), Err(NotText::Binary { controls: 64, total: 64 })));
    let mut pdf = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    pdf.extend(&noise);
    assert_eq!(decode(pdf.to_vec()).unwrap_err().to_string(), "it is a PDF document");
    let (russian, ..) = encoding_rs::KOI8_R.encode("Привет, мир. Это заметка.");
    assert!(matches!(decode(russian.to_vec()), Err(NotText::Undecodable { .. })));
    let (chinese, ..) = encoding_rs::GBK.encode("我们在学习数据库的索引，这是笔记。");
    assert!(matches!(decode(chinese.to_vec()), Err(NotText::Undecodable { .. })));
}

/// A character of a note.
fn char_of_note() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::char::range('가', '힣').prop_map(String::from),
        4 => proptest::char::range(' ', '~').prop_map(String::from),
        1 => prop::sample::select(vec!["👍", "👩‍💻", "⚠\u{fe0f}", "é", "\u{fffd}", "ㄱ", "韓"])
            .prop_map(str::to_owned),
        1 => prop::sample::select(vec!["\n", "\r\n", "\r"]).prop_map(str::to_owned),
    ]
}

/// A word as Korean notes have it, of letters that CP949 has.
fn word_of_note() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "람다",
        "최대",
        "한도는",
        "실행 시간",
        "S3",
        "EC2가 ",
        "10 GB",
        "(15분)",
        "→",
        "①",
        "데이터베이스",
        "\n",
        "\r\n",
        "\r",
        " ",
    ])
    .prop_map(str::to_owned)
}

fn text_of(pieces: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

fn decode_slice(bytes: &[u8], encoding: Encoding) -> String {
    match encoding {
        Encoding::Utf8 => String::from_utf8(bytes.to_vec()).unwrap(),
        Encoding::EucKr => EUC_KR.decode_without_bom_handling(bytes).0.into_owned(),
        utf16 => utf16::decode(bytes, utf16).text,
    }
}

/// Whatever range of the normal text is asked for, its ends' three columns cut the same text from
/// the line as the file has it, and its two offsets cut the range itself from the file.
fn check_every_way_to_count(file: &[u8], decoded: &Decoded, cut: (usize, usize)) {
    let (source, encoding) = (&decoded.source, decoded.encoding);
    let text = source.as_str();
    let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (a, b) = (borders[cut.0 % borders.len()], borders[cut.1 % borders.len()]);
    let span = Span::new(a.min(b), a.max(b));
    let (start, end) = source.locate(span);
    for position in [start, end] {
        let line = source.original_line(position.line);
        let from = position.offset - position.byte;
        let by_char: String = line.chars().take(position.char).collect();
        let units: Vec<u16> = line.encode_utf16().take(position.utf16).collect();
        assert_eq!(String::from_utf16(&units).unwrap(), by_char);
        assert_eq!(decode_slice(&file[from..position.offset], encoding), by_char);
    }
    let sliced = decode_slice(&file[start.offset..end.offset], encoding);
    let sliced: String = sliced.replace("\r\n", "\n").replace('\r', "\n").nfc().collect();
    assert!(sliced.contains(&text[span.range()]), "{sliced:?} lacks {:?}", &text[span.range()]);
}

proptest! {
    #[test]
    fn columns_agree_in_unicode(
        text in text_of(char_of_note()),
        encoding in prop::sample::select(vec![Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be]),
        decomposed: bool,
        marked: bool,
        cut: (usize, usize),
    ) {
        let text: String = if decomposed { text.nfd().collect() } else { text };
        let mark = if marked || encoding != Encoding::Utf8 { "\u{feff}" } else { "" };
        let text = format!("{mark}{text}");
        let file = match encoding {
            Encoding::Utf8 => text.clone().into_bytes(),
            _ => utf16(&text, encoding),
        };
        let decoded = decode(file.to_vec()).unwrap();
        prop_assert_eq!((decoded.encoding, decoded.replaced), (encoding, 0));
        check_every_way_to_count(&file, &decoded, cut);
    }

    #[test]
    fn columns_agree_in_cp949(text in text_of(word_of_note()), cut: (usize, usize)) {
        let text = format!("노트: {text}");
        let file = cp949(&text);
        let decoded = decode(file.to_vec()).unwrap();
        prop_assert_eq!((decoded.encoding, decoded.replaced), (Encoding::EucKr, 0));
        prop_assert_eq!(decode_slice(&file, decoded.encoding), text);
        check_every_way_to_count(&file, &decoded, cut);
    }

    #[test]
    fn any_bytes_are_read_or_refused_without_a_panic(bytes: Vec<u8>) {
        if let Ok(decoded) = decode(bytes.clone()) {
            let end = decoded.source.as_str().len();
            prop_assert_eq!(decoded.source.locate(Span::new(end, end)).1.offset, bytes.len());
        }
    }
}
