//! The details of a council, typed or from a register.

use chrono::NaiveDate;

use super::dated_fields::{LaterChange, dated_changes};
use super::moment::Moment;
use super::team::{is_new, team_record};
use crate::council::{Council, FormerContact, Kind, Parish};
use crate::edit::{Edit, IdAllocator, Need, RecordSet, Refusal, Table, check_version};
use crate::ids::{CouncilId, InvitationId, RoundId};
use crate::invitation::{Channel, Invitation};
use crate::pattern::Pattern;
use crate::untrusted::Untrusted;

/// `None` leaves a field as it is, so that one change can set the team of many councils.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CouncilDetails {
    /// A typed name counts as confirmed.
    pub name: Option<Untrusted>,
    pub kind: Option<Kind>,
    pub team: Option<Untrusted>,
    /// The first day of a different name, kind or team; `None` means today.
    pub changed_from: Option<NaiveDate>,
    pub meeting_pattern: Option<Untrusted>,
    /// `Some(None)` makes the council active again.
    pub inactive_on: Option<Option<NaiveDate>>,
    /// What an inactive council was merged into or split into.
    pub successors: Option<Vec<CouncilId>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct EditCouncil {
    pub council: CouncilId,
    /// The version that the user saw; `None` if the change only sets the team of many councils.
    pub version: Option<i64>,
    pub details: CouncilDetails,
}

impl EditCouncil {
    pub(super) fn needs(&self) -> Vec<Need> {
        let successors = self.details.successors.iter().flatten().map(|id| Need::council(*id));
        [Need::council(self.council), Need::CouncilChangesOf(self.council), Need::AllTeams]
            .into_iter()
            .chain(successors)
            .collect()
    }

    /// `: team, meetings`, the fields that differ from those on record.
    pub(super) fn describe(&self, council: &Council, rows: &RecordSet) -> String {
        let details = &self.details;
        let differs = |typed: &Option<Untrusted>, known: &Untrusted| typed.as_ref().is_some_and(|typed| typed != known);
        let fields = [
            ("name", differs(&details.name, &council.name)),
            ("kind", details.kind.is_some_and(|kind| kind != council.kind)),
            ("a new team", self.is_new_team(rows)),
            ("team", differs(&details.team, &council.team) && !self.is_new_team(rows)),
            ("meetings", differs(&details.meeting_pattern, &council.meeting_pattern)),
            ("active or not", details.inactive_on.is_some_and(|on| on != council.inactive_on)),
            ("successors", details.successors.as_ref().is_some_and(|typed| *typed != council.successors)),
        ];
        let changed: Vec<&str> = fields.iter().filter(|(_, differs)| *differs).map(|(name, _)| *name).collect();
        if changed.is_empty() { String::new() } else { format!(": {}", changed.join(", ")) }
    }

    /// Whether the typed team gets a record, so that a typing error is seen.
    pub(super) fn is_new_team(&self, rows: &RecordSet) -> bool {
        let typed = self.details.team.as_ref().filter(|team| !team.is_blank());
        typed.is_some_and(|typed| is_new(rows, typed))
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        let council = rows.council(self.council)?;
        if let Some(version) = self.version {
            check_version(council.clone(), version, &council.name.sanitized())?;
        }
        let mut after = council.clone();
        let details = self.details.clone();
        if let Some(name) = details.name {
            if name.is_blank() {
                return Err(Refusal::Invalid("a council needs a name; type one, or leave with Esc".to_owned()));
            }
            after.name_confirmed |= name != after.name;
            after.name = name;
        }
        after.kind = details.kind.unwrap_or(after.kind);
        let mut team = details.team.unwrap_or_else(|| council.team.clone());
        let new_team = if team == council.team { None } else { team_record(rows, ids, &mut team) };
        after.team = team;
        if let Some(words) = details.meeting_pattern.filter(|words| *words != council.meeting_pattern) {
            // Words that are no rule stay words: no meeting is guessed from them.
            after.pattern = Pattern::parse_typed(words.raw(), moment.today()).ok();
            after.meeting_pattern = words;
        }
        after.inactive_on = details.inactive_on.unwrap_or(after.inactive_on);
        after.successors = details.successors.unwrap_or(after.successors);
        check_end(&after, rows)?;
        if after == *council {
            return Ok(Vec::new());
        }
        let from = details.changed_from.unwrap_or_else(|| moment.today());
        let mut edits = dated_changes(rows, ids, (council, &mut after), (from, moment), LaterChange::Refuse)?;
        edits.push(Edit::replace(council.clone(), after));
        Ok(new_team.into_iter().chain(edits).collect())
    }
}

