//! Letters drafted, sent, and discarded.

use chrono::NaiveDate;

use super::moment::{Moment, check_past};
use super::{AnnounceTeam, RecordLetter, RecordUpdate};
use crate::calendar::format_full;
use crate::council_change::{CouncilChange, CouncilField};
use crate::edit::{Edit, IdAllocator, Key, Need, RecordSet, Refusal, Table, check_version};
use crate::ids::{CouncilId, LetterId, RoundId};
use crate::invitation::Channel;
use crate::letter::{Letter, LetterDraft, LetterKind};
use crate::update::UpdateChannel;

/// Records that a letter was drafted. The acts of one batch are one change.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftLetter {
    pub council: CouncilId,
    pub round: RoundId,
    pub draft: LetterDraft,
    pub channel: Channel,
    pub on: NaiveDate,
}

impl DraftLetter {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::round(self.round)]
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        rows.council(self.council)?;
        rows.round(self.round)?;
        check_past("the letter is drafted", self.on, moment)?;
        Ok(vec![Edit::create(Letter {
            id: LetterId(ids.allocate(Table::Letters)),
            version: 1,
            council: self.council,
            round: self.round,
            draft: self.draft.clone(),
            channel: self.channel,
            drafted_on: self.on,
            sent_on: None,
        })])
    }
}

/// Records that a drafted letter was sent, and what that means: the letter of the round, the update, or the announcement
/// is then on record with this day. A letter that is on record as sent stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkSent {
    /// As the user saw it.
    pub letter: Letter,
    pub on: NaiveDate,
    /// `None` keeps the channel of the draft.
    pub channel: Option<Channel>,
}

impl MarkSent {
    pub(super) fn needs(&self) -> Vec<Need> {
        let letter = &self.letter;
        let mut needs = vec![Need::letter(letter.id)];
        needs.extend(self.invitation().needs());
        needs.extend(self.update().needs());
        if let Some(id) = letter.draft.team_change {
            needs.push(Need::Record(Key { table: Table::CouncilChanges, id: id.0 }));
            needs.push(Need::CouncilChangesOf(letter.council));
        }
        needs
    }

    fn invitation(&self) -> RecordLetter {
        RecordLetter {
            council: self.letter.council,
            round: self.letter.round,
            sent_on: Some(self.on),
            channel: Some(self.channel()),
            undelivered_on: None,
        }
    }

    fn update(&self) -> RecordUpdate {
        let text = self.letter.draft.told.clone();
        RecordUpdate { council: self.letter.council, on: self.on, how: UpdateChannel::Written, text }
    }

    fn channel(&self) -> Channel {
        self.channel.unwrap_or(self.letter.channel)
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        let known = rows.letter(self.letter.id)?;
        check_version(known.clone(), self.letter.version, "the letter")?;
        if let Some(on) = known.sent_on {
            let on = format_full(on);
            return Err(Refusal::Unchanged(format!("the letter is on record as sent {on}")));
        }
        check_past("the letter was sent", self.on, moment)?;
        if self.on < known.drafted_on {
            let (sent, drafted) = (format_full(self.on), format_full(known.drafted_on));
            return Err(Refusal::Invalid(format!(
                "the letter was sent {sent}, before it was drafted, {drafted}; check the date"
            )));
        }
        let after = Letter { sent_on: Some(self.on), channel: self.channel(), ..known.clone() };
        let mut edits = vec![Edit::replace(known.clone(), after)];
        edits.extend(self.consequences(known, rows, ids, moment)?);
        Ok(edits)
    }

    fn consequences(
        &self,
        known: &Letter,
        rows: &RecordSet,
        ids: &mut IdAllocator,
        moment: Moment,
    ) -> Result<Vec<Edit>, Refusal> {
        match known.draft.kind {
            kind if LetterKind::OF_ROUND.contains(&kind) => self.invitation().edits(rows, ids),
            // A reminder asks everything that the letter of the round asks, so it is that letter where none arrived.
            LetterKind::Chase => {
                let letters = rows.invitations_of(known.council, known.round);
                let arrived = letters.iter().any(|letter| letter.undelivered_on.is_none());
                if arrived { Ok(Vec::new()) } else { self.invitation().edits(rows, ids) }
            }
            LetterKind::Update => self.update().edits(rows, ids, moment),
            LetterKind::Announcement => {
                let Some(id) = known.draft.team_change else { return Ok(Vec::new()) };
                // The council learns which team it has now, so it need not hear of the changes before.
                let told = rows.council_change(id)?;
                let untold = rows.council_changes().filter(|change| {
                    change.council == known.council
                        && change.field == CouncilField::Team
                        && change.announced_on.is_none()
                        && (change.on, change.id) <= (told.on, told.id)
                });
                let announce = |change: &CouncilChange| {
                    let (council, version) = (known.council, change.version);
                    AnnounceTeam { council, change: change.id, version, on: self.on }.edits(rows, moment)
                };
                Ok(untold.map(announce).collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
            }
            _ => Ok(Vec::new()),
        }
    }
}

/// Removes a drafted letter that will not be sent, so that the council is due one again.
#[derive(Clone, Debug, PartialEq)]
pub struct DiscardLetter {
    /// As the user saw it.
    pub letter: Letter,
}

impl DiscardLetter {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.letter.council), Need::letter(self.letter.id)]
    }

    pub(super) fn edits(&self, rows: &RecordSet) -> Result<Vec<Edit>, Refusal> {
        let known = rows.letter(self.letter.id)?;
        check_version(known.clone(), self.letter.version, "the letter")?;
        if known.sent_on.is_some() {
            return Err(Refusal::Invalid("a letter that was sent stays on record".to_owned()));
        }
        Ok(vec![Edit::remove(known.clone())])
    }
}
