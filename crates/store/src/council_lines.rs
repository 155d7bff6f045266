//! The lines of the list of councils.
//!
//! A covering index gives the councils in display order. The facts of the round come ordered by council id. So this
//! sorts the councils by id, merges the facts, and then restores the display order.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use crate::column_values::{as_text, bad_cell};
use crate::columns::get_at;
use crate::decisions::LaterDecisions;
use crate::diary::DAYS_AHEAD;
use crate::priority_words::PriorityWords;
use crate::round_facts::Page;
use crate::round_facts::{GroupedByCouncil, ParishName, column_indexes};
use crate::{council_changes, diary, engagements, teams};
use crate::{quarter_facts, round_facts};
use charter::agenda::{DecisionTiming, Holidays, decision_timing};
use charter::calendar::add_days;
use charter::council::Kind;
use charter::council_change::{CouncilChange, CouncilField, split_parishes, values_on};
use charter::council_line::{CouncilLine, LineDetails};
use charter::ids::CouncilId;
use charter::round::Round;
use charter::search_key::{FoundBy, SearchKey};
use charter::status::{CouncilStatus, StatusFacts};
use charter::untrusted::Untrusted;

struct CouncilRow {
    index: usize,
    id: i64,
    position: i64,
    name: Untrusted,
    name_confirmed: bool,
    kind: Kind,
    county: Arc<Untrusted>,
    district: Arc<Untrusted>,
    team: Arc<Untrusted>,
    /// Those of the as-at day, if they changed since.
    parishes: Option<Vec<ParishName>>,
}

