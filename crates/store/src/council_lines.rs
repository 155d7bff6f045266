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
use crate::round_facts::{GroupedByCouncil, ParishFact, column_indexes};
use crate::{contacts, council_changes, diary, engagements, teams};
use crate::{quarter_facts, round_facts};
use charter::agenda::{DecisionTiming, Holidays, decision_timing};
use charter::calendar::add_days;
use charter::contact::{Contact, ContactGaps, letter_contact};
use charter::council::Kind;
use charter::council_change::{CouncilChange, CouncilField, first_changes_after, split_parishes};
use charter::council_line::{CouncilLine, LineDetails};
use charter::ids::CouncilId;
use charter::map::Place;
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
    parishes: Option<Vec<ParishFact>>,
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
    listed.iter_mut().filter_map(|council| council.parishes.as_mut()).for_each(|earlier| locate(earlier, &parishes));
    let mut invitations = round_facts::invitations(connection, &scope)?;
    let mut replies = round_facts::replies(connection, &scope)?;
    let mut returns = round_facts::returns(connection, &scope, &decided)?;
    listed.sort_unstable_by_key(|council| council.id);
    let ids: Vec<i64> = listed.iter().map(|council| council.id).collect();
    let engagements = engagements::read(connection, &ids, as_at, page)?;
    let in_quarter = quarter_facts::read(connection, round, &scope)?;
    let mut rest = match page {
        Page::All => WholeListFacts::read(connection, round, as_at, &decided)?,
        Page::First(_) => WholeListFacts::default(),
    };
    let (posts, nobody) = (teams::posts_on(connection, as_at)?, Arc::new(Untrusted::default()));
    let (holidays, none) = (Holidays::england(), Vec::new());
    let mut lines: Vec<(usize, CouncilLine)> = Vec::with_capacity(listed.len());
    for council in listed {
        let days = rest.meeting_days.get(&council.id).unwrap_or(&none);
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
        let contact =
            rest.contacts.as_mut().map(|all| all.remove(&council.id).unwrap_or_else(no_contact)).unwrap_or_default();
        let decides = decision_timing(days, round.deadline, as_at, &holidays);
        let next = rest.places.get(&council.id).filter(|(on, _)| engagement.next_meeting_on == Some(*on));
        let place = next.map(|(_, place)| place.clone()).unwrap_or_default();
        let words = rest.priorities.as_mut().map(|all| all.of(status.return_id)).unwrap_or_default();
        let post = posts.get(&council.id).map_or_else(|| Arc::clone(&nobody), Arc::clone);
        lines.push((council.index, line(council, status, decides, &mut parishes, (&contact, words, place), post)));
    }
    lines.sort_unstable_by_key(|(index, _)| *index);
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

/// What only the whole list is read with. It takes longer than the first page, which is drawn without it and replaced before
/// anybody can search it.
#[derive(Default)]
struct WholeListFacts {
    /// The days of each council's meetings to come, with those that its pattern gives.
    meeting_days: HashMap<i64, Vec<NaiveDate>>,
    places: HashMap<i64, (NaiveDate, Untrusted)>,
    priorities: Option<PriorityWords>,
    contacts: Option<HashMap<i64, ContactWords>>,
}

