use serde::Deserialize;

/// Every number that ranking is made of. `pilgi eval --weights FILE` tries others.
///
/// Each was set by trying others on half of the labelled questions over the project's notes
/// (`tests/relevance/labels`) and on three of the five repositories with links between notes; the
/// other halves were looked at afterwards. With each stands what halving and doubling it does to all
/// of them, in thousandths of nDCG@10, everything else unchanged: the 235 questions (labels 0.873),
/// 727 links between notes of others (links 0.894), 775 questions of KorQuAD (0.974) and CACM (0.447).
/// A second search over all numbers at once gained 0.06 in sum on the halves that it saw and lost
/// 0.003 of the links and 0.005 of the labels that it did not, so its result was not taken.
///
/// What says so was set later, with all of these in view and 240 questions for lines of 1,226 notes of others
/// (lines), which were written by readers of the notes who had not asked pilgi; 140 more were looked at
/// afterwards. Of these and of what stands with them, the figures are thousandths of the questions whose first
/// line is right: lines 0.663, labels 0.868, layers 0.934, figures 0.859, verbs 0.830.
///
/// `titled` and what ranks notes by proximity and pairs were set later, on half of the articles of
/// KorQuAD, half of the questions of Cranfield and CACM and three of the repositories. The other
/// halves gained as much, links nothing on either. Their figures are of 2,458 times three words of a
/// question of KorQuAD (0.903), 225 questions of Cranfield (0.392), CACM (0.456) and links (0.915:
/// pages that hold the link, which the figures before had among the results, are left out).
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// How soon a word said again adds nothing (BM25's k1).
    ///
    /// Halved: labels −9, links −7, KorQuAD +1, CACM +6; doubled: labels −11, links +5, KorQuAD −3,
    /// CACM +1.
    pub saturation: f32,
    /// How much a long passage has to say a word more often (BM25's b).
    ///
    /// Halved: labels −4, links −2, KorQuAD −1, CACM −1; doubled: labels −16, links −3, CACM +1.
    pub length: f32,
    /// A word in the bullet or paragraph that the passage hangs below, if that is a label.
    ///
    /// Halved: labels −26; doubled: labels +2.
    pub parent: f32,
    /// The same where it is no label, of what the word is worth there: what it says, it says itself.
    ///
    /// At 1.24, as a label: layers −3; at 0.5: labels −8.
    pub statement: f32,
    /// A word in a heading above.
    ///
    /// At 0.9: lines −8, figures −20; at 1.4: layers −3.
    pub heading: f32,
    /// A word in the note's title: more than in a heading, for a line is read together with both, but not so much
    /// that one which says all that was asked for is behind those that leave half of it to the title.
    ///
    /// At 1.26: lines −12, labels −4, layers −3; at 3: lines −12, layers −3, forms −26 (1 of 38); at 15: lines −17,
    /// labels −4, layers −7, verbs −21, forms −26.
    pub title: f32,
    /// A word in the note's file name or aliases.
    ///
    /// At 2: labels +9, lines −4, links typed with a slip −2, without spaces −2, and `redis_url` leads to no note of
    /// that name; at 6: layers −3, verbs −21, forms −26.
    pub name: f32,
    /// A word in the note's folders or tags.
    ///
    /// Halved: nothing; doubled: nothing.
    pub place: f32,
    /// A word somewhere below the passage.
    ///
    /// Halved: nothing; doubled: nothing.
    pub below: f32,
    /// How much of the score is lost with the words that are not covered: the power of the covered
    /// share.
    ///
    /// At 0.3: layers −5, labels +3; doubled: labels −5, layers −3.
    pub coverage: f32,
    /// A word that serves in two ways, by standing in the passage, by standing around it, or by asking
    /// for a quantity that it holds: what the second adds to the first.
    ///
    /// Halved: links −1; doubled: links −1.
    pub again: f32,
    /// What a light word (`어떻게`, `what`) is worth of a full one.
    ///
    /// Halved: CACM +1; doubled: links −1, CACM −6.
    pub light: f32,
    /// A heading or bullet that stands over others and covers only part of the query: what is
    /// below it is the better answer.
    ///
    /// Halved: labels +1; doubled: labels −28, links +1.
    pub label: f32,
    /// Columns. A bullet over others is a label up to this width; a wider one says something itself.
    ///
    /// Unlike the others, set with all labels and links in view. Without a limit: labels −2; at 26:
    /// labels +1; at 50: layers −2.
    pub label_width: f32,
    /// A heading or title that says all that was asked for.
    ///
    /// At 1: links +5. At 1.6: links −2.
    pub named: f32,
    /// The same where the query is a question: what the heading names is what is asked about, and the answer stands
    /// below it.
    ///
    /// This, `opening` and `question` were set with 180 further questions for lines of others' notes (new lines,
    /// first line right 0.539); 90 more were looked at afterwards. At 1.3: new lines −6, labels −4.
    pub questioned: f32,
    /// There, the passage that such a heading begins with: mostly it says what the thing is.
    ///
    /// At 1: new lines −6, labels −9, layers +3; at 2: nothing.
    pub opening: f32,
    /// A passage that defines what was asked for, where the query is hardly more than its name.
    ///
    /// At 1: labels −11. At 1.6: labels −1.
    pub definition: f32,
    /// What is left of the worth of a passage that only says where to read on: what it points to is the
    /// better answer. Where notes are ranked, all.
    ///
    /// At 1: lines −1; at 0.5 and 0.7: as at 0.6.
    pub pointer: f32,
    /// What is left of the worth of a passage that only asks, or says what is told next, and is no heading. Where
    /// notes are ranked, all.
    ///
    /// At 1: no first line differs, but the 90 others are 11 less; at 0.4: layers −3.
    pub question: f32,
    /// What is left of the worth of code: what is said of it in words is mostly what was meant. Where
    /// notes are ranked, all.
    ///
    /// At 1: lines −1; at 0.6: one half of the lines +25, the other −10.
    pub code: f32,
    /// What two words near each other in the query gain by standing next to each other, of the
    /// commoner one's weight.
    ///
    /// Halved: labels −3; doubled: labels −3, KorQuAD +1, CACM −1.
    pub proximity: f32,
    /// Two such words that the note's title or file name says, as if they stood so near each other:
    /// what the title says, a passage need not say again.
    ///
    /// At 0: links −3, CACM −2; doubled: links −1, CACM −1.
    pub titled: f32,
    /// Such words in the label directly above, or one there and one in the passage, as if they stood so
    /// near each other.
    ///
    /// At 0: labels −13, lines −8; at 0.3: labels −4, lines −4; at 0.7: labels −4, lines −4.
    pub labelled: f32,
    /// How far what neighbours and pairs add is less where words are missing, as all else is. Where notes are
    /// ranked, not at all: links typed with a slip are 4 less for it.
    ///
    /// At 0 for neighbours alone: labels −4, lines −4; for pairs alone: labels −4, lines −12.
    pub missing: f32,
    /// The dictionary-free view: what syllable pairs add, of their BM25 score.
    ///
    /// Halved: labels −5, KorQuAD −1; doubled: labels −28, links −3, KorQuAD −1.
    pub grams: f32,
    /// What a word without pairs of syllables adds there, of what it is worth as a word.
    ///
    /// At 0.5: labels +3, layers −5; at 1: labels −3, layers −8.
    pub unpaired: f32,
    /// What the note as a whole adds to each of its passages.
    ///
    /// At 1.2: lines −16, layers −7, verbs +43 (2 of 47); at 0.4: lines +4, layers +7, verbs −21.
    pub note: f32,
    /// How far parts or other names of a word, however often a note has them, do not come to more than one
    /// of them does. Where notes are ranked, not at all: links typed without spaces are 8 less for it.
    ///
    /// At 0: lines −12.
    pub note_quality: f32,
    /// A word in the title, for the note as a whole: as if the note said it so many times more.
    ///
    /// Halved: CACM +3; doubled: links +1.
    pub note_title: f32,
    /// The same for its file name and aliases.
    ///
    /// Halved: links −5; doubled: nothing.
    pub note_name: f32,
    /// The same for its folders and tags.
    ///
    /// Halved: nothing; doubled: nothing.
    pub note_place: f32,
    /// BM25's b for whole notes.
    ///
    /// Halved: labels +1, links −3, KorQuAD −1, CACM −6; doubled: labels −11, links −17, CACM +1.
    pub note_length: f32,
    /// A line that holds a quantity of the kind that a word asks for (`시간`, `최대`), as if it said
    /// the word.
    ///
    /// Halved: labels +4; doubled: labels −3.
    pub asked: f32,
    /// What is left of that where the word asks for a limit or a default (`최대`, `기본`) and the line does
    /// not say that its quantity is one.
    ///
    /// Set with 61 questions for figures in view, of whose first lines 2 are others at 1; of 38 that were not
    /// looked at none, and of those typed otherwise 1 is better. At 0.5: labels −2.
    pub unsaid: f32,
    /// Power by which a part of a word counts less than its share.
    ///
    /// Halved: labels −4, CACM +1; doubled: labels +4, CACM +1.
    pub part: f32,
    /// BM25's k1 for whole notes.
    ///
    /// Halved: links −4, CACM +2; doubled: labels −14, links +5, KorQuAD −2, CACM +3.
    pub note_saturation: f32,
    /// What `note` is where notes are ranked, not passages.
    ///
    /// Halved: links −2, CACM +1; doubled: links +1, CACM +2.
    pub paths_note: f32,
    /// What `definition` is there: what a note is about, its whole says better.
    ///
    /// At 1.3: links −8.
    pub paths_definition: f32,
    /// What `title` is there: a note is about what its title says.
    ///
    /// At 2: links −5, CACM +6, Cranfield −1, three words of KorQuAD +1.
    pub paths_title: f32,
    /// What `coverage` is there: a note may answer that has the word in another form.
    ///
    /// Doubled: links −3.
    pub paths_coverage: f32,
    /// What `proximity` is there: a line of a few words is looked for by its words, a note by what it
    /// says of them together.
    ///
    /// Halved: three words of KorQuAD −1; doubled: three words of KorQuAD +2, CACM −2, links −1.
    pub paths_proximity: f32,
    /// What `grams` is there: a note is found by all that it says, and no line has to be told from
    /// those beside it.
    ///
    /// Halved: three words of KorQuAD −4, CACM −1, the project's own questions by note +2, layers +4;
    /// doubled: three words of KorQuAD +2, links −3, CACM −3.
    pub paths_grams: f32,
    /// What `unpaired` is there: what a word counts must not depend on its script. Analysers that
    /// make pairs of CJK text leave Latin words whole beside them, so that these count twice too.
    ///
    /// At 0: CACM −3, Cranfield −4, links −1, three words of KorQuAD −1; doubled: links +2, CACM −3.
    pub paths_unpaired: f32,
    /// What a note gains there, of the best score, by saying most of what the first notes say
    /// ([`Searcher::feed_back`](super::Searcher::feed_back)).
    ///
    /// At 0: Cranfield −9, CACM −7, links −3, ParaKQC −37, three words of KorQuAD +1; at 0.3: Cranfield
    /// +6, CACM −5, ParaKQC +9.
    pub paths_feedback: f32,
    /// What a note's best passage has to be worth by its words alone, of that of the last note that is
    /// wanted, for the note to be looked at again.
    ///
    /// At 0, four times as many notes as are wanted are looked at again, 39 on average, so 20: of 3,832
    /// queries for links 3 have other lines among the best ten for it, none among the best five. Where
    /// notes are ranked all of them are looked at again, for one in ten queries has one among the best
    /// ten that is worth less at first.
    pub near: f32,
    /// What is left of a passage's score, for its rank, with each passage of its note beyond the
    /// first few that ranks before it.
    ///
    /// At 1: nothing. At 0.8: labels −1.
    pub crowd: f32,
    /// From which count on a passage says a word itself: less is a part of it.
    ///
    /// Halved: nothing; doubled: labels −1.
    pub whole: f32,
    /// What a passage gains that begins with a word of the query, of that word's weight: what comes
    /// first in a line is what it is about.
    ///
    /// At 0: labels −4, layers −9; doubled: labels −1, links −1.
    pub first: f32,
    /// What a heading or title gains that says nothing but what was asked for, of its score; one
    /// that says more gains as much less.
    ///
    /// Where notes are ranked, nothing: a note is no more about what is all that its heading says.
    ///
    /// At 0: layers −11; doubled: labels +3.
    pub full: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Weights {
            saturation: 1.5,
            length: 0.48,
            parent: 1.24,
            statement: 0.9,
            heading: 1.2,
            title: 2.0,
            name: 3.0,
            place: 0.2,
            below: 0.01,
            coverage: 0.5,
            again: 0.5,
            light: 0.3,
            label_width: 36.0,
            label: 0.488,
            named: 1.3,
            pointer: 0.6,
            question: 0.6,
            code: 0.9,
            questioned: 0.488,
            opening: 1.6,
            definition: 1.3,
            proximity: 0.25,
            titled: 0.7,
            labelled: 0.5,
            missing: 1.0,
            grams: 0.3,
            unpaired: 0.0,
            note: 0.8,
            note_quality: 1.0,
            note_title: 8.0,
            note_name: 48.0,
            note_place: 0.6,
            note_length: 0.56,
            asked: 1.5,
            unsaid: 0.8,
            part: 2.1,
            note_saturation: 1.5,
            paths_note: 1.2,
            paths_definition: 1.0,
            paths_title: 15.0,
            paths_coverage: 0.3,
            paths_proximity: 0.5,
            paths_grams: 0.6,
            paths_unpaired: 1.0,
            paths_feedback: 0.2,
            near: 0.8,
            crowd: 0.93,
            whole: 0.4,
            first: 0.25,
            full: 0.3,
        }
    }
}

impl Weights {
    /// The weights for ranking notes by their best passage.
    pub fn for_notes(self) -> Self {
        Weights {
            note: self.paths_note,
            note_quality: 0.0,
            missing: 0.0,
            pointer: 1.0,
            question: 1.0,
            code: 1.0,
            definition: self.paths_definition,
            title: self.paths_title,
            coverage: self.paths_coverage,
            full: 0.0,
            near: 0.0,
            proximity: self.paths_proximity,
            grams: self.paths_grams,
            unpaired: self.paths_unpaired,
            ..self
        }
    }
}
