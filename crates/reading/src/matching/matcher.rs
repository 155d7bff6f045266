//! Entry points of matching.

use super::clues::Clues;
use super::found::{Candidate, Confidence, Elsewhere, Found, Heading, Reason};
use super::index::RegisterIndex;
use super::mention::Mention;
use super::rank::Query;
use charter::alias::Alias;
use charter::contact::Contact;
use charter::council::Council;

/// Matches names and replies with the councils of a register.
pub struct Matcher(RegisterIndex);

impl Matcher {
    /// `councils` are the active ones; aliases of other councils are ignored.
    pub fn new(councils: &[Council], aliases: &[Alias]) -> Self {
        Self(RegisterIndex::new(councils, aliases))
    }

    /// Replies are also matched by the addresses of these contacts.
    #[must_use]
    pub fn with_contacts(mut self, contacts: &[Contact]) -> Self {
        self.0.add_contacts(contacts);
        self
    }

    /// Matches a written name: a cell of a sheet, or a typed name. `area` is the county, district or team beside it.
    pub fn match_name(&self, written: &str, area: Option<&str>) -> Found {
        self.0.match_written_name(written, area)
    }

    /// Matches a whole reply.
    pub fn match_item(&self, clues: &Clues<'_>) -> Found {
        let found = self.0.nearest_twin(self.0.decide(clues), clues);
        match self.0.elsewhere(clues) {
            // It may only mention the other force.
            Some(Elsewhere::Force(force)) if self.0.names_who_answers(&found, clues) => {
                found.doubted(&Reason::OtherForce(force))
            }
            Some(elsewhere) => {
                let possible = |one: &Candidate| Candidate { confidence: Confidence::Possible, ..one.clone() };
                Found::NotOurs(elsewhere, found.candidates().iter().map(possible).collect())
            }
            None => found,
        }
    }

    /// Names that head a part of the text, in its order.
    pub fn find_headings(&self, text: &str) -> Vec<Heading> {
        let heading = |mention: Mention| {
            let hits = self.0.rank_names_at(mention.node, Query { kind: mention.kind, area: None }).hits;
            Some(Heading { at: mention.heading_at?, councils: hits.iter().map(|hit| self.0.id(hit.council)).collect() })
        };
        self.0.mentions(text).into_iter().filter_map(heading).collect()
    }
}
