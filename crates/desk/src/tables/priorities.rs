//! The table of priorities, with what was done about each: actions, progress and reviews.

use std::collections::{HashMap, HashSet};

use charter::edit::{Record, Table};
use charter::ids::{ActionId, CouncilId, PriorityId, ProgressId, ReviewId};
use charter::priority::{Action, ActionFacts, Closing, Outcome, Owner, Priority, Progress, Review};
use charter::returns::Return;
use charter::round::Round;
use charter::string_enum;
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

use super::column::{Column, columns};
use super::known::{CouncilCells, Known, PriorityCells};
use super::row::{Links, TableRow};

string_enum! {
    /// What a row of the table is.
    #[derive(Default)]
    WorkPart {
        #[default]
        Priority = "priority", "priority";
        Action = "action", "action";
        Progress = "progress", "progress";
        Review = "review", "review";
    }
}

#[derive(Clone, Default)]
pub(super) struct WorkRow {
    part: WorkPart,
    council: CouncilCells,
    /// Of a priority itself, or of the one that the row is about.
    priority: PriorityCells,
    category: Option<String>,
    /// Of a priority or of an action.
    aims: Vec<String>,
    closed_on: Option<NaiveDate>,
    outcome: Option<Outcome>,
    result: Untrusted,
    on: Option<NaiveDate>,
    what: Untrusted,
    owner: Option<Owner>,
    who: Untrusted,
    due: Option<NaiveDate>,
    done_on: Option<NaiveDate>,
    evidence: Untrusted,
    round: String,
    is_priority_changed: bool,
    is_response_changed: bool,
    note: Untrusted,
}

impl TableRow for WorkRow {
    const COLUMNS: &'static [Column<Self>] = columns! { WorkRow;
        "record" key => part;
        "council code" key => council.codes;
        "council" => council.names;
        "priority since" key => priority.since;
        "priority" key => priority.words;
        "same words" key => priority.same;
        "category" => category;
        "aims" => aims;
        "closed on" => closed_on;
        "outcome" => outcome;
        "result" => result;
        "on" key => on;
        "what" key => what;
        "owner" => owner;
        "who" => who;
        "due" => due;
        "done on" => done_on;
        "evidence" => evidence;
        "reviewed in round" key => round;
        "priority changed" => is_priority_changed;
        "response changed" => is_response_changed;
        "note" => note;
    };
    const TABLES: &'static [Table] =
        &[Table::Priorities, Table::Actions, Table::Progress, Table::Reviews, Table::Returns];

    fn council(&self) -> &CouncilCells {
        &self.council
    }

    fn council_mut(&mut self) -> &mut CouncilCells {
        &mut self.council
    }

    fn rows(known: &Known) -> Vec<Self> {
        let records = &known.records;
        let mut priorities: Vec<&Priority> = records.priorities().collect();
        priorities.sort_by_key(|it| (known.position(it.council), it.council, it.since, it.id));
        let mut work: HashMap<PriorityId, Vec<Self>> = HashMap::new();
        let mut add = |id: PriorityId, row: Self| work.entry(id).or_default().push(row);
        records.actions().for_each(|it| add(it.priority, Self::of_action(it, known)));
        records.progress().for_each(|it| add(it.priority, Self::of_progress(it, known)));
        records.reviews().for_each(|it| add(it.priority, Self::of_review(it, known)));
        let mut rows = Vec::new();
        for priority in priorities {
            rows.push(Self::of_priority(priority, known));
            let mut own = work.remove(&priority.id).unwrap_or_default();
            own.sort_by_key(|row| (row.part, row.on));
            rows.append(&mut own);
        }
        rows
    }

    fn rank(&self) -> (u8, u32) {
        (u8::from(self.part != WorkPart::Priority), 0)
    }

    /// The priorities that a return of the round agrees.
    fn of_round(mut rows: Vec<Self>, round: &Round, known: &Known) -> Vec<Self> {
        let returns = known.records.returns().filter(|it| it.round == round.id);
        let agreed = |it: &Return| {
            let sent = it.answer.priorities.iter().filter_map(|sent| sent.priority);
            sent.map(|id| (vec![it.council], known.priority_cells(Some(id)))).collect::<Vec<_>>()
        };
        let agreed: HashSet<(Vec<CouncilId>, PriorityCells)> = returns.flat_map(agreed).collect();
        rows.retain(|row| agreed.contains(&(row.council.ids.clone(), row.priority.clone())));
        rows
    }

    fn build(group: &[&Self], known: &Known, links: &mut Links) -> Result<Vec<Record>, String> {
        let mut records = Vec::new();
        for row in group {
            let record = row.record(known, links)?;
            // A cell that belongs to another kind of row would be left out.
            if let Some(heading) = row.stray_heading(&record, known) {
                return Err(format!("{} has no “{heading}”; leave that cell blank", row.part));
            }
            records.push(record);
        }
        Ok(records)
    }

    fn link(group: &[&Self], records: &[Record], links: &mut Links) {
        for (row, record) in group.iter().zip(records) {
            if let Record::Priority(priority) = record {
                links.priorities.insert((priority.council, row.priority.clone()), priority.id);
            }
        }
    }
}

