//! One whitespace-delimited word to tokens.
//!
//! Korean writes several words as one (`재해복구는`), and hasty notes join scripts (`EC2가`,
//! `S3버킷을`). A word is first cut at script borders; Latin and digits go to [`english`], Hangul is
//! read by the dictionary and cut up by [`korean`].

use smallvec::SmallVec;

use super::english;
use super::fold::Folded;
use super::korean;
use super::morphology::MorphologyError;
use super::reader::WordReader;
use super::script::{Script, script};
use super::tag::Tag;
use super::term::{Class, Term};
use crate::text::Span;

/// One token of a word.
#[derive(Clone, Debug)]
pub(super) struct WordToken {
    /// Where it stands in the word as written.
    pub span: Span,
    /// Position since the word's first; a compound and its first part share one.
    pub step: u32,
    pub term: Term,
    pub tag: Tag,
}

/// The tokens of one word.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    pub tokens: Vec<WordToken>,
    /// How many positions the word takes.
    pub steps: u32,
}

impl Word {
    /// Appends a token whose span is of the folded text.
    pub fn push(&mut self, class: Class, text: &str, span: Span, tag: Tag) {
        if !text.is_empty() && text.len() <= LONGEST_TERM {
            let term = Term::new(class, text);
            self.tokens.push(WordToken { span, step: self.steps, term, tag });
        }
    }

    /// Goes on to the next position.
    pub fn step(&mut self) {
        self.steps += 1;
    }
}

/// What words are analysed with, and what it keeps from word to word.
pub(super) struct Tools {
    folded: Folded,
    reader: WordReader,
    stems: english::Stems,
}

impl Tools {
    /// # Errors
    /// The built-in dictionary cannot be read.
    pub fn new() -> Result<Self, MorphologyError> {
        let (folded, stems) = Default::default();
        Ok(Tools { folded, reader: WordReader::new()?, stems })
    }

    /// A word with everything taken off that readers do not tell apart.
    pub fn fold(&mut self, word: &str) -> &str {
        self.folded.set(word);
        self.folded.as_str()
    }
}

/// Bytes. Longer words are machine-made (hashes, encoded data) and their pieces are kept anyway;
/// nobody types them, and each would be a dictionary entry of its own.
const LONGEST_TERM: usize = 192;

/// Cuts `word` into tokens, which take the place of those that `out` has.
pub(super) fn analyse(word: &str, tools: &mut Tools, out: &mut Word) {
    let Tools { folded, reader, stems } = tools;
    folded.set(word);
    let text = folded.as_str();
    out.tokens.clear();
    out.steps = 0;
    let runs = runs(text);
    let mut morphemes = SmallVec::<[korean::Piece<'_>; FEW]>::new();
    if runs.iter().any(|run| run.script == Script::Hangul) {
        reader.segment(text, |morpheme| morphemes.push(korean::Piece::new(&morpheme)));
    }
    for run in &runs {
        match run.script {
            Script::Alnum => english::identifier(folded.cased(), text, run.span, stems, out),
            Script::Hangul => korean::tokens(text, run.span, &morphemes, out),
            _ => other(text, run.span, out),
        }
    }
    for token in &mut out.tokens {
        token.span = folded.source(token.span);
    }
}

/// Runs, morphemes and pieces that are kept without asking for memory: hardly any word has more.
pub(super) const FEW: usize = 6;

struct Run {
    script: Script,
    span: Span,
}

/// The word's runs of one script; marks and lone joiners are left out.
fn runs(text: &str) -> SmallVec<[Run; FEW]> {
    let mut runs = SmallVec::new();
    let mut open: Option<Run> = None;
    for (at, char) in text.char_indices() {
        let end = at + char.len_utf8();
        let script = script(char);
        match (&mut open, script) {
            (Some(run), _) if run.script == script => run.span.end = end,
            (Some(run), Script::Joiner) if run.script == Script::Alnum => run.span.end = end,
            // A joiner becomes part of the identifier that follows it, as in `/tmp`.
            (Some(run), Script::Alnum) if run.script == Script::Joiner => {
                run.script = Script::Alnum;
                run.span.end = end;
            }
            _ => {
                runs.extend(open.take());
                open = Some(Run { script, span: Span::new(at, end) });
            }
        }
    }
    runs.extend(open);
    runs.retain(|run: &mut Run| {
        matches!(run.script, Script::Alnum | Script::Hangul | Script::Other)
    });
    runs
}

/// Han, Kana and all else: the run, and its characters, since such scripts do not space words.
fn other(text: &str, span: Span, out: &mut Word) {
    let run = &text[span.range()];
    out.push(Class::Word, run, span, Tag::FOREIGN);
    let single = run.chars().nth(1).is_none();
    for (at, char) in run.char_indices() {
        if !single {
            let start = span.start + at;
            let piece = Span::new(start, start + char.len_utf8());
            out.push(Class::Part, &text[piece.range()], piece, Tag::FOREIGN);
        }
        out.step();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tag::Role;
    use super::super::words;
    use super::*;

    /// Where Hangul is read as nothing but particles, endings and marks.
    fn grammar(word: &str, tools: &mut Tools) -> Vec<Span> {
        let mut grammar = Vec::new();
        tools.reader.segment(word, |morpheme| {
            let mut roles = morpheme.pos.split('+').map(|tag| Tag::new(tag).role());
            if roles.all(|role| matches!(role, Role::Function | Role::Mark)) {
                grammar.push(Span::new(morpheme.start, morpheme.end));
            }
        });
        grammar
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, ..Default::default() })]

        /// Every letter and digit is in some token, but for Hangul that is grammar alone.
        #[test]
        fn no_content_is_lost(text in "([가-힣]{0,5}[a-z0-9]{0,5}[-_./@東デжλ]?[ ]?){1,5}") {
            let mut tools = Tools::new().expect("the built-in dictionary");
            for span in words(&text) {
                let word = &text[span.range()];
                let mut analysed = Word::default();
                analyse(word, &mut tools, &mut analysed);
                let grammar = grammar(word, &mut tools);
                for (at, char) in word.char_indices() {
                    let is_content = match script(char) {
                        Script::Alnum | Script::Other => true,
                        Script::Hangul => !grammar.iter().any(|span| span.range().contains(&at)),
                        _ => false,
                    };
                    let covered =
                        analysed.tokens.iter().any(|token| token.span.range().contains(&at));
                    prop_assert!(!is_content || covered, "{} at {} of {:?}", char, at, word);
                }
            }
        }
    }
}
