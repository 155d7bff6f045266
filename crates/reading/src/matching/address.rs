//! Email addresses of councils, and council names inside email addresses.

use chrono::NaiveDate;

use super::tokenizer::FastMap;
use crate::matching::name_trie::Node;
use charter::council::Kind;

/// A council to which an address belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    pub council: u32,
    /// When a person said so; `None` for the contact on file.
    pub learnt_on: Option<NaiveDate>,
}

#[derive(Default)]
pub(super) struct Addresses {
    owners: FastMap<Box<str>, Vec<Owner>>,
    names: FastMap<Box<str>, Node>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AddressName {
    pub node: Node,
    pub kind: Option<Kind>,
}

/// RFC 5321 allows no longer address.
const MAX_ADDRESS_CHARS: usize = 320;

/// Words for a council in addresses. Longer ones come before their own endings.
const BODY_SUFFIXES: [(&str, Option<Kind>); 17] = [
    ("groupparishcouncil", Some(Kind::Group)),
    ("jointparishcouncil", Some(Kind::Group)),
    ("parishcouncil", Some(Kind::Parish)),
    ("parishmeeting", Some(Kind::ParishMeeting)),
    ("towncouncil", Some(Kind::Town)),
    ("citycouncil", Some(Kind::City)),
    ("parishclerk", Some(Kind::Parish)),
    ("townclerk", Some(Kind::Town)),
    ("grouppc", Some(Kind::Group)),
    ("council", None),
    ("parish", Some(Kind::Parish)),
    ("group", Some(Kind::Group)),
    ("clerk", None),
    ("town", Some(Kind::Town)),
    ("gpc", Some(Kind::Group)),
    ("pc", Some(Kind::Parish)),
    ("tc", Some(Kind::Town)),
];

impl Addresses {
    /// Adds an address of a council, unless it is blank.
    pub(super) fn insert(&mut self, address: &str, council: u32, learnt_on: Option<NaiveDate>) {
        let address = normalize(address);
        if address.is_empty() {
            return;
        }
        let owners = self.owners.entry(address.into()).or_default();
        match owners.iter_mut().find(|owner| owner.council == council) {
            Some(owner) => owner.learnt_on = owner.learnt_on.and(learnt_on),
            None => owners.push(Owner { council, learnt_on }),
        }
    }

    /// Adds a name as it is spelled in addresses, without spaces. The first of two equal spellings stays.
    pub(super) fn insert_name(&mut self, run_together: &str, node: Node) {
        if run_together.len() > 2 {
            self.names.entry(run_together.into()).or_insert(node);
        }
    }

    pub(super) fn owners(&self, address: &str) -> &[Owner] {
        if address.len() > MAX_ADDRESS_CHARS || address.trim().is_empty() {
            return &[];
        }
        self.owners.get(normalize(address).as_str()).map_or(&[], Vec::as_slice)
    }

    /// Finds a council name in an address: `clerk@wem-tc.example`, `wemtowncouncil@mail.example`, `…@ludlow.gov.uk`.
    pub(super) fn find_name(&self, address: &str) -> Option<AddressName> {
        if address.len() > MAX_ADDRESS_CHARS {
            return None;
        }
        let address = normalize(address);
        let (local, domain) = address.split_once('@')?;
        let gov_uk_label = domain.strip_suffix(".gov.uk").map(|rest| rest.rsplit('.').next().unwrap_or(rest));
        let labels = domain.rsplit('.').skip(1).filter(|label| label.len() > 3);
        gov_uk_label
            .and_then(|label| self.name_in_label(&letters_of(label), true))
            .or_else(|| labels.filter_map(|label| self.name_in_label(&letters_of(label), false)).next())
            .or_else(|| self.name_in_label(&letters_of(local), false))
    }

    /// The name that remains without a prefix or suffix such as "parishcouncil". A whole label counts only in a `.gov.uk`
    /// domain.
    fn name_in_label(&self, label: &str, is_whole_name: bool) -> Option<AddressName> {
        if is_whole_name && let Some(node) = self.names.get(label) {
            return Some(AddressName { node: *node, kind: None });
        }
        BODY_SUFFIXES.iter().find_map(|(body, kind)| {
            let rest = label.strip_suffix(body).or_else(|| label.strip_prefix(body))?;
            let node = self.names.get(rest).copied();
            let after_second_suffix = || {
                // "clerkwempc" has two.
                BODY_SUFFIXES.iter().find_map(|(body, other)| {
                    let rest = rest.strip_suffix(body).or_else(|| rest.strip_prefix(body))?;
                    self.names.get(rest).map(|node| AddressName { node: *node, kind: kind.or(*other) })
                })
            };
            node.map(|node| AddressName { node, kind: *kind }).or_else(after_second_suffix)
        })
    }
}

/// Strips the display name and the brackets, and folds case.
fn normalize(address: &str) -> String {
    let inner = address.rsplit_once('<').map_or(address, |(_, rest)| rest.split('>').next().unwrap_or(rest));
    inner.trim().to_lowercase()
}

fn letters_of(part: &str) -> String {
    part.chars().filter(|c| c.is_alphabetic()).collect()
}
