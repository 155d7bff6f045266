//! A save with an unknown result.

use std::borrow::Cow;

use charter::change::Change;

use crate::journal::EntryStamp;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AttemptedChange<'a> {
    Change(Cow<'a, Change>),
    Undo,
    Redo,
}

impl AttemptedChange<'_> {
    pub(crate) fn into_owned(self) -> AttemptedChange<'static> {
        match self {
            Self::Change(change) => AttemptedChange::Change(Cow::Owned(change.into_owned())),
            Self::Undo => AttemptedChange::Undo,
            Self::Redo => AttemptedChange::Redo,
        }
    }
}

/// A save that failed during the commit while the journal could not be read. A later look for the entry shows whether
/// it was saved.
pub(crate) struct UncertainSave {
    pub(crate) attempt: Option<AttemptedChange<'static>>,
    pub entry: Option<EntryStamp>,
}