impl WorkRow {
    fn about(part: WorkPart, council: CouncilId, priority: PriorityId, known: &Known) -> Self {
        Self {
            part,
            council: known.cells(&[council]),
            priority: known.priority_cells(Some(priority)),
            ..Self::default()
        }
    }

    fn of_priority(it: &Priority, known: &Known) -> Self {
        let closed = it.closed.as_ref();
        Self {
            category: it.category.clone(),
            aims: it.aims.clone(),
            closed_on: closed.map(|closing| closing.on),
            outcome: closed.and_then(|closing| closing.outcome),
            result: closed.map(|closing| closing.result.clone()).unwrap_or_default(),
            ..Self::about(WorkPart::Priority, it.council, it.id, known)
        }
    }

    fn of_action(it: &Action, known: &Known) -> Self {
        let facts = it.facts.clone();
        Self {
            on: Some(facts.on),
            what: facts.what,
            owner: Some(facts.owner),
            who: facts.who,
            due: facts.due,
            done_on: facts.done_on,
            evidence: facts.evidence,
            aims: facts.aims,
            ..Self::about(WorkPart::Action, it.council, it.priority, known)
        }
    }

    fn of_progress(it: &Progress, known: &Known) -> Self {
        let about = Self::about(WorkPart::Progress, it.council, it.priority, known);
        Self { on: Some(it.on), what: it.text.clone(), ..about }
    }

    fn of_review(it: &Review, known: &Known) -> Self {
        Self {
            on: Some(it.on),
            round: known.round_code(it.round),
            is_priority_changed: it.priority_changed,
            is_response_changed: it.response_changed,
            note: it.note.clone(),
            ..Self::about(WorkPart::Review, it.council, it.priority, known)
        }
    }

    fn record(&self, known: &Known, links: &mut Links) -> Result<Record, String> {
        let (version, council) = (1, self.council_id()?);
        let on = || self.on.ok_or_else(|| "on: there is no day".to_owned());
        if self.part == WorkPart::Priority {
            return self.priority(council, links).map(Record::Priority);
        }
        let missing = || "it names no priority; write its day and its words".to_owned();
        let priority = links.priority(council, &self.priority)?.ok_or_else(missing)?;
        let id = links.new_id();
        Ok(match self.part {
            WorkPart::Action => {
                let facts = ActionFacts {
                    on: on()?,
                    what: self.what.clone(),
                    owner: self.owner.ok_or_else(|| "it does not say who acts".to_owned())?,
                    who: self.who.clone(),
                    due: self.due,
                    done_on: self.done_on,
                    evidence: self.evidence.clone(),
                    aims: self.aims.clone(),
                };
                Record::Action(Action { id: ActionId(id), version, council, priority, facts })
            }
            WorkPart::Review => Record::Review(Review {
                id: ReviewId(id),
                version,
                council,
                priority,
                round: known.find_round(&self.round)?,
                on: on()?,
                priority_changed: self.is_priority_changed,
                response_changed: self.is_response_changed,
                note: self.note.clone(),
            }),
            WorkPart::Progress | WorkPart::Priority => {
                let text = self.what.clone();
                Record::Progress(Progress { id: ProgressId(id), version, council, priority, on: on()?, text })
            }
        })
    }

    fn priority(&self, council: CouncilId, links: &mut Links) -> Result<Priority, String> {
        if links.priorities.contains_key(&(council, self.priority.clone())) {
            return Err("the same priority is in another row".to_owned());
        }
        let closed = self.closed_on.map(|on| Closing { on, outcome: self.outcome, result: self.result.clone() });
        Ok(Priority {
            id: PriorityId(links.new_id()),
            version: 1,
            council,
            since: self.priority.since.ok_or_else(|| "priority since: there is no day".to_owned())?,
            text: self.priority.words.clone(),
            category: self.category.clone(),
            aims: self.aims.clone(),
            closed,
        })
    }

    /// The first column in which the row holds something that its record does not.
    fn stray_heading(&self, record: &Record, known: &Known) -> Option<&'static str> {
        let row = match record {
            Record::Priority(it) => Self::of_priority(it, known),
            Record::Action(it) => Self::of_action(it, known),
            Record::Progress(it) => Self::of_progress(it, known),
            Record::Review(it) => Self::of_review(it, known),
            _ => return None,
        };
        // A new priority is not among the known ones.
        let (council, priority) = (self.council.clone(), self.priority.clone());
        let cells = Self { council, priority, ..row }.cells();
        Self::COLUMNS
            .iter()
            .zip(self.cells().iter().zip(&cells))
            .find(|(_, (own, its))| own != its)
            .map(|(it, _)| it.heading)
    }
}
