use std::fmt;

/// What made a word of the query match, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// The word itself, after folding.
    Exact,
    /// Another form of the word: its stem, or what it is inflected from.
    Morpheme,
    /// A piece of a compound or an identifier, or the compound of such pieces.
    Compound,
    /// The same letters with other spaces.
    Spacing,
    /// Another name of the same thing.
    Alias,
    /// A word one slip away.
    Typo,
    /// Initial consonants, or a word not typed to its end.
    Choseong,
    /// The same keys with the keyboard in its other state.
    Keyboard,
}

impl Layer {
    /// The name in JSON and in explanations.
    pub const fn name(self) -> &'static str {
        match self {
            Layer::Exact => "exact",
            Layer::Morpheme => "morpheme",
            Layer::Compound => "compound",
            Layer::Spacing => "spacing",
            Layer::Alias => "alias",
            Layer::Typo => "typo",
            Layer::Choseong => "choseong",
            Layer::Keyboard => "keyboard",
        }
    }

    /// How much a match by this layer counts, of 1.
    ///
    /// The order is the contract's; the steps are small for layers that hardly err (the same word
    /// in another form) and larger where a match may be chance.
    pub const fn weight(self) -> f32 {
        match self {
            Layer::Exact => 1.0,
            Layer::Morpheme => 0.92,
            Layer::Compound => 0.88,
            Layer::Spacing => 0.8,
            Layer::Alias => 0.75,
            Layer::Typo => 0.6,
            Layer::Choseong => 0.5,
            Layer::Keyboard => 0.45,
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
