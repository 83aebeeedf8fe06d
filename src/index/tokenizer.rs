//! The analyser as tantivy wants it.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::analysis::{AnalysisError, Analyzer, for_each_gram};

/// Terms of a text, by the [`Analyzer`]. Each of tantivy's threads has a clone.
pub(super) struct TermTokenizer {
    analyzer: Analyzer,
    buffer: Buffer,
}

/// Pairs of syllables of a text.
#[derive(Clone, Default)]
pub(super) struct GramTokenizer {
    buffer: Buffer,
    gram: String,
}

/// Tokens of one text, packed: the texts in one string, where each ends and its position.
#[derive(Clone, Default)]
struct Buffer {
    texts: String,
    tokens: Vec<(u32, u32)>,
}

impl TermTokenizer {
    pub(super) fn new() -> Result<Self, AnalysisError> {
        Ok(TermTokenizer { analyzer: Analyzer::new()?, buffer: Buffer::default() })
    }
}

impl Clone for TermTokenizer {
    fn clone(&self) -> Self {
        // What was remembered stays with the thread that met it.
        TermTokenizer { analyzer: self.analyzer.fresh(), buffer: Buffer::default() }
    }
}

impl Buffer {
    fn clear(&mut self) {
        self.texts.clear();
        self.tokens.clear();
    }

    fn push(&mut self, text: &str, position: u32) {
        self.texts.push_str(text);
        self.tokens.push((self.texts.len() as u32, position));
    }

    fn stream(&self) -> BufferStream<'_> {
        BufferStream { buffer: self, next: 0, start: 0, token: Token::default() }
    }
}

impl Tokenizer for TermTokenizer {
    type TokenStream<'a> = BufferStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> BufferStream<'a> {
        self.buffer.clear();
        let buffer = &mut self.buffer;
        self.analyzer.for_each_token(text, |token| buffer.push(token.term.key(), token.position));
        self.buffer.stream()
    }
}

impl Tokenizer for GramTokenizer {
    type TokenStream<'a> = BufferStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> BufferStream<'a> {
        self.buffer.clear();
        let buffer = &mut self.buffer;
        let mut position = 0;
        for_each_gram(text, &mut self.gram, |gram, _| {
            buffer.push(gram, position);
            position += 1;
        });
        self.buffer.stream()
    }
}

/// The tokens of a [`Buffer`], one at a time.
pub(super) struct BufferStream<'a> {
    buffer: &'a Buffer,
    next: usize,
    start: usize,
    token: Token,
}

impl TokenStream for BufferStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(&(end, position)) = self.buffer.tokens.get(self.next) else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.buffer.texts[self.start..end as usize]);
        self.token.position = position as usize;
        self.start = end as usize;
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
