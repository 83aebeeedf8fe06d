use serde::Deserialize;

/// Every number that ranking is made of. `pilgi eval --weights FILE` tries others.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// How soon a word said again adds nothing (BM25's k1).
    pub saturation: f32,
    /// How much a long passage has to say a word more often (BM25's b).
    pub length: f32,
    /// A word in the bullet or paragraph that the passage hangs below; each step further out counts
    /// this much of the step before.
    pub parent: f32,
    /// A word in a heading above.
    pub heading: f32,
    /// A word in the note's title.
    pub title: f32,
    /// A word in the note's file name or aliases.
    pub name: f32,
    /// A word in the note's folders or tags.
    pub place: f32,
    /// A word somewhere below the passage.
    pub below: f32,
    /// How much of the score is lost with the words that are not covered: the power of the covered
    /// share.
    pub coverage: f32,
    /// A word that stands both in the passage and around it: what the second adds to the first.
    pub again: f32,
    /// What a light word (`어떻게`, `what`) is worth of a full one.
    pub light: f32,
    /// A heading or bullet that stands over others and covers only part of the query: what is
    /// below it is the better answer.
    pub label: f32,
    /// A heading or title that says all that was asked for.
    pub named: f32,
    /// A passage that defines what was asked for, where the query is hardly more than its name.
    pub definition: f32,
    /// What two neighbouring words of the query gain by standing next to each other, of the rarer
    /// one's weight.
    pub proximity: f32,
    /// The dictionary-free view: what syllable pairs add, of their BM25 score.
    pub grams: f32,
    /// What the note as a whole adds to each of its passages.
    pub note: f32,
    /// A word in the title, for the note as a whole: as if the note said it so many times more.
    pub note_title: f32,
    /// The same for its file name and aliases.
    pub note_name: f32,
    /// The same for its folders and tags.
    pub note_place: f32,
    /// BM25's b for whole notes.
    pub note_length: f32,
    /// A line that holds a quantity of the kind that a word asks for (`시간`, `최대`), as if it said
    /// the word.
    pub asked: f32,
    /// Power by which a part of a word counts less than its share.
    pub part: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Weights {
            saturation: 1.5,
            length: 0.48,
            parent: 1.24,
            heading: 0.9,
            title: 15.0,
            name: 3.0,
            place: 0.2,
            below: 0.01,
            coverage: 0.3,
            again: 0.5,
            light: 0.3,
            label: 0.488,
            named: 1.1,
            definition: 1.3,
            proximity: 0.06,
            grams: 0.3,
            note: 1.2,
            note_title: 8.0,
            note_name: 48.0,
            note_place: 0.6,
            note_length: 0.56,
            asked: 1.5,
            part: 2.1,
        }
    }
}