/// Only a council that ends has successors, and each is another council.
fn check_end(council: &Council, rows: &RecordSet) -> Result<(), Refusal> {
    if council.successors.is_empty() {
        return Ok(());
    }
    if council.inactive_on.is_none() {
        return Err(Refusal::Invalid(
            "only a council that no longer exists has a successor; give the day from which it is inactive".to_owned(),
        ));
    }
    if council.successors.contains(&council.id) {
        return Err(Refusal::Invalid("a council cannot be its own successor; name another".to_owned()));
    }
    council.successors.iter().try_for_each(|id| rows.council(*id).map(|_| ()))
}

/// A council of a register, before it has an id.
#[derive(Clone, Debug, PartialEq)]
pub struct AddCouncil {
    pub position: i64,
    pub name: Untrusted,
    pub name_confirmed: bool,
    pub kind: Kind,
    pub county: Untrusted,
    pub district: Untrusted,
    pub team: Untrusted,
    pub parishes: Vec<Parish>,
    /// `None` if it existed before the records begin.
    pub active_from: Option<NaiveDate>,
    /// Invites the council in this open round.
    pub(crate) invite_in: Option<RoundId>,
}

impl AddCouncil {
    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator) -> Vec<Edit> {
        let mut team = self.team.clone();
        let new_team = team_record(rows, ids, &mut team);
        let id = CouncilId(ids.allocate(Table::Councils));
        let council = Council {
            id,
            version: 1,
            position: self.position,
            name: self.name.clone(),
            name_confirmed: self.name_confirmed,
            kind: self.kind,
            county: self.county.clone(),
            district: self.district.clone(),
            team,
            meeting_pattern: Untrusted::default(),
            pattern: None,
            active_from: self.active_from,
            inactive_on: None,
            successors: Vec::new(),
            parishes: self.parishes.clone(),
            former_contact: FormerContact::default(),
        };
        let mut edits: Vec<Edit> = new_team.into_iter().chain([Edit::create(council)]).collect();
        edits.extend(self.invite_in.map(|round| {
            Edit::create(Invitation {
                id: InvitationId(ids.allocate(Table::Invitations)),
                version: 1,
                council: id,
                round,
                sent_on: None,
                channel: Channel::Email,
                undelivered_on: None,
            })
        }));
        edits
    }
}

/// Brings a council to what a register says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SyncCouncil {
    pub council: CouncilId,
    /// The first day on which the register holds.
    pub from: NaiveDate,
    /// The wanted state on that day. Its version is the version that the register was compared with.
    pub to: Box<Council>,
}

impl SyncCouncil {
    /// What is recorded of a later day stays.
    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        let council = rows.council(self.council)?;
        check_version(council.clone(), self.to.version, &council.name.sanitized())?;
        let mut after = (*self.to).clone();
        let new_team = if after.team == council.team { None } else { team_record(rows, ids, &mut after.team) };
        let mut edits = dated_changes(rows, ids, (council, &mut after), (self.from, moment), LaterChange::Keep)?;
        if after != *council {
            edits.push(Edit::replace(council.clone(), after));
        }
        Ok(new_team.into_iter().chain(edits).collect())
    }
}
