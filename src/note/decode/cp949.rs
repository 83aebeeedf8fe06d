use chardetng::EncodingDetector;
use encoding_rs::{DecoderResult, EUC_KR};

use super::Draft;
use crate::text::Span;

/// Bytes given to the decoder at a time.
const BLOCK: usize = 4096;

/// Syllables after which the detector is not given more: it takes most of the time, and does not
/// change its mind any more.
const ENOUGH: usize = 4096;

/// Reads bytes as CP949, or gives `None` where they make no Korean text.
pub(super) fn decode(bytes: &[u8]) -> Option<Draft> {
    let mut draft = Draft::default();
    let mut evidence = Evidence::default();
    let mut detector = EncodingDetector::new();
    let mut decoder = EUC_KR.new_decoder_without_bom_handling();
    let mut block = String::with_capacity(3 * BLOCK);
    // Where the next character begins. The decoder may have read a lead byte further.
    let mut at = 0;
    let mut read_to = 0;
    loop {
        let end = bytes.len().min(read_to + BLOCK);
        block.clear();
        let (result, read) = decoder.decode_to_string_without_replacement(
            &bytes[read_to..end],
            &mut block,
            end == bytes.len(),
        );
        read_to += read;
        let start = at;
        for char in block.chars() {
            let len = if char.is_ascii() { 1 } else { 2 };
            let file = Span::new(at, at + len);
            evidence.add(char, &bytes[file.range()]);
            draft.push(char, file);
            at += len;
        }
        if evidence.common < ENOUGH {
            detector.feed(&bytes[start..at], false);
        }
        match result {
            DecoderResult::Malformed(..) => {
                draft.push_broken(Span::new(at, read_to));
                at = read_to;
                if !evidence.tolerates(draft.replaced) {
                    return None;
                }
            }
            DecoderResult::InputEmpty if end == bytes.len() => break,
            DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
        }
    }
    detector.feed(&[], true);
    let is_korean =
        evidence.is_korean(draft.replaced) && detector.guess(Some(b"kr"), false) == EUC_KR;
    is_korean.then_some(draft)
}

/// What speaks for Korean and against it.
#[derive(Default)]
struct Evidence {
    /// Syllables of KS X 1001: the 2,350 that nearly all text is made of.
    common: usize,
    /// The syllables that CP949 adds. Latin letters with accents look like them.
    rare: usize,
    /// Han. Chinese text looks like Hangul mixed with it.
    han: usize,
}

impl Evidence {
    fn add(&mut self, char: char, file: &[u8]) {
        match char {
            '가'..='힣' if file.iter().all(|&byte| byte >= 0xa1) => self.common += 1,
            '가'..='힣' => self.rare += 1,
            '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => self.han += 1,
            _ => {}
        }
    }

    /// Whether this many broken bytes may still be damage to a Korean text. The slack lets a text
    /// begin with some.
    fn tolerates(&self, broken: usize) -> bool {
        broken <= 16 + self.common / 10
    }

    fn is_korean(&self, broken: usize) -> bool {
        self.common > 0 && self.common >= 3 * (self.rare + self.han + broken)
    }
}
