//! What the index holds of a passage.

use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

/// Changed whenever an index written before could not be read any more, or would be misread.
pub const FORMAT_VERSION: u32 = 11;

/// The fields of a document. One document is one passage; the documents of a note are neighbours,
/// in the order of its outline, so that what stands below a passage follows it directly.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// Terms of the passage's own text, with positions.
    pub text: Field,
    /// Pairs of syllables of the passage's own text, without how often each occurs: a passage seldom
    /// says a pair twice, and the counts would be a tenth of the index.
    pub gram: Field,
    /// Terms of the note's file name and aliases; only on a note's first document.
    pub name: Field,
    /// Terms of the note's folders and tags; only on a note's first document.
    pub place: Field,
    /// What the passage is about, one term a topic: see [`Topic`](super::Topic).
    pub topic: Field,
    /// Names that the passage gives to something, one term a name: see [`Given`](super::Given).
    pub given: Field,
    /// What showing the note takes; only on a note's first document, stored: see
    /// [`ShownNote`](super::ShownNote).
    pub shown: Field,
    /// The note's key in the manifest. Indexed, so that a note can be taken out.
    pub note: Field,
}

/// Name of the numeric column that holds the note's key; only on a note's first document: see
/// [`NoteRanges`](super::NoteRanges).
pub(super) const NOTE: &str = "note";
/// What ranking wants to know of the passage: see [`super::document::Shape`]. One column, for
/// whoever scores a passage wants all of it.
pub const SHAPE: &str = "shape";

/// The quantities in the passage: see [`Amount`](super::Amount).
pub const QUANTITY: &str = "quantity";

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |option: IndexRecordOption| {
        TextOptions::default().set_indexing_options(
            // No text is ever given to tantivy, only terms.
            // Lengths are a column of their own: tantivy's are rounded, and the same note must
            // score the same after a refresh as after a rebuild.
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_index_option(option)
                .set_fieldnorms(false),
        )
    };
    let fields = Fields {
        text: builder.add_text_field("text", text(IndexRecordOption::WithFreqsAndPositions)),
        gram: builder.add_text_field("gram", text(IndexRecordOption::Basic)),
        name: builder.add_text_field("name", text(IndexRecordOption::WithFreqs)),
        place: builder.add_text_field("place", text(IndexRecordOption::WithFreqs)),
        topic: builder.add_text_field("topic", text(IndexRecordOption::Basic)),
        given: builder.add_text_field("given", text(IndexRecordOption::Basic)),
        shown: builder.add_bytes_field("shown", BytesOptions::default().set_stored()),
        note: builder.add_u64_field(NOTE, NumericOptions::default().set_indexed().set_fast()),
    };
    for column in [SHAPE, QUANTITY] {
        builder.add_u64_field(column, NumericOptions::default().set_fast());
    }
    (builder.build(), fields)
}
