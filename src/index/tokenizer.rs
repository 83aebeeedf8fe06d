//! The tokens of a field as tantivy wants them.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::terms::Packed;
use crate::analysis::Grams;

/// Reads terms that were packed by [`TermPacker`](super::terms::TermPacker).
#[derive(Clone)]
pub(super) struct PackedTokenizer;

/// Pairs of syllables of a text.
#[derive(Clone)]
pub(super) struct GramTokenizer;

/// Packed terms, one at a time.
pub(super) struct PackedStream<'a> {
    packed: Packed<'a>,
    token: Token,
}

/// The pairs of a text, one at a time.
pub(super) struct GramStream<'a> {
    grams: Grams<'a>,
    token: Token,
}

impl Tokenizer for PackedTokenizer {
    type TokenStream<'a> = PackedStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PackedStream<'a> {
        PackedStream { packed: Packed::new(text), token: Token::default() }
    }
}

impl TokenStream for PackedStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((key, position)) = self.packed.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(key);
        self.token.position = position as usize;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

impl Tokenizer for GramTokenizer {
    type TokenStream<'a> = GramStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> GramStream<'a> {
        GramStream { grams: Grams::new(text), token: Token::default() }
    }
}

impl TokenStream for GramStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((first, second, _)) = self.grams.next() else { return false };
        self.token.text.clear();
        self.token.text.push(first);
        self.token.text.push(second);
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
