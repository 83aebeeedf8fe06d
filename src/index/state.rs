use super::IndexError;
use super::manifest::Manifest;
use super::refresh::{Rebuild, Source};
use super::schema::FORMAT_VERSION;
use super::store::{Opening, Snapshot, Store};

/// Whether the index can answer as it is.
pub(super) enum State {
    Usable(Box<Snapshot>),
    Unusable(Rebuild),
}

impl State {
    /// What an index comes to whose opening was begun; `None` is one that is built anew whatever it
    /// is.
    pub(super) fn of(
        store: &Store,
        source: &Source,
        opening: Option<Result<Opening, IndexError>>,
        thorough: bool,
    ) -> Result<Self, IndexError> {
        let Some(opening) = opening else {
            let why = if store.exists() { Rebuild::Asked } else { Rebuild::New };
            return Ok(State::Unusable(why));
        };
        let verified =
            |snapshot| if thorough { store.verify().map(|()| snapshot) } else { Ok(snapshot) };
        let snapshot = match opening.and_then(|opening| store.finish(opening)).and_then(verified) {
            Ok(snapshot) => snapshot,
            Err(IndexError::Missing { .. }) => return Ok(State::Unusable(Rebuild::New)),
            Err(cause) if cause.is_mended_by_rebuild() => {
                return Ok(State::Unusable(Rebuild::Damaged(cause.to_string())));
            }
            Err(cause) => return Err(cause),
        };
        Ok(match why_not(&snapshot.manifest, source) {
            None => State::Usable(Box::new(snapshot)),
            Some(why) => State::Unusable(why),
        })
    }
}

/// Why a manifest does not do for what is asked.
pub(super) fn why_not(manifest: &Manifest, source: &Source) -> Option<Rebuild> {
    if manifest.format() != FORMAT_VERSION || manifest.fingerprint() != source.fingerprint() {
        Some(Rebuild::OtherAnalyzer)
    } else if manifest.roots() != source.notes.roots {
        Some(Rebuild::OtherRoots)
    } else {
        None
    }
}
