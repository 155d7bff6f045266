//! The letter to one council: sent, or returned undelivered.

use chrono::NaiveDate;

use crate::calendar::{format_full, format_short};
use crate::edit::{Edit, IdAllocator, Need, RecordSet, Refusal, Table};
use crate::ids::{CouncilId, InvitationId, RoundId};
use crate::invitation::{Channel, Invitation};

/// Records that a letter was sent, or that it was undelivered. An undelivered letter stays on record; sending again
/// makes another one.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordLetter {
    pub council: CouncilId,
    pub round: RoundId,
    pub sent_on: Option<NaiveDate>,
    /// `None` keeps the recorded channel.
    pub channel: Option<Channel>,
    pub undelivered_on: Option<NaiveDate>,
}

impl RecordLetter {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::round(self.round), Need::InvitationsOf(self.council, self.round)]
    }

    /// `, sent 4 Sep`; what is not said is left out.
    pub(super) fn describe(&self, today: NaiveDate) -> String {
        let dated = |what: &str, on: Option<NaiveDate>| {
            on.map(|on| format!(", {what} {}", format_short(on, today))).unwrap_or_default()
        };
        match self.undelivered_on {
            Some(on) => dated("undelivered", Some(on)),
            None => dated("sent", self.sent_on),
        }
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator) -> Result<Vec<Edit>, Refusal> {
        rows.council(self.council)?;
        rows.round(self.round)?;
        if let (Some(sent), Some(back)) = (self.sent_on, self.undelivered_on)
            && back < sent
        {
            let (back, sent) = (format_full(back), format_full(sent));
            return Err(Refusal::Invalid(format!(
                "the letter came back {back}, before it was sent, {sent}; check both"
            )));
        }
        let letters = rows.invitations_of(self.council, self.round);
        // The change is about the letter without a bounce. After a bounce it is another letter.
        match letters.iter().rev().find(|letter| letter.undelivered_on.is_none()) {
            Some(out) => {
                let after = Invitation {
                    sent_on: self.sent_on.or(out.sent_on),
                    channel: self.channel.unwrap_or(out.channel),
                    undelivered_on: self.undelivered_on,
                    ..(*out).clone()
                };
                if after == **out {
                    return Ok(Vec::new());
                }
                Ok(vec![Edit::replace((*out).clone(), after)])
            }
            None => Ok(vec![Edit::create(Invitation {
                id: InvitationId(ids.allocate(Table::Invitations)),
                version: 1,
                council: self.council,
                round: self.round,
                sent_on: self.sent_on,
                channel: self.channel.unwrap_or(Channel::Email),
                undelivered_on: self.undelivered_on,
            })]),
        }
    }
}
