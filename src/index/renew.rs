//! What is kept of a walk that found nothing to take in.

use super::changes::Changes;
use super::manifest::{Contents, Manifest};
use super::refresh::{RefreshOptions, Source};
use super::state::why_not;
use super::store::{Opening, Store};
use crate::note::{Cause, Problem, Walk};

/// Leaves out the problems that were told when the manifest was written. What cannot be read is told
/// each time: its notes are missing from the answer.
pub(super) fn leave_out_told(
    problems: &mut Vec<Problem>,
    former: &Manifest,
    options: &RefreshOptions<'_>,
) {
    if !options.thorough {
        problems.retain(|problem| {
            matches!(problem.cause, Cause::Unreadable(_))
                || !former.told().contains(&problem.to_string())
        });
    }
}

/// The problems, as they are told.
pub(super) fn told(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(Problem::to_string).collect()
}

/// Keeps what a walk rested on that found nothing changed, so that the next query needs none. Where
/// the index cannot be written now, nothing is lost but time.
pub(super) fn renew(store: &Store, source: &Source, manifest: &Manifest, walked: &Walk) {
    let told = told(&walked.problems);
    if walked.survey.is_none() && manifest.told() == told {
        return;
    }
    let Ok(Some(_lock)) = store.try_lock() else { return };
    let Ok(Opening { manifest: Ok(manifest), .. }) = store.begin() else { return };
    let changes = Changes::between(&manifest, &walked.found, (source.notes.clock)());
    if why_not(&manifest, source).is_some() || !changes.is_empty() {
        return;
    }
    let former = manifest.contents();
    let mut survey = walked.survey.clone();
    if let (Some(survey), Some(former)) = (&mut survey, &former.survey) {
        survey.began_at = survey.began_at.min(former.began_at);
    }
    if survey != former.survey || told != former.told {
        let _ = Contents { survey, told, ..former }.write(&store.data());
    }
}
