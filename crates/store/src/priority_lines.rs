//! The lines of the list of priorities.
//!
//! The list shows the answers of this round and of the one before, what was closed in the quarter, and everything with
//! open work. So this reads two rounds of answers, and progress and reviews of the last two quarters: a priority
//! without news for longer needs attention whatever the older notes say.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, Row};

use crate::column_values::as_text;
use crate::columns::{get_at, optional_at};
use crate::decisions::LaterDecisions;
use crate::entity::find;
use crate::round_facts;
use crate::round_facts::column_indexes;
use charter::calendar::add_days;
use charter::ids::{ActionId, CouncilId, PriorityId};
use charter::priority::{Action, ActionFacts, Closing, LOOKBACK_DAYS, Owner, PriorityState, PriorityStatus};
use charter::priority_line::PriorityLine;
use charter::priority_rounds::{AnswerFacts, priority_state};
use charter::returns::{Return, ReturnState, Wish};
use charter::round::Round;
use charter::untrusted::Untrusted;

/// The priorities of a round as at a day, by council, position and age.
pub(crate) fn read(
    connection: &Connection,
    round: &Round,
    before: Option<&Round>,
    as_at: NaiveDate,
) -> rusqlite::Result<Vec<PriorityLine>> {
    let answers = Answers::read(connection, round, as_at)?;
    let earlier = before.map(|before| Answers::read(connection, before, as_at)).transpose()?.unwrap_or_default();
    let actions = actions(connection, as_at)?;
    // Ordered by id, for the binary search in `find`.
    let mut lines: Vec<PriorityLine> = Vec::new();
    for_each_priority(
        connection,
        as_at,
        |row, [id, version, council, since, text, category, aims, closed_on, outcome, result]| {
            let priority: i64 = row.get(id)?;
            let owner: i64 = row.get(council)?;
            let answered = AnswerFacts {
                this_round: answers.return_of_council.contains_key(&owner),
                slot: answers.agreed.get(&priority).map(|agreed| agreed.slot),
                agreed_before: earlier.agreed.contains_key(&priority),
            };
            let closed_on = optional_at::<NaiveDate>(row, closed_on, "closed_on")?;
            let own_actions = actions.get(&priority).map_or(&[][..], Vec::as_slice);
            // A promised action stays due even if the council no longer asks for the priority.
            let is_promised = own_actions.iter().any(|action| action.is_open(as_at));
            let state = priority_state(closed_on, answered, round, as_at);
            let Some(state) = state.or(is_promised.then_some(PriorityState::Dropped)) else { return Ok(()) };
            let mut status = PriorityStatus::new(state, answered.slot);
            own_actions.iter().for_each(|action| status.count(action, as_at));
            let closed = closing(row, closed_on.filter(|on| *on <= as_at), [outcome, result])?;
            // Use the text agreed in the round: later rounds do not change it (charter rule 19).
            let agreed = answers.agreed.get(&priority).or_else(|| earlier.agreed.get(&priority));
            let line = PriorityLine {
                id: PriorityId(priority),
                version: row.get(version)?,
                council: CouncilId(owner),
                text: match agreed {
                    Some(agreed) => Untrusted::from(&*agreed.text),
                    None => optional_at(row, text, "text")?.unwrap_or_default(),
                },
                category: match agreed.and_then(|agreed| agreed.category.as_deref()) {
                    Some(category) => Some(category.to_owned()),
                    None => row.get(category)?,
                },
                aims: get_at(row, aims, "aims")?,
                since: get_at(row, since, "since")?,
                closed,
                status,
            };
            lines.push(line);
            Ok(())
        },
    )?;
    progress(connection, as_at, &mut lines)?;
    reviews(connection, round, as_at, &mut lines)?;
    lines.sort_by_key(|line| (line.council, line.status.slot.unwrap_or(u8::MAX), line.since, line.id));
    Ok(lines)
}

/// `None` for an open priority.
fn closing(row: &Row<'_>, on: Option<NaiveDate>, [outcome, result]: [usize; 2]) -> rusqlite::Result<Option<Closing>> {
    let (Some(on), Some(result)) = (on, optional_at(row, result, "result")?) else { return Ok(None) };
    Ok(Some(Closing { on, outcome: optional_at(row, outcome, "outcome")?, result }))
}

/// The answers of a round that are current as at a day.
#[derive(Default)]
struct Answers {
    return_of_council: HashMap<i64, i64>,
    agreed: HashMap<i64, AgreedPriority>,
}

/// As the answer states it.
struct AgreedPriority {
    slot: u8,
    text: Box<str>,
    category: Option<Box<str>>,
}

