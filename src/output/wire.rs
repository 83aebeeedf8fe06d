//! The types of the line format, apart from the engine's.
//!
//! Each line of `pilgi query --json` is one [`Line`]: a `begin`, a `hit` for each passage in order
//! of rank, an `end`; or, where something fails, an `error`. Within [`VERSION`] the format only
//! gains fields: nothing here is renamed or removed. `schema/query.schema.json` says the same in
//! JSON Schema, and tests hold real output to it.
//!
//! Lines and columns of a hit are 1-based, the column in bytes. Everything in a `range`, and every
//! offset, is 0-based and counts the file as it is on disk: in bytes of the file, and in UTF-16
//! units and code points of its decoded text.

use std::collections::BTreeMap;

use serde::Serialize;

/// The name of the format.
pub const SCHEMA: &str = "pilgi.query";
/// The version of the format. A change that would break a reader raises it.
pub const VERSION: u32 = 1;

/// One line.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Line<'a> {
    /// The first: what was asked, of what.
    Begin(Begin<'a>),
    /// One passage.
    Hit(Box<Hit<'a>>),
    /// The last.
    End(End<'a>),
    /// Instead of the rest, where something failed.
    Error(ErrorLine<'a>),
}

/// What was asked, of what.
#[derive(Debug, Serialize)]
pub struct Begin<'a> {
    /// [`SCHEMA`].
    pub schema: &'a str,
    /// [`VERSION`].
    pub version: u32,
    /// The notes folder, absolute. Of several, the first.
    pub root: String,
    /// All notes folders, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roots: Option<Vec<String>>,
    /// The query.
    pub query: QueryLine<'a>,
    /// The index.
    pub index: IndexLine,
}

/// How the query was read.
#[derive(Debug, Serialize)]
pub struct QueryLine<'a> {
    /// As it was typed.
    pub raw: &'a str,
    /// The words that are looked for, in order, each once.
    pub terms: Vec<&'a str>,
    /// For those words that are looked for under other names too: which.
    pub expanded: BTreeMap<&'a str, Vec<&'a str>>,
    /// What was read otherwise than it may have been meant.
    pub diagnostics: Vec<DiagnosticLine<'a>>,
    /// How each word may be served; `pilgi explain` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slots: Option<Vec<SlotLine<'a>>>,
}

/// Something in a query that was not read as it may have been meant.
#[derive(Debug, Serialize)]
pub struct DiagnosticLine<'a> {
    /// What it was and how it was read.
    pub message: &'a str,
    /// Where in the raw query.
    #[serde(flatten)]
    pub place: Extent,
}

/// One word of the query and the ways in which it may be served.
#[derive(Debug, Serialize)]
pub struct SlotLine<'a> {
    /// The word.
    pub term: &'a str,
    /// It steers the ranking and is not required.
    pub light: bool,
    /// The ways, the strongest first.
    pub choices: Vec<ChoiceLine<'a>>,
}

/// A quantity.
#[derive(Debug, Serialize)]
pub struct QuantityLine<'a> {
    /// As it is written.
    pub raw: &'a str,
    /// What it counts: `time`, `size`, `count`, `percent`, `rate` or `money`.
    pub kind: &'static str,
    /// The number as it is written; of a range, and where it is no plain number, in the base unit.
    pub value: f64,
    /// The unit of that.
    pub unit: &'a str,
    /// In the base unit.
    pub base: BaseLine<'a>,
    /// `max`, `min`, `exact`, `default`, `approximate` or `range`.
    pub bound: &'static str,
    /// Where it stands in its line, in bytes.
    pub byte: [usize; 2],
}

/// A value in its base unit.
#[derive(Debug, Serialize)]
pub struct BaseLine<'a> {
    /// The value; of a range, the lower end.
    pub value: f64,
    /// The upper end of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<f64>,
    /// `s`, `B`, `1`, `%`, `1/s`, or a currency.
    pub unit: &'a str,
}

/// One way in which a word may be served.
#[derive(Debug, Serialize)]
pub struct ChoiceLine<'a> {
    /// What is looked up.
    pub text: &'a str,
    /// `word`, `stem`, `part`, or `syllables`.
    pub class: &'a str,
    /// What finding it means.
    pub layer: &'a str,
    /// What finding it is worth, of 1.
    pub weight: f32,
    /// The share of the word that this serves, where it is a part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f32>,
}

/// The index that answered.
#[derive(Debug, Serialize)]
pub struct IndexLine {
    /// Counts its states.
    pub generation: u64,
    /// Notes in it.
    pub notes: usize,
    /// Passages in it.
    pub passages: u64,
    /// What bringing it up to date did.
    pub refreshed: RefreshedLine,
}

/// What bringing the index up to date did.
#[derive(Debug, Serialize)]
pub struct RefreshedLine {
    /// Notes that were new.
    pub added: usize,
    /// Notes whose text had changed.
    pub changed: usize,
    /// Notes that were gone.
    pub removed: usize,
}