/// The councils that exist on `as_at` with their status in the round, by county, name and id.
pub(crate) fn read(
    connection: &Connection,
    round: &Round,
    as_at: NaiveDate,
    page: Page,
) -> rusqlite::Result<Vec<CouncilLine>> {
    let later = council_changes::after(connection, as_at)?;
    let mut listed = read_rows(connection, as_at, page, &later)?;
    let ids = match page {
        Page::First(_) => Some(listed.iter().map(|council| council.id).collect()),
        Page::All => None,
    };
    let scope = round_facts::scope(round, as_at, ids);
    let decided = LaterDecisions::read(connection, round.id, as_at)?;
    let mut parishes = round_facts::parishes(connection, &scope)?;
    let mut invitations = round_facts::invitations(connection, &scope)?;
    let mut replies = round_facts::replies(connection, &scope)?;
    let mut returns = round_facts::returns(connection, &scope, &decided)?;
    listed.sort_unstable_by_key(|council| council.id);
    let ids: Vec<i64> = listed.iter().map(|council| council.id).collect();
    let engagements = engagements::read(connection, &ids, as_at, page)?;
    let in_quarter = quarter_facts::read(connection, round, &scope)?;
    let until = add_days(as_at.max(round.deadline), DAYS_AHEAD);
    // Expanding patterns takes longer than reading the first page, so the first page is drawn without them.
    let to_come = match page {
        Page::All => diary::upcoming_days(connection, as_at, until)?,
        Page::First(_) => HashMap::new(),
    };
    let (mut priorities, mut contacts) = match page {
        Page::All => (Some(PriorityWords::read(connection, round, &decided)?), read_contacts(connection)?),
        // The first page is replaced before anybody can search it.
        Page::First(_) => (None, HashMap::new()),
    };
    let (posts, nobody) = (teams::posts_on(connection, as_at)?, Arc::new(Untrusted::default()));
    let (holidays, none) = (Holidays::england(), Vec::new());
    let mut lines: Vec<(usize, CouncilLine)> = Vec::with_capacity(listed.len());
    for council in listed {
        let days = to_come.get(&council.id).unwrap_or(&none);
        let mut engagement = engagements.get(&council.id).copied().unwrap_or_default();
        engagement.next_meeting_on = days.first().copied().or(engagement.next_meeting_on);
        let facts = StatusFacts {
            invitations: invitations.facts_of(council.id),
            replies: replies.facts_of(council.id),
            returns: returns.facts_of(council.id),
            engagement,
            in_quarter: in_quarter.get(&council.id).copied().unwrap_or_default(),
        };
        let status = CouncilStatus::derive(round, as_at, &facts);
        let contact = contacts.remove(&council.id).unwrap_or_default();
        let decides = decision_timing(days, round.deadline, as_at, &holidays);
        let words = priorities.as_mut().map(|all| all.of(status.return_id)).unwrap_or_default();
        let post = posts.get(&council.id).map_or_else(|| Arc::clone(&nobody), Arc::clone);
        lines.push((council.index, line(council, status, decides, &mut parishes, (&contact, words), post)));
    }
    lines.sort_unstable_by_key(|(index, _)| *index);
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

type ChangesByCouncil = HashMap<i64, Vec<CouncilChange>>;

/// In display order. `later` are the changes after `as_at`, which can move a council in that order.
fn read_rows(
    connection: &Connection,
    as_at: NaiveDate,
    page: Page,
    later: &ChangesByCouncil,
) -> rusqlite::Result<Vec<CouncilRow>> {
    let at_most = match page {
        Page::First(n) => n,
        Page::All => usize::MAX,
    };
    let read_at_most = if later.is_empty() { i64::try_from(at_most).unwrap_or(i64::MAX) } else { i64::MAX };
    let mut statement = connection.prepare_cached(
        "select id, position, name, name_confirmed, kind, county, district, team from councils \
         where (inactive_on is null or inactive_on > ?1) and (active_from is null or active_from <= ?1) \
         order by county, name, id limit ?2",
    )?;
    let columns = ["id", "position", "name", "name_confirmed", "kind", "county", "district", "team"];
    let at = column_indexes(&statement, columns)?;
    let mut rows = statement.query((as_at.to_string(), read_at_most))?;
    let mut shared = StringPool::default();
    let mut listed = Vec::new();
    while let Some(row) = rows.next()? {
        let mut council = read_row(row, at, &mut shared)?;
        if let Some(changes) = later.get(&council.id) {
            council.set_back(changes, as_at, &mut shared);
        }
        listed.push(council);
    }
    if !later.is_empty() {
        listed.sort_by(|one, other| {
            let (county, name) = (one.county.raw(), one.name.raw());
            (county, name, one.id).cmp(&(other.county.raw(), other.name.raw(), other.id))
        });
        listed.truncate(at_most);
    }
    listed.iter_mut().enumerate().for_each(|(index, council)| council.index = index);
    Ok(listed)
}

impl CouncilRow {
    /// Gives the row the values of a day before `later`, the changes of this council after it.
    fn set_back(&mut self, later: &[CouncilChange], as_at: NaiveDate, shared: &mut StringPool) {
        for (field, value) in values_on(later.iter(), as_at) {
            match field {
                CouncilField::Name => self.name = value.clone(),
                CouncilField::Kind => self.kind = Kind::from_code(value.raw()).unwrap_or(Kind::Unknown),
                CouncilField::County => self.county = shared.get(value.raw()),
                CouncilField::District => self.district = shared.get(value.raw()),
                CouncilField::Team => self.team = shared.get(value.raw()),
                CouncilField::Parishes => self.parishes = Some(parish_names(value)),
            }
        }
    }
}

fn parish_names(value: &Untrusted) -> Vec<ParishName> {
    let named = |(code, name): (&str, &str)| ParishName { code: code.into(), name: name.into() };
    split_parishes(value).map(named).collect()
}

/// Role and address of each contact on record, by council.
fn read_contacts(connection: &Connection) -> rusqlite::Result<HashMap<i64, (String, String)>> {
    let mut statement = connection.prepare_cached(
        "select id, contact_role, contact_address from councils where contact_role <> '' or contact_address <> ''",
    )?;
    let contacts = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    contacts.collect()
}

fn read_row(row: &Row<'_>, at: [usize; 8], shared: &mut StringPool) -> rusqlite::Result<CouncilRow> {
    let [id, position, name, confirmed, kind, county, district, team] = at;
    let text = |at: usize| as_text(row.get_ref(at)?, "a council")?.ok_or_else(|| bad_cell("a council", "nothing"));
    Ok(CouncilRow {
        index: 0,
        id: row.get(id)?,
        position: row.get(position)?,
        name: Untrusted::from(text(name)?),
        name_confirmed: row.get(confirmed)?,
        kind: get_at(row, kind, "kind")?,
        county: shared.get(text(county)?),
        district: shared.get(text(district)?),
        team: shared.get(text(team)?),
        parishes: None,
    })
}

fn line(
    council: CouncilRow,
    status: CouncilStatus,
    decides: DecisionTiming,
    parishes: &mut GroupedByCouncil<ParishName>,
    ((role, address), words): (&(String, String), String),
    named_contact: Arc<Untrusted>,
) -> CouncilLine {
    let now = parishes.facts_of(council.id);
    let parishes = council.parishes.as_deref().unwrap_or(now);
    let contact = [role.as_str(), address.as_str()].into_iter().filter(|part| !part.trim().is_empty());
    let named = parishes.len() > 1 || !council.name_confirmed;
    let parish_names = parishes.iter().filter(|_| named).map(|parish| &*parish.name);
    let details = LineDetails {
        priority_words: words.into(),
        contact: contact.collect::<Vec<_>>().join(", ").into(),
        parish_names: parish_names.collect::<Vec<_>>().join(", ").into(),
    };
    let codes: Vec<&str> = parishes.iter().map(|parish| &*parish.code).collect();
    let codes = codes.join(" ");
    let fields = [
        (FoundBy::Team, council.team.raw()),
        (FoundBy::Contact, role),
        (FoundBy::Address, address),
        (FoundBy::Code, &codes),
    ];
    let names = parishes.iter().map(|parish| &*parish.name);
    CouncilLine {
        id: CouncilId(council.id),
        position: council.position,
        search_key: SearchKey::new(council.name.raw(), names).with_fields(fields.into_iter()),
        name: council.name,
        name_confirmed: council.name_confirmed,
        kind: council.kind,
        parishes: codes.into(),
        county: council.county,
        district: council.district,
        team: council.team,
        named_contact,
        status,
        decides,
        details,
    }
}

/// Interned strings: many lines share the same names.
#[derive(Default)]
struct StringPool(HashMap<Box<str>, Arc<Untrusted>>);

impl StringPool {
    fn get(&mut self, text: &str) -> Arc<Untrusted> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let new = Arc::new(Untrusted::from(text));
        self.0.insert(text.into(), Arc::clone(&new));
        new
    }
}
