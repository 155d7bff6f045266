//! The details of a council, typed or from a register.

use chrono::NaiveDate;

use super::moment::Moment;
use crate::calendar::format_full;
use crate::council::{Council, FormerContact, Kind, Parish};
use crate::edit::{Edit, IdAllocator, Need, RecordSet, Refusal, Table, check_version};
use crate::ids::{CouncilId, InvitationId, RoundId, TeamChangeId};
use crate::invitation::{Channel, Invitation};
use crate::pattern::Pattern;
use crate::team::TeamChange;
use crate::untrusted::Untrusted;

/// `None` leaves a field as it is, so that one change can set the team of many councils.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CouncilDetails {
    /// A typed name counts as confirmed.
    pub name: Option<Untrusted>,
    pub kind: Option<Kind>,
    pub team: Option<Untrusted>,
    /// The first day of a different team; `None` means today.
    pub team_from: Option<NaiveDate>,
    pub meeting_pattern: Option<Untrusted>,
    /// `Some(None)` makes the council active again.
    pub inactive_on: Option<Option<NaiveDate>>,
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
        vec![Need::council(self.council), Need::TeamChangesOf(self.council)]
    }

    /// `: team, meetings`, the fields that differ from those on record.
    pub(super) fn describe(&self, council: &Council) -> String {
        let details = &self.details;
        let differs = |typed: &Option<Untrusted>, known: &Untrusted| typed.as_ref().is_some_and(|typed| typed != known);
        let fields = [
            ("name", differs(&details.name, &council.name)),
            ("kind", details.kind.is_some_and(|kind| kind != council.kind)),
            ("team", differs(&details.team, &council.team)),
            ("meetings", differs(&details.meeting_pattern, &council.meeting_pattern)),
            ("active or not", details.inactive_on.is_some_and(|on| on != council.inactive_on)),
        ];
        let changed: Vec<&str> = fields.iter().filter(|(_, differs)| *differs).map(|(name, _)| *name).collect();
        if changed.is_empty() { String::new() } else { format!(": {}", changed.join(", ")) }
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
        after.team = details.team.unwrap_or(after.team);
        if let Some(words) = details.meeting_pattern.filter(|words| *words != council.meeting_pattern) {
            // Words that are no rule stay words: no meeting is guessed from them.
            after.pattern = Pattern::parse_typed(words.raw(), moment.today()).ok();
            after.meeting_pattern = words;
        }
        after.inactive_on = details.inactive_on.unwrap_or(after.inactive_on);
        if after == *council {
            return Ok(Vec::new());
        }
        let from = details.team_from.unwrap_or_else(|| moment.today());
        let mut edits = team_change(rows, ids, council, &after.team, from)?;
        edits.push(Edit::replace(council.clone(), after));
        Ok(edits)
    }
}

/// The team change to record, if the team differs.
fn team_change(
    rows: &RecordSet,
    ids: &mut IdAllocator,
    council: &Council,
    to: &Untrusted,
    on: NaiveDate,
) -> Result<Vec<Edit>, Refusal> {
    // The first team of a council is no change: nobody has to announce it, and it also holds for earlier days.
    if council.team == *to || council.team.is_blank() {
        return Ok(Vec::new());
    }
    super::moment::check_year("the new team begins", on)?;
    let changes = rows.team_changes().filter(|change| change.council == council.id);
    if let Some(later) = changes.map(|change| change.on).max().filter(|last| *last > on) {
        return Err(Refusal::Invalid(format!(
            "a change of team on {} is recorded already; give a day after it, or undo that one first",
            format_full(later)
        )));
    }
    Ok(vec![Edit::create(TeamChange {
        id: TeamChangeId(ids.allocate(Table::TeamChanges)),
        version: 1,
        council: council.id,
        on,
        from: council.team.clone(),
        to: to.clone(),
        announced_on: None,
    })])
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
    /// Invites the council in this open round.
    pub(crate) invite_in: Option<RoundId>,
}

impl AddCouncil {
    pub(super) fn edits(&self, ids: &mut IdAllocator) -> Vec<Edit> {
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
            team: self.team.clone(),
            meeting_pattern: Untrusted::default(),
            pattern: None,
            inactive_on: None,
            parishes: self.parishes.clone(),
            former_contact: FormerContact::default(),
        };
        let mut edits = vec![Edit::create(council)];
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

#[derive(Clone, Debug, PartialEq)]
pub struct SyncCouncil {
    pub council: CouncilId,
    /// The wanted state. Its version is the version that the register was compared with.
    pub to: Box<Council>,
}

impl SyncCouncil {
    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        let council = rows.council(self.council)?;
        check_version(council.clone(), self.to.version, &council.name.sanitized())?;
        let mut edits = team_change(rows, ids, council, &self.to.team, moment.today())?;
        edits.push(Edit::replace(council.clone(), (*self.to).clone()));
        Ok(edits)
    }
}