impl Answers {
    fn read(connection: &Connection, round: &Round, as_at: NaiveDate) -> rusqlite::Result<Self> {
        let scope = round_facts::scope(round, as_at, None);
        let later = LaterDecisions::read(connection, round.id, as_at)?;
        let returns = round_facts::returns(connection, &scope, &later)?;
        let mut answers = Self::default();
        let mut agreeing: HashMap<i64, i64> = HashMap::new();
        for (council, of_council) in returns.by_council() {
            let heard = of_council.iter().filter(|r| r.received.on <= as_at && r.state != ReturnState::SetAside);
            if let Some(last) = heard.max_by_key(|returned| (returned.received.sort_key(), returned.id)) {
                answers.return_of_council.insert(council, last.id.0);
                if last.wish != Wish::No && last.agreed > 0 {
                    agreeing.insert(last.id.0, council);
                }
            }
        }
        let mut statement = connection.prepare_cached(
            "select sent.priority_id as priority_id, sent.return_id as return_id, sent.slot as slot, \
             coalesce(sent.agreed, sent.received) as text, sent.category as category \
             from returns join sent_priorities as sent on sent.return_id = returns.id \
             where returns.round_id = ?1 and sent.priority_id is not null and sent.slot is not null",
        )?;
        let columns = ["priority_id", "return_id", "slot", "text", "category"];
        let [priority, returned, slot, text, category] = column_indexes(&statement, columns)?;
        let mut rows = statement.query([round.id.0])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(returned)?;
            if later.slots(id).is_some() {
                continue;
            }
            if agreeing.contains_key(&id) {
                let optional_text =
                    |at: usize| Ok::<_, rusqlite::Error>(as_text(row.get_ref(at)?, "text")?.map(Box::from));
                let text = optional_text(text)?.unwrap_or_default();
                let agreed = AgreedPriority { slot: row.get(slot)?, text, category: optional_text(category)? };
                answers.agreed.insert(row.get(priority)?, agreed);
            }
        }
        answers.add_replaced_slots(connection, &agreeing, &later)?;
        Ok(answers)
    }

    /// Of the returns about which others were agreed later, what was agreed on the day.
    fn add_replaced_slots(
        &mut self,
        connection: &Connection,
        agreeing: &HashMap<i64, i64>,
        later: &LaterDecisions,
    ) -> rusqlite::Result<()> {
        for (id, slots) in agreeing.keys().filter_map(|id| Some((*id, later.slots(*id)?))) {
            let Some(returned) = find::<Return>(connection, id)? else { continue };
            for (sent, known) in returned.answer.priorities.iter().zip(slots) {
                if let (Some(slot), Some(priority)) = (known.slot, known.priority) {
                    let category = sent.category.as_deref().map(Box::from);
                    self.agreed.insert(priority.0, AgreedPriority { slot, text: sent.text().raw().into(), category });
                }
            }
        }
        Ok(())
    }
}

fn for_each_priority(
    connection: &Connection,
    as_at: NaiveDate,
    mut note: impl FnMut(&Row<'_>, [usize; 10]) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let columns =
        ["id", "version", "council_id", "since", "text", "category", "aims", "closed_on", "outcome", "result"];
    let mut statement = connection
        .prepare_cached(&format!("select {} from priorities where since <= ?1 order by id", columns.join(", ")))?;
    let at = column_indexes(&statement, columns)?;
    let mut rows = statement.query([as_at.to_string()])?;
    while let Some(row) = rows.next()? {
        note(row, at)?;
    }
    Ok(())
}

/// Open actions, and those completed lately.
fn actions(connection: &Connection, as_at: NaiveDate) -> rusqlite::Result<HashMap<i64, Vec<Action>>> {
    let columns = ["id", "council_id", "priority_id", "promised_on", "due", "done_on"];
    let mut statement = connection.prepare_cached(&format!(
        "select {} from actions where done_on is null or done_on >= ?1",
        columns.join(", ")
    ))?;
    let [id, council, priority, on, due, done_on] = column_indexes(&statement, columns)?;
    let mut rows = statement.query([add_days(as_at, -LOOKBACK_DAYS).to_string()])?;
    let mut found: HashMap<i64, Vec<Action>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let about = row.get(priority)?;
        found.entry(about).or_default().push(Action {
            id: ActionId(row.get(id)?),
            version: 0,
            council: CouncilId(row.get(council)?),
            priority: PriorityId(about),
            facts: ActionFacts {
                on: get_at(row, on, "promised_on")?,
                what: Untrusted::default(),
                owner: Owner::Team,
                who: Untrusted::default(),
                due: optional_at(row, due, "due")?,
                done_on: optional_at(row, done_on, "done_on")?,
                evidence: Untrusted::default(),
                aims: Vec::new(),
            },
        });
    }
    Ok(found)
}

/// Finds the line of a priority among lines ordered by id.
fn find_line(lines: &mut [PriorityLine], id: i64) -> Option<&mut PriorityLine> {
    let index = lines.binary_search_by_key(&id, |line| line.id.0).ok()?;
    lines.get_mut(index)
}

fn progress(connection: &Connection, as_at: NaiveDate, lines: &mut [PriorityLine]) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "select priority_id, noted_on from progress where noted_on between ?1 and ?2 order by noted_on",
    )?;
    let [priority, on] = column_indexes(&statement, ["priority_id", "noted_on"])?;
    let mut rows = statement.query([add_days(as_at, -LOOKBACK_DAYS).to_string(), as_at.to_string()])?;
    while let Some(row) = rows.next()? {
        if let Some(line) = find_line(lines, row.get(priority)?) {
            line.status.progress_on = optional_at(row, on, "noted_on")?;
        }
    }
    Ok(())
}

fn reviews(
    connection: &Connection,
    round: &Round,
    as_at: NaiveDate,
    lines: &mut [PriorityLine],
) -> rusqlite::Result<()> {
    let columns = ["priority_id", "reviewed_on", "round_id", "priority_changed", "response_changed"];
    let mut statement = connection.prepare_cached(&format!(
        "select {} from reviews where reviewed_on between ?1 and ?2 order by reviewed_on, id",
        columns.join(", ")
    ))?;
    let [priority, on, of_round, changed, answered] = column_indexes(&statement, columns)?;
    let mut rows = statement.query([add_days(as_at, -LOOKBACK_DAYS).to_string(), as_at.to_string()])?;
    while let Some(row) = rows.next()? {
        let Some(line) = find_line(lines, row.get(priority)?) else { continue };
        line.status.reviewed_on = optional_at(row, on, "reviewed_on")?;
        if row.get::<_, i64>(of_round)? == round.id.0 {
            line.status.unchanged = Some(!row.get::<_, bool>(changed)? && !row.get::<_, bool>(answered)?);
        }
    }
    Ok(())
}
