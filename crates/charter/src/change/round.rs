//! The dates of a round, and opening the next.

use chrono::NaiveDate;

use crate::calendar::{Quarter, format_full};
use crate::edit::{Edit, IdAllocator, RecordSet, Refusal, Table, check_version};
use crate::ids::{InvitationId, RoundId};
use crate::invitation::{Channel, Invitation};
use crate::round::Round;

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
}

impl EditRound {
    pub(super) fn edits(&self, rows: &RecordSet) -> Result<Vec<Edit>, Refusal> {
        let round = rows.round(self.round)?;
        check_version(round.clone(), self.version, &format!("round {}", round.code))?;
        check(self.issued_on, self.deadline)?;
        let after = Round { issued_on: self.issued_on, deadline: self.deadline, ..round.clone() };
        if after == *round {
            return Err(Refusal::Unchanged("the round already has these dates".to_owned()));
        }
        Ok(vec![Edit::replace(round.clone(), after)])
    }
}

/// Opens a round and invites every active council on one date (charter, `NotSent`, ours).
#[derive(Clone, Debug, PartialEq)]
pub struct OpenRound {
    pub quarter: Quarter,
    pub issued_on: Option<NaiveDate>,
    /// Inclusive (charter rule 6).
    pub deadline: NaiveDate,
    /// The version of the charter enclosed with the letter.
    pub charter_version: String,
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
            charter_version: self.charter_version.clone(),
            ..Round::for_quarter(id, self.quarter, self.deadline)
        };
        let asked_on = self.issued_on.unwrap_or(self.deadline);
        let mut edits = vec![Edit::create(round)];
        edits.extend(rows.councils().filter(|council| council.is_active(asked_on)).map(|council| {
            Edit::create(Invitation {
                id: InvitationId(ids.allocate(Table::Invitations)),
                version: 1,
                council: council.id,
                round: id,
                sent_on: self.issued_on,
                channel: Channel::Email,
                undelivered_on: None,
            })
        }));
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
