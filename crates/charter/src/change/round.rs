//! The dates of a round, and opening the next.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::calendar::{Quarter, format_full};
use crate::council::Council;
use crate::edit::{Edit, IdAllocator, Need, RecordSet, Refusal, Table, check_version};
use crate::ids::{CouncilId, InvitationId, RoundId};
use crate::invitation::{Channel, Invitation};
use crate::round::{Round, RoundTerms};

/// Changes the dates and the terms of a round. Where the letter's day becomes known, every active council without a letter gets one of
/// that day; where it is corrected, the letters of the old day move with it.
#[derive(Clone, Debug, PartialEq)]
pub struct EditRound {
    pub round: RoundId,
    /// The round's code, for the summary.
    pub code: String,
    /// The version that the user saw.
    pub version: i64,
    pub issued_on: Option<NaiveDate>,
    /// Inclusive (charter rule 6).
    pub deadline: NaiveDate,
    pub terms: RoundTerms,
}

impl EditRound {
    pub(super) fn needs(&self) -> Vec<Need> {
        let letters = [Need::AllCouncils, Need::EveryInvitationOf(self.round)];
        std::iter::once(Need::round(self.round))
            .chain(letters.into_iter().filter(|_| self.issued_on.is_some()))
            .collect()
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator) -> Result<Vec<Edit>, Refusal> {
        let round = rows.round(self.round)?;
        check_version(round.clone(), self.version, &format!("round {}", round.code))?;
        check(self.issued_on, self.deadline)?;
        let (issued_on, deadline, terms) = (self.issued_on, self.deadline, self.terms.clone());
        let after = Round { issued_on, deadline, terms, ..round.clone() };
        if after == *round {
            return Err(Refusal::Unchanged("the round is already recorded like this".to_owned()));
        }
        let mut edits = vec![Edit::replace(round.clone(), after)];
        match (round.issued_on, self.issued_on) {
            (None, Some(on)) => edits.extend(invite(rows, self.round, on, ids)),
            (Some(before), Some(on)) if before != on => edits.extend(move_letters(rows, self.round, before, on)),
            _ => {}
        }
        Ok(edits)
    }
}

/// A letter to every active council that has none in the round.
fn invite(rows: &RecordSet, round: RoundId, on: NaiveDate, ids: &mut IdAllocator) -> Vec<Edit> {
    let invited: BTreeSet<CouncilId> =
        rows.invitations().filter(|sent| sent.round == round).map(|sent| sent.council).collect();
    let uninvited = rows.councils().filter(|council| council.is_active(on) && !invited.contains(&council.id));
    let invitation = |council: &Council| Invitation {
        id: InvitationId(ids.allocate(Table::Invitations)),
        version: 1,
        council: council.id,
        round,
        sent_on: Some(on),
        channel: Channel::Email,
        undelivered_on: None,
    };
    uninvited.map(invitation).map(Edit::create).collect()
}

/// A letter that came back before the new day was sent on another day, so it stays.
fn move_letters(rows: &RecordSet, round: RoundId, before: NaiveDate, on: NaiveDate) -> Vec<Edit> {
    let of_that_day = rows.invitations().filter(|sent| sent.round == round && sent.sent_on == Some(before));
    let movable = of_that_day.filter(|sent| sent.undelivered_on.is_none_or(|back| back >= on));
    movable.map(|sent| Edit::replace(sent.clone(), Invitation { sent_on: Some(on), ..sent.clone() })).collect()
}

/// Opens a round. If the day of the letter is known, every active council is invited on it (charter, `NotSent`, ours);
/// otherwise no letter is on record.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenRound {
    pub quarter: Quarter,
    pub issued_on: Option<NaiveDate>,
    /// Inclusive (charter rule 6).
    pub deadline: NaiveDate,
    pub terms: RoundTerms,
}

impl OpenRound {
    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator) -> Result<Vec<Edit>, Refusal> {
        check(self.issued_on, self.deadline)?;
        let code = self.quarter.to_string();
        if rows.rounds().any(|round| round.code == code) {
            return Err(Refusal::Unchanged(format!("round {code} is open already")));
        }
        if let Some(before) = rows.rounds().find(|round| round.deadline >= self.deadline && round.code < code) {
            return Err(Refusal::Invalid(format!(
                "the deadline {} is not after that of round {}, {}; check the date",
                format_full(self.deadline),
                before.code,
                format_full(before.deadline)
            )));
        }
        let id = RoundId(ids.allocate(Table::Rounds));
        let round = Round {
            issued_on: self.issued_on,
            terms: self.terms.clone(),
            ..Round::for_quarter(id, self.quarter, self.deadline)
        };
        let mut edits = vec![Edit::create(round)];
        edits.extend(self.issued_on.into_iter().flat_map(|on| invite(rows, id, on, ids)));
        Ok(edits)
    }
}

fn check(issued_on: Option<NaiveDate>, deadline: NaiveDate) -> Result<(), Refusal> {
    match issued_on {
        Some(issued) if issued > deadline => Err(Refusal::Invalid(format!(
            "the letter is dated {}, after the deadline, {}; check both",
            format_full(issued),
            format_full(deadline)
        ))),
        _ => Ok(()),
    }
}
