//! Korean text cut into morphemes, as MeCab with ko-dic cuts it.
//!
//! This module and [`dictionary`](super::dictionary) alone know lindera. What comes out is what
//! ko-dic says, nothing dropped but whitespace and nothing split: [`parts`] takes a compound or an
//! inflected form apart, and what to index of it is decided by the caller.
//!
//! Invariant: surfaces stand in the order of the text, do not overlap, and leave out whitespace
//! alone.

use std::sync::OnceLock;

use lindera::mode::Mode;
use lindera::segmenter::Segmenter;
use lindera::worker::SegmentWorker;
use lindera_dictionary::dictionary::{DetailFields, Dictionary};
use lindera_dictionary::error::LinderaError;

use super::dictionary::KoDic;

/// Runs of unknown characters are one word up to this many characters beyond the first, as in
/// MeCab. Without a limit the time for a long run grows with the square of its length.
pub(super) const MAX_UNKNOWN_RUN: usize = 24;

/// Runs of letters, digits and signs other than Hangul are read in pieces of this many characters.
/// lindera looks at the whole run from each of its characters, and some notes hold images as text.
const MAX_FOREIGN_RUN: usize = 256;

/// Why a text could not be analysed. Neither case depends on the text: both mean a broken build.
#[derive(Debug, Clone, thiserror::Error)]
pub enum MorphologyError {
    /// The embedded dictionary is not what lindera reads.
    #[error("the embedded Korean dictionary cannot be read: {0}")]
    Dictionary(String),
    /// lindera failed on a text.
    #[error("the text could not be cut into morphemes: {0}")]
    Segment(String),
}

/// The dictionary is not what this version of lindera reads.
pub(super) fn unreadable(cause: LinderaError) -> MorphologyError {
    MorphologyError::Dictionary(cause.to_string())
}

/// How ko-dic came to know a morpheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MorphemeKind {
    /// As it is: a single morpheme, or an unknown word.
    Simple,
    /// A noun made of nouns.
    Compound,
    /// A stem and its endings, grown together: 합니다.
    Inflected,
    /// Several words under one surface, analysed in advance.
    Preanalysed,
}

/// One morpheme of a text, as ko-dic reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Morpheme<'a> {
    /// The text of the morpheme.
    pub surface: &'a str,
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Where it ends in the text, in bytes.
    pub end: usize,
    /// Parts of speech in the tag set of ko-dic, joined by `+`: `NNG`, `VV+EC`.
    pub pos: &'a str,
    /// How ko-dic came to know it.
    pub kind: MorphemeKind,
    /// What it is made of, unless it is simple: `데이터/NNG/*+베이스/NNG/*`. See [`parts`].
    pub expression: Option<&'a str>,
    /// Whether the dictionary holds the word; otherwise its part of speech comes from its script.
    pub known: bool,
}

/// The Korean dictionary, ready to read texts. Cheap to share between threads.
pub struct Morphology {
    segmenter: Segmenter,
    details: Dictionary,
}

impl Morphology {
    /// The morphology of this process, loaded at the first call.
    ///
    /// # Errors
    /// The embedded dictionary cannot be read.
    pub fn shared() -> Result<&'static Self, MorphologyError> {
        static SHARED: OnceLock<Result<Morphology, MorphologyError>> = OnceLock::new();
        SHARED.get_or_init(Self::load).as_ref().map_err(Clone::clone)
    }

    fn load() -> Result<Self, MorphologyError> {
        let KoDic { lattice, details } = KoDic::load().map_err(unreadable)?;
        let segmenter =
            Segmenter::new(Mode::Normal, lattice, None).max_grouping_len(Some(MAX_UNKNOWN_RUN));
        Ok(Self { segmenter, details })
    }

    /// How many entries the dictionary holds, homographs counted one by one.
    pub fn entries(&self) -> usize {
        KoDic::entries()
    }

    /// A reader, which keeps its buffers from text to text. Make one a thread.
    pub fn reader(&self) -> Reader<'_> {
        Reader { worker: self.segmenter.new_worker(), details: &self.details }
    }
}

/// Reads one text after the other, reusing its buffers.
pub struct Reader<'m> {
    worker: SegmentWorker,
    details: &'m Dictionary,
}