/// Where a passage stands, and its line.
#[derive(Debug, Serialize)]
pub struct Spot<'a> {
    /// The note's folder, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
    /// The note's path below its folder, with `/`.
    pub path: String,
    /// The path's bytes in base64, where they are not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_b64: Option<String>,
    /// The line that answers, 1-based: where an editor should go.
    pub line: usize,
    /// The column of the first match, 1-based, in bytes.
    pub column: usize,
    /// The passage's first line, 1-based; `line` unless the match is further down.
    pub start_line: usize,
    /// The passage's last line, 1-based.
    pub end_line: usize,
    /// The first match; where nothing matched in the line itself, the line's readable text.
    pub range: Range,
    /// What the passage is.
    pub kind: &'a str,
    /// The note's title.
    pub title: &'a str,
    /// What the passage stands under, outermost first, without the title.
    pub breadcrumb: Vec<CrumbLine<'a>>,
    /// The line to show.
    pub snippet: SnippetLine<'a>,
}

/// One passage.
#[derive(Debug, Serialize)]
pub struct Hit<'a> {
    /// From 1.
    pub rank: usize,
    /// Comparable within one query only.
    pub score: f32,
    /// Where.
    #[serde(flatten)]
    pub spot: Spot<'a>,
    /// Further lines of the note that match and say no more than this one, 1-based.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub similar: Vec<usize>,
    /// Ids of the services and products that it is about, the nearest first.
    pub services: Vec<&'a str>,
    /// Ids of the concepts that it is about.
    pub concepts: Vec<&'a str>,
    /// The quantities that it states.
    pub quantities: Vec<QuantityLine<'a>>,
    /// The note's tags.
    pub tags: &'a [String],
    /// When the note was last written, in seconds since 1970.
    pub mtime: i64,
    /// Why it ranks where it does; `pilgi explain` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation<'a>>,
}

/// Two places, half open.
#[derive(Debug, Serialize)]
pub struct Range {
    /// Where it begins.
    pub start: Place,
    /// Where it ends.
    pub end: Place,
}

/// A place in a file, 0-based.
#[derive(Debug, Serialize)]
pub struct Place {
    /// Line.
    pub line: usize,
    /// Bytes since the line's start.
    pub byte: usize,
    /// UTF-16 units since the line's start.
    pub utf16: usize,
    /// Code points since the line's start.
    pub char: usize,
    /// Bytes since the file's start.
    pub offset: usize,
}

/// One step of a breadcrumb.
#[derive(Debug, Serialize)]
pub struct CrumbLine<'a> {
    /// What it is.
    pub kind: &'a str,
    /// A heading's level, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// Its text on one line.
    pub text: &'a str,
    /// Its line, 1-based.
    pub line: usize,
}

/// The line to show.
#[derive(Debug, Serialize)]
pub struct SnippetLine<'a> {
    /// Its line, 1-based.
    pub line: usize,
    /// The line, without its end. Of a very long one, a piece.
    pub text: &'a str,
    /// Where in the line `text` begins, where that is not the line's start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Column>,
    /// What matched, in order of place. Offsets count from the line's start, also for a piece.
    pub highlights: Vec<HighlightLine<'a>>,
}

/// A place in a line, 0-based.
#[derive(Debug, Serialize)]
pub struct Column {
    /// In bytes of the file.
    pub byte: usize,
    /// In UTF-16 units.
    pub utf16: usize,
    /// In code points.
    pub char: usize,
}

/// A piece of a line: start and end, 0-based, half open.
#[derive(Debug, Serialize)]
pub struct Extent {
    /// In bytes of the file.
    pub byte: [usize; 2],
    /// In UTF-16 units.
    pub utf16: [usize; 2],
    /// In code points.
    pub char: [usize; 2],
}

/// A piece of the line that matched.
#[derive(Debug, Serialize)]
pub struct HighlightLine<'a> {
    /// Where in the line.
    #[serde(flatten)]
    pub place: Extent,
    /// The word of the query that it serves.
    pub term: &'a str,
    /// What made it match.
    pub layer: &'a str,
}

/// Why a hit ranks where it does.
#[derive(Debug, Serialize)]
pub struct Explanation<'a> {
    /// The score's parts; they sum to it.
    pub parts: PartsLine,
    /// What served each word, in the order of the query's `slots`.
    pub evidence: Vec<EvidenceLine<'a>>,
}

/// A score's parts.
#[derive(Debug, Serialize)]
pub struct PartsLine {
    /// By words.
    pub words: f32,
    /// For being about what was asked for.
    pub subject: f32,
    /// By words that are neighbours.
    pub proximity: f32,
    /// By pairs of syllables.
    pub syllables: f32,
}

/// What served one word.
#[derive(Debug, Serialize)]
pub struct EvidenceLine<'a> {
    /// The word.
    pub term: &'a str,
    /// Weighted count in the passage itself.
    pub own: f32,
    /// From what the passage stands under.
    pub above: f32,
    /// From what stands below it.
    pub below: f32,
    /// From a quantity of the kind that the word asks for.
    pub asked: f32,
    /// The strongest layer that served; null where none did.
    pub layer: Option<&'a str>,
}

/// How it went.
#[derive(Debug, Serialize)]
pub struct End<'a> {
    /// Hits that were printed.
    pub hits: usize,
    /// Passages that match in all.
    pub total: usize,
    /// Milliseconds, from the first look at the notes.
    pub elapsed_ms: f64,
    /// Other queries that may have been meant.
    pub suggestions: &'a [String],
}

/// What failed.
#[derive(Debug, Serialize)]
pub struct ErrorLine<'a> {
    /// A short name, stable within the version.
    pub code: &'a str,
    /// What happened, for people.
    pub message: &'a str,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<&'a str>,
}
