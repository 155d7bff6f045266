//! The table of returns: each with a row for each priority that was sent, and with the decisions about it.

use std::collections::HashMap;

use charter::calendar::Received;
use charter::decision::{AgreedSlot, Decision, DecisionFacts};
use charter::edit::{Record, Table};
use charter::ids::{CouncilId, DecisionId, ReturnId, RoundId};
use charter::returns::{Answer, Frequency, Method, Return, ReturnState, SentPriority, Wish};
use charter::round::Round;
use charter::string_enum;
use charter::untrusted::Untrusted;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::column::{Column, columns};
use super::known::{CouncilCells, Known, PriorityCells, number_same};
use super::row::{Links, ReturnKey, TableRow};

string_enum! {
    /// What a row of the table is.
    #[derive(Default)]
    ReturnPart {
        #[default]
        Return = "return", "return";
        /// As it was sent.
        Priority = "priority", "priority";
        Decision = "decision", "decision";
        /// Whether a priority was agreed before a decision.
        Before = "before the decision", "before the decision";
    }
}

#[derive(Clone, Default)]
pub(super) struct ReturnRow {
    part: ReturnPart,
    council: CouncilCells,
    round: String,
    received_on: NaiveDate,
    received_at: Option<NaiveTime>,
    recorded_at: DateTime<Utc>,
    /// From 2, if others agree in all of the above.
    same: Option<u32>,
    /// From 1 within the return; blank for the return itself.
    decision: Option<u32>,
    wish: Option<Wish>,
    frequency: Option<Frequency>,
    method: Option<Method>,
    views: Untrusted,
    state: Option<ReturnState>,
    /// From 1, in the order received.
    position: Option<u32>,
    slot: Option<u8>,
    received: Untrusted,
    agreed: Option<Untrusted>,
    category: Option<String>,
    /// The record of an agreed priority; blank for another.
    priority: PriorityCells,
    decided_on: Option<NaiveDate>,
    decided_by: Untrusted,
    minute: Untrusted,
    /// Whether the decision agreed priorities.
    is_agreement: bool,
    state_before: Option<ReturnState>,
}

