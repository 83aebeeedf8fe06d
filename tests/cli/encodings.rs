//! Offsets point into the file as it is on disk, whatever its encoding.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::harness::Desk;

const TEXT: &str = "# 메모\r\n\r\n- 큐의 최대 크기는 256 KB 입니다 (한글 섞인 English 줄)\r\n";
const WORD: &str = "크기";

/// The three slices of the highlight of [`WORD`]: by bytes of the file, UTF-16 and code points.
#[track_caller]
fn assert_slices(bytes: &[u8], decode: impl Fn(&[u8]) -> String) {
    let desk = Desk::empty().bytes("notes/a.md", bytes);
    let run = desk.run("q 크기 --json -n1").exits(0);
    let hit = run.hits().remove(0);
    let text = hit["snippet"]["text"].as_str().expect("a text");
    let highlight = &hit["snippet"]["highlights"][0];
    let pair = |value: &Value| [0, 1].map(|at| value[at].as_u64().expect("an offset") as usize);
    let composed = |text: String| text.nfc().collect::<String>();

    let [start, end] = pair(&highlight["char"]);
    let by_char: String = text.chars().skip(start).take(end - start).collect();
    assert_eq!(composed(by_char), WORD);

    let [start, end] = pair(&highlight["utf16"]);
    let units: Vec<u16> = text.encode_utf16().collect();
    let by_unit = String::from_utf16(&units[start..end]).expect("whole characters");
    assert_eq!(composed(by_unit), WORD);

    let place =
        |end: &str, field: &str| hit["range"][end][field].as_u64().expect("a place") as usize;
    let by_byte = decode(&bytes[place("start", "offset")..place("end", "offset")]);
    assert_eq!(composed(by_byte), WORD);

    let line_start = place("start", "offset") - place("start", "byte");
    let [start, end] = pair(&highlight["byte"]);
    assert_eq!(composed(decode(&bytes[line_start + start..line_start + end])), WORD);
    assert_eq!(hit["line"], 3);
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("whole characters")
}

#[test]
fn utf_8() {
    assert_slices(TEXT.as_bytes(), utf8);
}

#[test]
fn utf_8_with_a_byte_order_mark() {
    assert_slices(format!("\u{feff}{TEXT}").as_bytes(), utf8);
}

#[test]
fn decomposed_hangul() {
    assert_slices(TEXT.nfd().collect::<String>().as_bytes(), utf8);
}

#[test]
fn cp949() {
    let (bytes, _, lossy) = encoding_rs::EUC_KR.encode(TEXT);
    assert!(!lossy);
    assert_slices(&bytes, |bytes| encoding_rs::EUC_KR.decode(bytes).0.into_owned());
}

#[test]
fn utf_16() {
    let bytes: Vec<u8> =
        format!("\u{feff}{TEXT}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_slices(&bytes, |bytes| encoding_rs::UTF_16LE.decode(bytes).0.into_owned());
}