impl WholeListFacts {
    fn read(
        connection: &Connection,
        round: &Round,
        as_at: NaiveDate,
        decided: &LaterDecisions,
    ) -> rusqlite::Result<Self> {
        let until = add_days(as_at.max(round.deadline), DAYS_AHEAD);
        Ok(Self {
            meeting_days: diary::upcoming_days(connection, as_at, until)?,
            places: next_places(connection, as_at)?,
            priorities: Some(PriorityWords::read(connection, round, decided)?),
            contacts: Some(read_contacts(connection, as_at)?),
        })
    }
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

/// What a line needs of the contacts of its council.
#[derive(Default)]
struct ContactWords {
    /// For the column: whom letters go to.
    writes_to: String,
    /// The role and the address of each current contact.
    searched: Vec<(String, String)>,
    gaps: ContactGaps,
}

/// Day and place of the next recorded meeting of each council that has a place.
fn next_places(connection: &Connection, as_at: NaiveDate) -> rusqlite::Result<HashMap<i64, (NaiveDate, Untrusted)>> {
    let mut statement = connection.prepare_cached(
        "select council_id, held_on, place from meetings where held_on >= ?1 and cancelled = 0 and place <> '' \
         order by held_on desc, id desc",
    )?;
    let [council, on, place] = column_indexes(&statement, ["council_id", "held_on", "place"])?;
    let mut rows = statement.query([as_at.to_string()])?;
    let mut places = HashMap::new();
    while let Some(row) = rows.next()? {
        // The earliest comes last and stays.
        places.insert(row.get(council)?, (get_at(row, on, "held_on")?, get_at(row, place, "place")?));
    }
    Ok(places)
}

/// By council; councils without a contact are missing.
fn read_contacts(connection: &Connection, as_at: NaiveDate) -> rusqlite::Result<HashMap<i64, ContactWords>> {
    let contacts = contacts::all(connection)?;
    let mut by_council: HashMap<CouncilId, Vec<&Contact>> = HashMap::new();
    for contact in contacts.iter().filter(|contact| contact.is_current(as_at)) {
        contact.councils.iter().for_each(|council| by_council.entry(*council).or_default().push(contact));
    }
    let words = |(council, contacts): (CouncilId, Vec<&Contact>)| {
        let writes_to = letter_contact(contacts.iter().copied(), council, as_at).map(words_of);
        let searched = contacts.iter().map(|contact| {
            let facts = &contact.facts;
            let address = [facts.email.raw(), facts.postal_address.raw()].join(" ");
            (facts.role.raw().to_owned(), address)
        });
        let gaps = ContactGaps::derive(&contacts, council, as_at);
        (council.0, ContactWords { writes_to: writes_to.unwrap_or_default(), searched: searched.collect(), gaps })
    };
    Ok(by_council.into_iter().map(words).collect())
}

fn no_contact() -> ContactWords {
    ContactWords { gaps: ContactGaps { no_address: true, ..ContactGaps::default() }, ..ContactWords::default() }
}

fn words_of(contact: &Contact) -> String {
    let parts = [contact.facts.role.raw(), contact.facts.address().raw()];
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(", ")
}

impl CouncilRow {
    /// Gives the row the values of a day before `later`, the changes of this council after it.
    fn set_back(&mut self, later: &[CouncilChange], as_at: NaiveDate, shared: &mut StringPool) {
        for change in first_changes_after(later.iter(), as_at) {
            let value = &change.from;
            match change.field {
                CouncilField::Name => {
                    self.name = value.clone();
                    self.name_confirmed = !change.from_unconfirmed;
                }
                CouncilField::Kind => self.kind = Kind::from_code(value.raw()).unwrap_or(Kind::Unknown),
                CouncilField::County => self.county = shared.get(value.raw()),
                CouncilField::District => self.district = shared.get(value.raw()),
                CouncilField::Team => self.team = shared.get(value.raw()),
                CouncilField::Parishes => self.parishes = Some(parish_names(value)),
            }
        }
    }
}

fn parish_names(value: &Untrusted) -> Vec<ParishFact> {
    let named = |(code, name): (&str, &str)| ParishFact { code: code.into(), name: name.into(), place: None };
    split_parishes(value).map(named).collect()
}

/// A change of a council's parishes holds no places, so those that the parishes have now are used.
fn locate(earlier: &mut [ParishFact], now: &GroupedByCouncil<ParishFact>) {
    for parish in earlier {
        let known = now.all().iter().find(|known| known.code == parish.code);
        parish.place = known.and_then(|known| known.place);
    }
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
    parishes: &mut GroupedByCouncil<ParishFact>,
    (contact, words, next_place): (&ContactWords, String, Untrusted),
    named_contact: Arc<Untrusted>,
) -> CouncilLine {
    let now = parishes.facts_of(council.id);
    let parishes = council.parishes.as_deref().unwrap_or(now);
    let named = parishes.len() > 1 || !council.name_confirmed;
    let parish_names = parishes.iter().filter(|_| named).map(|parish| &*parish.name);
    let details = LineDetails {
        priority_words: words.into(),
        contact: contact.writes_to.as_str().into(),
        contact_gaps: contact.gaps,
        next_place,
        parish_names: parish_names.collect::<Vec<_>>().join(", ").into(),
        place: Place::middle(parishes.iter().filter_map(|parish| parish.place)),
    };
    let codes: Vec<&str> = parishes.iter().map(|parish| &*parish.code).collect();
    let codes = codes.join(" ");
    let roles = contact.searched.iter().map(|(role, _)| (FoundBy::Contact, role.as_str()));
    let addresses = contact.searched.iter().map(|(_, address)| (FoundBy::Address, address.as_str()));
    let team = std::iter::once((FoundBy::Team, council.team.raw()));
    let fields = team.chain(roles).chain(addresses).chain([(FoundBy::Code, codes.as_str())]);
    let names = parishes.iter().map(|parish| &*parish.name);
    CouncilLine {
        id: CouncilId(council.id),
        position: council.position,
        search_key: SearchKey::new(council.name.raw(), names).with_fields(fields),
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