impl TableRow for ReturnRow {
    const COLUMNS: &'static [Column<Self>] = columns! { ReturnRow;
        "record" => part;
        "council code" key => council.codes;
        "council" => council.names;
        "round" key => round;
        "received on" key => received_on;
        "received at" key => received_at;
        "recorded at" key => recorded_at;
        "same moment" key => same;
        "decision" key => decision;
        "wish" => wish;
        "frequency" => frequency;
        "method" => method;
        "views" => views;
        "state" => state;
        "position" => position;
        "agreed as" => slot;
        "words received" => received;
        "words agreed" => agreed;
        "category" => category;
        "priority since" => priority.since;
        "priority" => priority.words;
        "same words" => priority.same;
        "decided on" => decided_on;
        "decided by" => decided_by;
        "minute" => minute;
        "agrees priorities" => is_agreement;
        "state before" => state_before;
    };
    const TABLES: &'static [Table] = &[Table::Returns, Table::Decisions, Table::Priorities];
    const IS_GROUPED: bool = true;

    fn council(&self) -> &CouncilCells {
        &self.council
    }

    fn council_mut(&mut self) -> &mut CouncilCells {
        &mut self.council
    }

    fn rows(known: &Known) -> Vec<Self> {
        let mut decisions: HashMap<ReturnId, Vec<&Decision>> = HashMap::new();
        known.records.decisions().for_each(|it| decisions.entry(it.returned).or_default().push(it));
        let mut returns = numbered(known);
        returns.sort_by_key(|(it, _)| {
            let received = it.received.sort_key();
            (known.position(it.council), it.council, known.round_start(it.round), received, it.recorded_at, it.id)
        });
        let mut rows = Vec::new();
        for (returned, (.., same)) in returns {
            let head = Self::head(returned, same, known);
            rows.push(head.clone().with_answer(returned));
            rows.extend(head.sent(returned, known));
            for (number, decision) in (1..).zip(decisions.get(&returned.id).into_iter().flatten()) {
                rows.extend(Self { decision: Some(number), ..head.clone() }.decided(decision, known));
            }
        }
        rows
    }

    fn rank(&self) -> (u8, u32) {
        let rank = match self.part {
            ReturnPart::Return => 0,
            ReturnPart::Priority => 1,
            ReturnPart::Decision => 2,
            ReturnPart::Before => 3,
        };
        (rank, self.position.unwrap_or(0))
    }

    fn of_round(mut rows: Vec<Self>, round: &Round, _known: &Known) -> Vec<Self> {
        rows.retain(|row| row.round == round.code);
        rows
    }

    fn build(group: &[&Self], known: &Known, links: &mut Links) -> Result<Vec<Record>, String> {
        let [head, rest @ ..] = group else { return Ok(Vec::new()) };
        let council = head.council_id()?;
        let member = match (head.part, head.decision) {
            (ReturnPart::Return, None) => ReturnPart::Priority,
            (ReturnPart::Decision, Some(_)) => ReturnPart::Before,
            (ReturnPart::Return, Some(_)) => return Err("a return has no number of a decision".to_owned()),
            _ => return Err("the row of the return or the decision that it belongs to is missing or wrong".to_owned()),
        };
        if rest.iter().any(|row| row.part != member) {
            return Err("another row is about the same record".to_owned());
        }
        if rest.iter().zip(1..).any(|(row, position)| row.position != Some(position)) {
            return Err("the positions of its rows are not 1, 2, 3 and so on".to_owned());
        }
        if let Some(heading) = group.iter().find_map(|row| row.stray_heading()) {
            return Err(format!("“{heading}” is not for a row of this kind; leave that cell blank"));
        }
        let record = match member {
            ReturnPart::Priority => Record::Return(head.returned(council, rest, known, links)?),
            _ => Record::Decision(head.decision(council, rest, known, links)?),
        };
        Ok(vec![record])
    }

    fn link(group: &[&Self], records: &[Record], links: &mut Links) {
        if let ([head, ..], [Record::Return(returned)]) = (group, records) {
            links.returns.insert(head.key(returned.council, returned.round), returned.id);
        }
    }
}

impl ReturnRow {
    fn head(returned: &Return, same: Option<u32>, known: &Known) -> Self {
        Self {
            council: known.cells(&[returned.council]),
            round: known.round_code(returned.round),
            received_on: returned.received.on,
            received_at: returned.received.at,
            recorded_at: returned.recorded_at,
            same,
            ..Self::default()
        }
    }

    fn key(&self, council: CouncilId, round: RoundId) -> ReturnKey {
        let received = Received { on: self.received_on, at: self.received_at };
        (council, round, received, self.recorded_at, self.same)
    }

    fn with_answer(self, returned: &Return) -> Self {
        let answer = &returned.answer;
        Self {
            part: ReturnPart::Return,
            wish: Some(answer.wish),
            frequency: answer.frequency.clone(),
            method: answer.method.clone(),
            views: answer.views.clone(),
            state: Some(returned.state),
            ..self
        }
    }

    fn sent(&self, returned: &Return, known: &Known) -> Vec<Self> {
        let row = |(position, sent): (u32, &SentPriority)| Self {
            part: ReturnPart::Priority,
            position: Some(position),
            slot: sent.slot,
            received: sent.received.clone(),
            agreed: sent.agreed.clone(),
            category: sent.category.clone(),
            priority: known.priority_cells(sent.priority),
            ..self.clone()
        };
        (1..).zip(&returned.answer.priorities).map(row).collect()
    }

    fn decided(&self, decision: &Decision, known: &Known) -> Vec<Self> {
        let head = Self {
            part: ReturnPart::Decision,
            decided_on: Some(decision.facts.on),
            decided_by: decision.facts.by.clone(),
            minute: decision.facts.minute.clone(),
            is_agreement: decision.slots_before.is_some(),
            state_before: decision.state_before,
            ..self.clone()
        };
        let before = |(position, before): (u32, &AgreedSlot)| Self {
            part: ReturnPart::Before,
            position: Some(position),
            slot: before.slot,
            priority: known.priority_cells(before.priority),
            ..self.clone()
        };
        let slots = (1..).zip(decision.slots_before.iter().flatten());
        [head].into_iter().chain(slots.map(before)).collect()
    }