impl<'m> Reader<'m> {
    /// Calls `visit` with every morpheme of `text`, in order.
    ///
    /// Sentences end at line feeds, tabs and ideographic stops; what comes before never changes
    /// how the next is read. A run of over 256 characters that are neither Hangul nor whitespace,
    /// which no word is, is read in pieces.
    ///
    /// # Errors
    /// lindera fails, which no text is known to cause.
    pub fn segment<'t>(
        &mut self,
        text: &'t str,
        mut visit: impl FnMut(Morpheme<'t>),
    ) -> Result<(), MorphologyError>
    where
        'm: 't,
    {
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(piece_len(rest));
            let offset = text.len() - rest.len();
            let tokens = self
                .worker
                .segment(piece)
                .map_err(|error| MorphologyError::Segment(error.to_string()))?;
            for token in tokens {
                let (start, end) = (offset + token.byte_start, offset + token.byte_end);
                let known = !token.word_id.is_unknown();
                let details = details(self.details, token.word_id.id(), known);
                visit(morpheme(&text[start..end], start, known, details));
            }
            rest = after;
        }
        Ok(())
    }
}

/// How much of `text` to read at once, in bytes: all, but for the rest of a run that is too long.
pub(super) fn piece_len(text: &str) -> usize {
    if text.len() <= MAX_FOREIGN_RUN {
        return text.len();
    }
    let mut run = 0;
    for (at, character) in text.char_indices() {
        if run == MAX_FOREIGN_RUN {
            return at;
        }
        let hangul =
            matches!(character, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '가'..='힣');
        run = if hangul || character.is_whitespace() { 0 } else { run + 1 };
    }
    text.len()
}

/// What a dictionary says of a word of this number, among those that it has or those that it reads
/// unknown ones as.
pub(super) fn details(dictionary: &Dictionary, id: u32, known: bool) -> DetailFields<'_> {
    let id = id as usize;
    if known { dictionary.word_details_iter(id) } else { dictionary.unknown_word_details_iter(id) }
}

/// The morpheme that a surface is by these details.
pub(super) fn morpheme<'a>(
    surface: &'a str,
    start: usize,
    known: bool,
    mut details: DetailFields<'a>,
) -> Morpheme<'a> {
    let pos = details.next().unwrap_or_default();
    let kind = match details.next() {
        Some("C") => MorphemeKind::Compound,
        Some("I") => MorphemeKind::Inflected,
        Some("P") => MorphemeKind::Preanalysed,
        _ => MorphemeKind::Simple,
    };
    let end = start + surface.len();
    Morpheme { surface, start, end, pos, kind, expression: details.next(), known }
}

/// The parts of an expression, in order: surface and part of speech.
///
/// `하/VV/*+ㅂ니다/EF/*` gives `("하", "VV")` and `("ㅂ니다", "EF")`. A part is a surface, a tag and
/// a class of meaning; the surface may hold `/` and `+`, since only a `/` before a tag ends it.
/// What cannot be read ends the iterator; the few parts without a surface are left out.
pub fn parts(expression: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = expression;
    std::iter::from_fn(move || {
        let (surface, pos, after) = first_part(rest)?;
        rest = after;
        Some((surface, pos))
    })
    .filter(|(surface, _)| !surface.is_empty())
}

