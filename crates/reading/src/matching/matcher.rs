//! Which council a name or a whole reply is from.

use super::clues::Clues;
use super::found::{Found, Heading};
use super::index::RegisterIndex;
use super::mention::Mention;
use super::rank::Query;
use charter::alias::Alias;
use charter::council::Council;

/// Matches names and replies with the councils of a register.
pub struct Matcher(RegisterIndex);

impl Matcher {
    /// A matcher of these councils, which are those that are active, with the aliases of theirs.
    pub fn new(councils: &[Council], aliases: &[Alias]) -> Self {
        Self(RegisterIndex::new(councils, aliases))
    }

    /// Which council a written name means: a cell of a sheet, or a name that was typed. `area` is the county, district or team
    /// beside it.
    pub fn match_name(&self, written: &str, area: Option<&str>) -> Found {
        self.0.read_name(written, area)
    }

    /// Which council a whole reply is from.
    pub fn match_item(&self, clues: &Clues<'_>) -> Found {
        self.0.decide(clues)
    }

    /// The names that head a part of a text, in its order.
    pub fn find_headings(&self, text: &str) -> Vec<Heading> {
        let heading = |mention: Mention| {
            let hits = self.0.rank_names_at(mention.node, Query { kind: mention.kind, area: None }).hits;
            Some(Heading { at: mention.heads?, councils: hits.iter().map(|hit| self.0.id(hit.council)).collect() })
        };
        self.0.mentions(text).into_iter().filter_map(heading).collect()
    }
}