    fn returned(&self, council: CouncilId, sent: &[&Self], known: &Known, links: &mut Links) -> Result<Return, String> {
        let round = known.find_round(&self.round)?;
        let priority = |row: &&Self| {
            Ok(SentPriority {
                slot: row.slot,
                received: row.received.clone(),
                agreed: row.agreed.clone(),
                category: row.category.clone(),
                priority: links.priority(council, &row.priority)?,
            })
        };
        let priorities = sent.iter().map(priority).collect::<Result<_, String>>()?;
        Ok(Return {
            id: ReturnId(links.new_id()),
            version: 1,
            council,
            round,
            received: Received { on: self.received_on, at: self.received_at },
            recorded_at: self.recorded_at,
            answer: Answer {
                wish: self.wish.ok_or_else(|| "wish: it is missing; write yes, no or unknown".to_owned())?,
                priorities,
                frequency: self.frequency.clone(),
                method: self.method.clone(),
                views: self.views.clone(),
            },
            state: self
                .state
                .ok_or_else(|| "state: it is missing; write replaces, disagrees or set-aside".to_owned())?,
        })
    }

    fn decision(
        &self,
        council: CouncilId,
        before: &[&Self],
        known: &Known,
        links: &mut Links,
    ) -> Result<Decision, String> {
        let round = known.find_round(&self.round)?;
        let returned = links.returns.get(&self.key(council, round)).copied();
        let slot = |row: &&Self| Ok(AgreedSlot { slot: row.slot, priority: links.priority(council, &row.priority)? });
        let slots: Vec<AgreedSlot> = before.iter().map(slot).collect::<Result<_, String>>()?;
        if !slots.is_empty() && !self.is_agreement {
            return Err("what was agreed before belongs to a decision that agrees priorities".to_owned());
        }
        Ok(Decision {
            id: DecisionId(links.new_id()),
            version: 1,
            council,
            round,
            returned: returned.ok_or_else(|| "the return that it is about is not recorded".to_owned())?,
            facts: DecisionFacts {
                on: self.decided_on.ok_or_else(|| "decided on: there is no day".to_owned())?,
                by: self.decided_by.clone(),
                minute: self.minute.clone(),
            },
            slots_before: self.is_agreement.then_some(slots),
            state_before: self.state_before,
        })
    }

    /// The first column that belongs to another kind of row and is not blank.
    fn stray_heading(&self) -> Option<&'static str> {
        const OF_RETURN: &[&str] = &["wish", "frequency", "method", "views", "state"];
        const OF_PRIORITY: &[&str] = &["words received", "words agreed", "category"];
        const OF_SLOT: &[&str] = &["position", "agreed as", "priority since", "priority", "same words"];
        const OF_DECISION: &[&str] = &["decided on", "decided by", "minute", "agrees priorities", "state before"];
        let strange: &[&[&str]] = match self.part {
            ReturnPart::Return => &[OF_PRIORITY, OF_SLOT, OF_DECISION],
            ReturnPart::Priority => &[OF_RETURN, OF_DECISION],
            ReturnPart::Decision => &[OF_RETURN, OF_PRIORITY, OF_SLOT],
            ReturnPart::Before => &[OF_RETURN, OF_PRIORITY, OF_DECISION],
        };
        let is_strange = |heading: &str| strange.iter().any(|headings| headings.contains(&heading));
        let filled = Self::COLUMNS.iter().filter(|column| !(column.write)(self).is_empty());
        filled.map(|column| column.heading).find(|heading| is_strange(heading))
    }
}

/// Every return on record with what names it, in the order of the ids.
pub(super) fn numbered(known: &Known) -> Vec<(&Return, ReturnKey)> {
    let mut counts: HashMap<(CouncilId, RoundId, Received, DateTime<Utc>), u32> = HashMap::new();
    let number = |it| {
        let returned: &Return = it;
        let key = (returned.council, returned.round, returned.received, returned.recorded_at);
        let same = number_same(counts.entry(key).or_default());
        (returned, (key.0, key.1, key.2, key.3, same))
    };
    known.records.returns().map(number).collect()
}
