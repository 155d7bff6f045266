//! Adds replies to the inbox, and records the decision on each.

use super::moment::Moment;
use crate::alias::{Alias, AliasKind};
use crate::edit::{Edit, IdAllocator, Need, RecordSet, Refusal, Table, check_version};
use crate::ids::{AliasId, CouncilId, ItemId, ReplyId, ReturnId, RoundId, SourceId};
use crate::item::{Item, Outcome, Part};
use crate::untrusted::Untrusted;

/// Adds a source to the inbox. A source that already has an item changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddToInbox {
    /// The store must already hold it.
    pub source: SourceId,
}

impl AddToInbox {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::ItemsOf(self.source)]
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator) -> Vec<Edit> {
        if rows.items().any(|item| item.source == self.source) {
            return Vec::new();
        }
        vec![Edit::create(Item::new(ItemId(ids.allocate(Table::Items)), self.source))]
    }
}

/// The decision on an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// The user names the council; the item still waits.
    AssignCouncil(CouncilId),
    Later,
    /// Undoes `Later`.
    Waiting,
    /// An act of the same change, before this one, records the return.
    Returned(CouncilId, RoundId),
    /// A recorded return already says the same.
    OnRecord(CouncilId, ReturnId),
    /// An act of the same change, before this one, records the reply.
    Heard(CouncilId, RoundId),
    /// An act of the same change records the letter as undelivered.
    Undelivered(CouncilId),
    NotForUs,
    /// By a program, or no mail at all, so the council was not heard. Its council, if known.
    NotHeard(Option<CouncilId>),
    /// One item for each council, at least two.
    Split(Vec<SplitPart>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitPart {
    pub council: CouncilId,
    /// The part of the text about this council; `None` for the whole text.
    pub part: Part,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolveItem {
    pub item: ItemId,
    /// The version that the user saw.
    pub version: i64,
    pub resolution: Resolution,
}

impl ResolveItem {
    pub(super) fn needs(&self) -> Vec<Need> {
        let mut needs = vec![Need::item(self.item)];
        needs.extend(self.councils().map(Need::council));
        needs
    }

    fn councils(&self) -> impl Iterator<Item = CouncilId> + '_ {
        let several = match &self.resolution {
            Resolution::Split(parts) => parts.as_slice(),
            _ => &[],
        };
        self.council().into_iter().chain(several.iter().map(|part| part.council))
    }

    pub(super) fn council(&self) -> Option<CouncilId> {
        match &self.resolution {
            Resolution::AssignCouncil(council)
            | Resolution::Returned(council, _)
            | Resolution::OnRecord(council, _)
            | Resolution::Heard(council, _)
            | Resolution::Undelivered(council) => Some(*council),
            Resolution::NotHeard(council) => *council,
            Resolution::Later | Resolution::Waiting | Resolution::NotForUs | Resolution::Split(_) => None,
        }
    }

    pub(super) fn phrase(&self) -> (&'static str, &'static str) {
        match &self.resolution {
            Resolution::AssignCouncil(_) => ("inbox item", "assigned to"),
            Resolution::Later => ("inbox item put off", "of"),
            Resolution::Waiting => ("inbox item brought back", "of"),
            Resolution::Returned(..) => ("return from the inbox", "of"),
            Resolution::OnRecord(..) => ("inbox item dismissed as already recorded", "of"),
            Resolution::Heard(..) => ("reply from the inbox", "from"),
            Resolution::Undelivered(_) => ("undelivered letter", "to"),
            Resolution::NotForUs => ("inbox item dismissed as not for us", "of"),
            Resolution::NotHeard(_) => ("inbox item dismissed as not a reply", "from"),
            Resolution::Split(_) => ("inbox item split between its councils", "of"),
        }
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        let known = rows.item(self.item)?;
        check_version(known.clone(), self.version, "the inbox item")?;
        if let Some(outcome) = known.outcome {
            return Err(Refusal::Unchanged(format!("this item is already dealt with: {outcome}")));
        }
        self.councils().try_for_each(|council| rows.council(council).map(|_| ()))?;
        let after = self.after(known, rows, moment);
        if after == *known {
            return Err(Refusal::Unchanged("the item is already like this".to_owned()));
        }
        let mut edits = vec![Edit::replace(known.clone(), after)];
        if let Resolution::Split(parts) = &self.resolution {
            if parts.len() < 2 {
                return Err(Refusal::Invalid(
                    "an item must be split between at least two councils; name another".to_owned(),
                ));
            }
            edits.extend(parts.iter().map(|part| {
                let id = ItemId(ids.allocate(Table::Items));
                Edit::create(Item {
                    part: part.part,
                    split_from: Some(known.id),
                    council: Some(part.council),
                    ..Item::new(id, known.source)
                })
            }));
        }
        Ok(edits)
    }

    fn after(&self, known: &Item, rows: &RecordSet, moment: Moment) -> Item {
        let outcome = match &self.resolution {
            Resolution::AssignCouncil(council) => return Item { council: Some(*council), ..known.clone() },
            Resolution::Later => return Item { later: true, ..known.clone() },
            Resolution::Waiting => return Item { later: false, ..known.clone() },
            Resolution::Returned(..) | Resolution::OnRecord(..) => Outcome::Returned,
            Resolution::Heard(..) => Outcome::Heard,
            Resolution::Undelivered(_) => Outcome::Undelivered,
            Resolution::NotForUs => Outcome::NotForUs,
            Resolution::NotHeard(_) => Outcome::NotHeard,
            Resolution::Split(_) => Outcome::Split,
        };
        Item {
            council: self.council().or(known.council),
            outcome: Some(outcome),
            settled_on: Some(moment.today()),
            returned: self.newest_return(rows),
            replied: self.newest_reply(rows),
            ..known.clone()
        }
    }

    /// The return that the earlier acts recorded, or the one already on record.
    fn newest_return(&self, rows: &RecordSet) -> Option<ReturnId> {
        match self.resolution {
            Resolution::Returned(council, round) => rows.returns_of(council, round).iter().map(|it| it.id).max(),
            Resolution::OnRecord(_, returned) => Some(returned),
            _ => None,
        }
    }

    fn newest_reply(&self, rows: &RecordSet) -> Option<ReplyId> {
        let Resolution::Heard(council, round) = self.resolution else { return None };
        rows.replies().filter(|reply| reply.council == council && reply.round == round).map(|reply| reply.id).max()
    }
}

/// Learns a name or an address of a council. A known one changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LearnAlias {
    pub council: CouncilId,
    pub kind: AliasKind,
    pub written: Untrusted,
}

impl LearnAlias {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::AliasesOf(self.council)]
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        rows.council(self.council)?;
        if self.written.is_blank() {
            return Err(Refusal::Invalid("the alias is empty; give the name or the address".to_owned()));
        }
        let known = rows
            .aliases()
            .any(|alias| alias.council == self.council && alias.kind == self.kind && alias.written == self.written);
        if known {
            return Ok(Vec::new());
        }
        Ok(vec![Edit::create(Alias {
            id: AliasId(ids.allocate(Table::Aliases)),
            version: 1,
            council: self.council,
            kind: self.kind,
            written: self.written.clone(),
            learnt_on: moment.today(),
        })])
    }
}