/// Surface and tag of the first part, and the expression after it.
fn first_part(expression: &str) -> Option<(&str, &str, &str)> {
    for (slash, _) in expression.match_indices('/') {
        let (surface, tagged) = (&expression[..slash], &expression[slash + 1..]);
        let Some((pos, after)) = tagged.split_once('/') else { break };
        if pos.len() >= 2 && pos.bytes().all(|byte| byte.is_ascii_uppercase()) {
            let (_meaning, after) = after.split_once('+').unwrap_or((after, ""));
            return Some((surface, pos, after));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn segment(text: &str) -> Vec<Morpheme<'_>> {
        let mut morphemes = Vec::new();
        let mut reader = Morphology::shared().expect("dictionary").reader();
        reader.segment(text, |morpheme| morphemes.push(morpheme)).expect("segmented");
        morphemes
    }

    fn tagged(text: &str) -> Vec<(&str, &str)> {
        segment(text).iter().map(|morpheme| (morpheme.surface, morpheme.pos)).collect()
    }

    #[test]
    fn reads_korean_as_ko_dic_does() {
        assert_eq!(
            tagged("람다는 한 번에 15분까지만 실행된다"),
            [
                ("람다", "NNG"),
                ("는", "JX"),
                ("한", "MM"),
                ("번", "NNBC"),
                ("에", "JKB"),
                ("15", "SN"),
                ("분", "NNBC"),
                ("까지", "JX"),
                ("만", "JX"),
                ("실행", "NNG"),
                ("된다", "XSV+EC"),
            ]
        );
    }

    #[test]
    fn tells_kinds_apart() {
        let compound = segment("데이터베이스")[0];
        assert_eq!(compound.kind, MorphemeKind::Compound);
        assert_eq!(compound.expression, Some("데이터/NNG/*+베이스/NNG/*"));
        let inflected = segment("합니다")[0];
        assert_eq!(inflected.kind, MorphemeKind::Inflected);
        // ko-dic writes a consonant without its vowel as a conjoining jamo, an initial one here.
        assert_eq!(inflected.expression, Some("하/VV/*+\u{1107}니다/EC/*"));
        let simple = segment("구름")[0];
        assert_eq!((simple.kind, simple.expression), (MorphemeKind::Simple, None));
        let unknown = segment("Kubernetes")[0];
        assert_eq!((unknown.surface, unknown.pos, unknown.known), ("Kubernetes", "SL", false));
    }

    #[test]
    fn a_space_keeps_particles_away() {
        // Without the space penalty, 키를 is read as a suffix, an ending and a particle.
        assert_eq!(tagged("외래 키를"), [("외래", "NNG"), ("키", "NNG"), ("를", "JKO")]);
    }

    #[test]
    fn the_word_before_a_space_counts() {
        // 있다 after an ending is an auxiliary, after 수 a verb, and of itself an adjective.
        let tag = |text| tagged(text).iter().find(|(surface, _)| *surface == "있").map(|t| t.1);
        assert_eq!(tag("책을 읽고 있다"), Some("VX"));
        assert_eq!(tag("책을 읽을 수 있다"), Some("VV"));
        assert_eq!(tag("있다"), Some("VA"));
        assert_eq!(tagged("읽고   있다")[2], ("있", "VX"));
    }

    #[test]
    fn a_long_word_is_cut_and_not_stalled_on() {
        for character in ["뷁", "가", "ㅋ", "a", "1", "!", "漢"] {
            let word = character.repeat(70 * 1024 / character.len());
            let morphemes = segment(&word);
            let longest = morphemes.iter().map(|morpheme| morpheme.surface.chars().count()).max();
            assert!(longest <= Some(MAX_UNKNOWN_RUN + 1), "{character}: {longest:?}");
            assert_eq!(morphemes.last().map(|morpheme| morpheme.end), Some(word.len()));
        }
    }

    #[test]
    fn only_long_foreign_runs_are_read_in_pieces() {
        let base64 = "iVBORw0KGgo".repeat(100);
        assert_eq!(piece_len(&base64), MAX_FOREIGN_RUN);
        assert_eq!(piece_len(&format!("그림 {base64}")), "그림 ".len() + MAX_FOREIGN_RUN);
        let korean = "띄어쓰기 없이도 EC2 인스턴스를 ".repeat(100);
        assert_eq!(piece_len(&korean), korean.len());
        let pieces = segment(&base64);
        assert_eq!(pieces.iter().map(|morpheme| morpheme.surface).collect::<String>(), base64);
    }

    #[test]
    fn takes_expressions_apart() {
        let all = |expression| parts(expression).collect::<Vec<_>>();
        assert_eq!(all("하/VV/*+ㅂ니다/EF/*"), [("하", "VV"), ("ㅂ니다", "EF")]);
        assert_eq!(all("한국/NNG/*+어/NNG/*"), [("한국", "NNG"), ("어", "NNG")]);
        assert_eq!(all("오/VV/*+아/EC/*+지/VX/*"), [("오", "VV"), ("아", "EC"), ("지", "VX")]);
        assert_eq!(all("서울/NNP/지명+역/NNG/장소"), [("서울", "NNP"), ("역", "NNG")]);
        assert_eq!(all("+/SY/*+//SC/*+C++/SL/*"), [("+", "SY"), ("/", "SC"), ("C++", "SL")]);
        assert_eq!(all("TCP/IP/SL/*+망/NNG/*"), [("TCP", "IP"), ("망", "NNG")]);
        assert_eq!(all("제레미/NNP/인명+/NNP/인명"), [("제레미", "NNP")]);
        assert_eq!(all(""), []);
        assert_eq!(all("*"), []);
        assert_eq!(all("하/VV"), []);
    }

    proptest! {
        #[test]
        fn morphemes_are_the_text_without_whitespace(text in "([가-힣ㄱ-ㅎa-zA-Z0-9 .,\n\t]|\\PC){0,60}") {
            let mut end = 0;
            for morpheme in segment(&text) {
                prop_assert!(text[end..morpheme.start].chars().all(char::is_whitespace));
                prop_assert_eq!(&text[morpheme.start..morpheme.end], morpheme.surface);
                prop_assert!(!morpheme.surface.is_empty() && !morpheme.pos.is_empty());
                end = morpheme.end;
            }
            prop_assert!(text[end..].chars().all(char::is_whitespace));
        }

        #[test]
        fn no_expression_is_too_odd(expression in "[가A-Z/+*]{0,30}") {
            for (surface, pos) in parts(&expression) {
                prop_assert!(expression.contains(surface) && expression.contains(pos));
            }
        }
    }
}
