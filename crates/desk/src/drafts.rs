//! Drafts shared by several dashboards, merged form by form.
//!
//! A draft has a name: its form, and a number if the form has more than one (`return 1 7`, `return 1 7 #2`). A
//! dashboard remembers the last content of the file. It changes or removes a name only if the file still has that
//! content there. Otherwise another dashboard was first: then a changed draft gets a name of its own, and a removed
//! one stays.

use std::collections::{BTreeMap, BTreeSet};

use charter::ids::{CouncilId, RoundId};

/// Input by field.
pub type Typed = BTreeMap<String, String>;
/// By the name of the draft.
pub type Drafts = BTreeMap<String, Typed>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftName {
    /// For example `return`, `meeting 12`.
    pub form: String,
    /// `None` if what stands in its place is no id.
    pub round: Option<RoundId>,
    /// The councils of the form.
    pub councils: Vec<CouncilId>,
    /// From 1; higher if several dashboards kept a draft of the form.
    pub number: u32,
}

/// The name of a form's first draft.
pub fn key(form: &str, round: impl std::fmt::Display, councils: &[CouncilId]) -> String {
    let councils: Vec<String> = councils.iter().map(ToString::to_string).collect();
    format!("{form} {round} {}", councils.join(","))
}

pub fn parse_draft_name(name: &str) -> Option<DraftName> {
    let (key, number) = split(name);
    let mut parts = key.rsplitn(3, ' ');
    let (councils, round, form) = (parts.next()?, parts.next()?, parts.next()?);
    let councils = councils.split(',').filter(|id| !id.is_empty()).map(|id| id.parse().map(CouncilId));
    let (councils, round) = (councils.collect::<Result<_, _>>().ok()?, round.parse().ok().map(RoundId));
    Some(DraftName { form: form.to_owned(), round, councils, number })
}

/// The name of the form's first draft, and the number.
fn split(name: &str) -> (&str, u32) {
    let numbered = name.rsplit_once(" #").and_then(|(key, number)| Some((key, number.parse().ok()?)));
    numbered.filter(|(_, number)| *number > 1).unwrap_or((name, 1))
}

/// The first unused name of a form.
fn free_name(key: &str, drafts: &Drafts) -> String {
    let numbered = (2_u32..).map(|number| format!("{key} #{number}"));
    let mut names = std::iter::once(key.to_owned()).chain(numbered);
    names.find(|name| !drafts.contains_key(name)).unwrap_or_else(|| key.to_owned())
}

/// A draft loaded into a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    name: String,
    pub typed: Typed,
}

/// The drafts as one dashboard sees them, and its changes since it last read or wrote the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharedDrafts {
    now: Drafts,
    /// The last known content of the file.
    known: Drafts,
    /// Names of drafts that the user was told are kept: the next write must contain them, even if another dashboard
    /// removed them.
    promised: BTreeSet<String>,
    /// For each form, the name of this dashboard's own draft, which takes precedence when the form opens again.
    own: BTreeMap<String, String>,
}

/// The content to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Merged {
    pub drafts: Drafts,
    /// Drafts that needed another name, because another dashboard kept different text for the same form.
    pub renamed: BTreeMap<String, String>,
}

impl SharedDrafts {
    /// `drafts` is the content of the file.
    pub fn read(drafts: Drafts) -> Self {
        Self { now: drafts.clone(), known: drafts, ..Self::default() }
    }

    /// As this dashboard sees them.
    pub fn all(&self) -> &Drafts {
        &self.now
    }

    pub fn known(&self) -> &Drafts {
        &self.known
    }

    /// The draft to load into a form.
    pub fn find(&self, key: &str) -> Option<Draft> {
        let own = self.own.get(key).and_then(|name| self.now.get_key_value(name));
        let (name, typed) = own.or_else(|| {
            let of_this_form = self.now.iter().filter(|(name, _)| split(name).0 == key);
            of_this_form.min_by_key(|(name, _)| split(name).1)
        })?;
        Some(Draft { name: name.clone(), typed: typed.clone() })
    }

    /// Replaces only the draft that the form was opened with.
    pub fn keep(&mut self, key: &str, opened_with: Option<&Draft>, typed: Typed) {
        let name = match opened_with {
            Some(draft) if self.holds(draft) => draft.name.clone(),
            _ => free_name(key, &self.now),
        };
        self.now.insert(name.clone(), typed);
        self.promised.insert(name.clone());
        self.own.insert(key.to_owned(), name);
    }

    /// Removes the draft that the form was opened with.
    pub fn forget(&mut self, opened_with: &Draft) {
        if self.holds(opened_with) {
            self.now.remove(&opened_with.name);
            self.promised.remove(&opened_with.name);
        }
    }

    fn holds(&self, draft: &Draft) -> bool {
        self.now.get(&draft.name) == Some(&draft.typed)
    }

    pub fn is_changed(&self) -> bool {
        self.now != self.known || !self.promised.is_empty()
    }

    /// Applies this dashboard's changes to the content of the file.
    #[must_use]
    pub(crate) fn merge_into(&self, file: &Drafts) -> Merged {
        let mut merged = Merged { drafts: file.clone(), renamed: BTreeMap::new() };
        let names: BTreeSet<&String> = self.known.keys().chain(self.now.keys()).collect();
        for name in names {
            let (known, mine) = (self.known.get(name), self.now.get(name));
            if known == mine && !self.promised.contains(name) {
                continue;
            }
            let untouched = merged.drafts.get(name) == known;
            match mine {
                Some(typed) if untouched => {
                    merged.drafts.insert(name.clone(), typed.clone());
                }
                Some(typed) => {
                    let other = free_name(split(name).0, &merged.drafts);
                    merged.drafts.insert(other.clone(), typed.clone());
                    if other != *name {
                        merged.renamed.insert(name.clone(), other);
                    }
                }
                None if untouched => {
                    merged.drafts.remove(name);
                }
                None => {}
            }
        }
        merged
    }

    /// Adopts the new content of the file.
    pub(crate) fn adopt(&mut self, merged: Merged) {
        self.now.clone_from(&merged.drafts);
        self.known = merged.drafts;
        self.promised.clear();
        for name in self.own.values_mut() {
            if let Some(other) = merged.renamed.get(name) {
                name.clone_from(other);
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.now.is_empty()
    }

    pub fn len(&self) -> usize {
        self.now.len()
    }
}

#[cfg(test)]
#[path = "drafts_tests.rs"]
mod tests;
