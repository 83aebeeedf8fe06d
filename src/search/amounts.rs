//! Which documents state a quantity of some value.

use std::cell::RefCell;
use std::rc::Rc;

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use crate::index::{Amount, QUANTITY};
use crate::quantity::ValueFilter;

/// The quantities of a segment's documents.
pub(super) struct Amounts {
    column: Column<u64>,
    /// What was looked up. Planning, counting and gathering ask for the same values, and a look goes
    /// through all quantities.
    accepted: RefCell<Vec<(ValueFilter, Rc<[DocId]>)>>,
}

impl Amounts {
    pub fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let column = reader.fast_fields().u64(QUANTITY)?;
        Ok(Amounts { column, accepted: RefCell::default() })
    }

    /// The quantities in one document.
    pub fn of(&self, doc: DocId) -> Vec<Amount> {
        Amount::read(self.column.values_for_doc(doc))
    }

    /// The documents, in order, that state a quantity that the filter accepts; deleted ones too.
    pub fn accepted_by(&self, filter: &ValueFilter) -> Rc<[DocId]> {
        let known = self.accepted.borrow().iter().find(|(of, _)| of == filter).cloned();
        if let Some((_, docs)) = known {
            return docs;
        }
        let docs: Rc<[DocId]> = self.look_up(filter).into();
        self.accepted.borrow_mut().push((filter.clone(), Rc::clone(&docs)));
        docs
    }

    fn look_up(&self, filter: &ValueFilter) -> Vec<DocId> {
        let accepts = |amount: &Amount| filter.matches_values(amount.unit, amount.low, amount.high);
        let mut values = filter.values().peekable();
        if values.peek().is_none() {
            return self.stating(accepts);
        }
        // One value is looked up; a number of the column may be of another reading, or an end of
        // what is no range.
        let mut docs = Vec::new();
        let mut found = Vec::new();
        for range in values.flat_map(|value| Amount::near(filter.unit(), value)) {
            found.clear();
            let all = 0..self.column.num_docs();
            self.column.get_docids_for_value_range(range, all, &mut found);
            docs.append(&mut found);
        }
        docs.sort_unstable();
        docs.dedup();
        docs.retain(|&doc| self.of(doc).iter().any(accepts));
        docs
    }

    /// How many documents state a quantity that the filter accepts, those of the segment that are
    /// deleted left out.
    pub fn count(&self, filter: &ValueFilter, segment: &SegmentReader) -> u32 {
        let alive = segment.alive_bitset();
        let docs = self.accepted_by(filter);
        docs.iter().filter(|&&doc| alive.is_none_or(|alive| alive.is_alive(doc))).count() as u32
    }

    /// The documents, in order, that state a quantity of which this holds; deleted ones too.
    pub fn stating(&self, holds: impl Fn(&Amount) -> bool) -> Vec<DocId> {
        (0..self.column.num_docs()).filter(|&doc| self.of(doc).iter().any(&holds)).collect()
    }
}
