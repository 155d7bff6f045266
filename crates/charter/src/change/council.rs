//! The details of a council, typed or from a register.

use chrono::NaiveDate;

use super::dated_fields::{FOR_EARLIER_DAYS, FirstDay, LaterChange, completes_earlier_days, dated_changes};
use super::moment::Moment;
use super::unit::{is_new_team, join_units};
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
    pub county: Option<Untrusted>,
    pub district: Option<Untrusted>,
    pub team: Option<Untrusted>,
    /// The first day of a different name, kind, county, district or team; `None` means today.
    pub changed_from: Option<NaiveDate>,
    /// Nobody gave that day, it is only the day at which the person works: then what nobody knew before is completed for
    /// earlier days too.
    pub is_day_assumed: bool,
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
        [Need::council(self.council), Need::CouncilChangesOf(self.council), Need::AllTeams, Need::AllAreas]
            .into_iter()
            .chain(successors)
            .collect()
    }

    /// `: team, meetings`, the fields that differ from those on record, and whether they hold for earlier days too.
    pub(super) fn describe(&self, council: &Council, rows: &RecordSet, today: NaiveDate) -> String {
        let details = &self.details;
        let differs = |typed: &Option<Untrusted>, known: &Untrusted| typed.as_ref().is_some_and(|typed| typed != known);
        let fields = [
            ("name", differs(&details.name, &council.name)),
            ("kind", details.kind.is_some_and(|kind| kind != council.kind)),
            ("county", differs(&details.county, &council.county)),
            ("district", differs(&details.district, &council.district)),
            ("a new team", self.is_new_team(rows)),
            ("team", differs(&details.team, &council.team) && !self.is_new_team(rows)),
            ("meetings", differs(&details.meeting_pattern, &council.meeting_pattern)),
            ("active or not", details.inactive_on.is_some_and(|on| on != council.inactive_on)),
            ("successors", details.successors.as_ref().is_some_and(|typed| *typed != council.successors)),
        ];
        let changed: Vec<&str> = fields.iter().filter(|(_, differs)| *differs).map(|(name, _)| *name).collect();
        let earlier = if self.completes_earlier_days(council, rows, today) { FOR_EARLIER_DAYS } else { "" };
        if changed.is_empty() { String::new() } else { format!(": {}{earlier}", changed.join(", ")) }
    }

    /// Whether something is filled in that nobody knew, without a day, so that it holds for earlier days too.
    pub(super) fn completes_earlier_days(&self, council: &Council, rows: &RecordSet, today: NaiveDate) -> bool {
        let changes: Vec<_> = rows.council_changes().filter(|change| change.council == council.id).collect();
        let first = self.first_day(today);
        completes_earlier_days(changes.into_iter(), (council, &self.after(council, today)), first, today)
    }

    fn first_day(&self, today: NaiveDate) -> FirstDay {
        let given = self.details.changed_from;
        FirstDay { on: given.unwrap_or(today), is_given: given.is_some() && !self.details.is_day_assumed }
    }

    /// The council with the typed details.
    fn after(&self, council: &Council, today: NaiveDate) -> Council {
        let (mut after, details) = (council.clone(), self.details.clone());
        if let Some(name) = details.name {
            after.name_confirmed |= name != after.name;
            after.name = name;
        }
        after.kind = details.kind.unwrap_or(after.kind);
        after.county = details.county.unwrap_or(after.county);
        after.district = details.district.unwrap_or(after.district);
        after.team = details.team.unwrap_or(after.team);
        if let Some(words) = details.meeting_pattern.filter(|words| *words != council.meeting_pattern) {
            // Words that are no rule stay words: no meeting is guessed from them.
            after.pattern = Pattern::parse_typed(words.raw(), today).ok();
            after.meeting_pattern = words;
        }
        after.inactive_on = details.inactive_on.unwrap_or(after.inactive_on);
        after.successors = details.successors.unwrap_or(after.successors);
        after
    }

    /// Whether the typed team gets a record, so that a typing error is seen.
    pub(super) fn is_new_team(&self, rows: &RecordSet) -> bool {
        let typed = self.details.team.as_ref().filter(|team| !team.is_blank());
        typed.is_some_and(|typed| is_new_team(rows, typed))
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        let council = rows.council(self.council)?;
        if let Some(version) = self.version {
            check_version(council.clone(), version, &council.name.sanitized())?;
        }
        if self.details.name.as_ref().is_some_and(Untrusted::is_blank) {
            return Err(Refusal::Invalid("a council needs a name; type one, or leave with Esc".to_owned()));
        }
        let mut after = self.after(council, moment.today());
        check_end(&after, rows)?;
        let first = self.first_day(moment.today());
        let new_units = join_units(rows, ids, (Some(council), &mut after), Some(first.on))?;
        if after == *council {
            return Ok(Vec::new());
        }
        let mut edits = dated_changes(rows, ids, (council, &mut after), (first, moment), LaterChange::Refuse)?;
        edits.push(Edit::replace(council.clone(), after));
        Ok(new_units.into_iter().chain(edits).collect())
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
    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator) -> Result<Vec<Edit>, Refusal> {
        let id = CouncilId(ids.allocate(Table::Councils));
        let mut council = Council {
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
            active_from: self.active_from,
            inactive_on: None,
            successors: Vec::new(),
            parishes: self.parishes.clone(),
            former_contact: FormerContact::default(),
        };
        let mut edits = join_units(rows, ids, (None, &mut council), self.active_from)?;
        edits.push(Edit::create(council));
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
        Ok(edits)
    }
}

/// Brings a council to what a register says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SyncCouncil {
    pub council: CouncilId,
    /// The first day on which the register holds.
    pub from: NaiveDate,
    /// A person gave that day. Otherwise what nobody knew before is completed for earlier days too.
    pub is_day_given: bool,
    /// The wanted state on that day. Its version is the version that the register was compared with.
    pub to: Box<Council>,
}

impl SyncCouncil {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::council(self.council), Need::CouncilChangesOf(self.council), Need::AllTeams, Need::AllAreas]
    }

    /// What is recorded of a later day stays.
    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        let council = rows.council(self.council)?;
        check_version(council.clone(), self.to.version, &council.name.sanitized())?;
        let mut after = (*self.to).clone();
        let new_units = join_units(rows, ids, (Some(council), &mut after), Some(self.from))?;
        let first = FirstDay { on: self.from, is_given: self.is_day_given };
        let mut edits = dated_changes(rows, ids, (council, &mut after), (first, moment), LaterChange::Keep)?;
        if after != *council {
            edits.push(Edit::replace(council.clone(), after));
        }
        Ok(new_units.into_iter().chain(edits).collect())
    }
}
