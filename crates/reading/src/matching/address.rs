//! Addresses that are known, and names of councils inside addresses.

use chrono::NaiveDate;

use super::words::FastMap;
use crate::matching::trie::Node;
use charter::council::Kind;

/// The councils that an address is known to belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    pub council: u32,
    /// The day on which a person said so; `None` if it is the contact's on file.
    pub learnt_on: Option<NaiveDate>,
}

/// The addresses that are known, and the names of the register as they are run together in addresses.
#[derive(Default)]
pub(super) struct Addresses {
    owners: FastMap<Box<str>, Vec<Owner>>,
    names: FastMap<Box<str>, Node>,
}

/// A name of a council inside an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AddressName {
    pub node: Node,
    pub kind: Option<Kind>,
}

/// No address is longer (RFC 5321).
const MAX_ADDRESS_CHARS: usize = 320;

/// How councils call themselves in addresses, the longest first.
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
    /// Enters an address of a council; a blank one is none.
    pub(super) fn insert(&mut self, address: &str, council: u32, learnt_on: Option<NaiveDate>) {
        let bare = normalize(address);
        if bare.is_empty() {
            return;
        }
        let owners = self.owners.entry(bare.into()).or_default();
        match owners.iter_mut().find(|owner| owner.council == council) {
            Some(owner) => owner.learnt_on = owner.learnt_on.and(learnt_on),
            None => owners.push(Owner { council, learnt_on }),
        }
    }

    /// Enters a name of the tree as it is run together. Where two names run together are one, the first stands.
    pub(super) fn insert_name(&mut self, run_together: &str, node: Node) {
        if run_together.len() > 2 {
            self.names.entry(run_together.into()).or_insert(node);
        }
    }

    /// The council of an address.
    pub(super) fn owners(&self, address: &str) -> &[Owner] {
        if address.len() > MAX_ADDRESS_CHARS || address.trim().is_empty() {
            return &[];
        }
        self.owners.get(normalize(address).as_str()).map_or(&[], Vec::as_slice)
    }

    /// The name of a council in an address: `clerk@wem-tc.example`, `wemtowncouncil@mail.example`, `…@ludlow.gov.uk`.
    pub(super) fn find_name(&self, address: &str) -> Option<AddressName> {
        if address.len() > MAX_ADDRESS_CHARS {
            return None;
        }
        let address = normalize(address);
        let (local, domain) = address.split_once('@')?;
        let public = domain.strip_suffix(".gov.uk").map(|rest| rest.rsplit('.').next().unwrap_or(rest));
        let labels = domain.rsplit('.').skip(1).filter(|label| label.len() > 3);
        public
            .and_then(|label| self.named(&letters(label), true))
            .or_else(|| labels.filter_map(|label| self.named(&letters(label), false)).next())
            .or_else(|| self.named(&letters(local), false))
    }

    /// What is left of a word once what councils call themselves is taken off it, if that is a name.
    fn named(&self, run: &str, said: bool) -> Option<AddressName> {
        if said && let Some(node) = self.names.get(run) {
            return Some(AddressName { node: *node, kind: None });
        }
        BODY_SUFFIXES.iter().find_map(|(body, kind)| {
            let rest = run.strip_suffix(body).or_else(|| run.strip_prefix(body))?;
            let node = self.names.get(rest).copied();
            let deeper = || {
                // "clerkwempc": once more, and no deeper.
                BODY_SUFFIXES.iter().find_map(|(body, other)| {
                    let rest = rest.strip_suffix(body).or_else(|| rest.strip_prefix(body))?;
                    self.names.get(rest).map(|node| AddressName { node: *node, kind: kind.or(*other) })
                })
            };
            node.map(|node| AddressName { node, kind: *kind }).or_else(deeper)
        })
    }
}

/// The address alone, in lower case.
fn normalize(address: &str) -> String {
    let inner = address.rsplit_once('<').map_or(address, |(_, rest)| rest.split('>').next().unwrap_or(rest));
    inner.trim().to_lowercase()
}

/// The letters of a part of an address.
fn letters(part: &str) -> String {
    part.chars().filter(|c| c.is_alphabetic()).collect()
}
