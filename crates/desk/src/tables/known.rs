//! The records on record, and the stable keys by which another database names them.

use std::collections::{BTreeMap, HashMap};

use charter::council::Council;
use charter::edit::{RecordSet, Table};
use charter::ids::{CouncilId, PriorityId, RoundId};
use charter::untrusted::{Untrusted, sanitize};
use chrono::NaiveDate;
use store::{Store, StoreError};

/// The councils of a row: the codes of their parishes, which are the key, and their names, for people.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CouncilCells {
    /// Those of one council with spaces between them; `; ` between councils.
    pub(super) codes: String,
    /// `; ` between councils.
    pub(super) names: String,
    /// On record; empty until they are found.
    pub(super) ids: Vec<CouncilId>,
}

impl CouncilCells {
    pub(super) fn is_blank(&self) -> bool {
        self.codes.trim().is_empty() && self.names.trim().is_empty()
    }
}

/// What names a priority of a council: its day and its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct PriorityCells {
    pub(super) since: Option<NaiveDate>,
    pub(super) words: Untrusted,
    /// From 2, if the council has others with the same day and words.
    pub(super) same: Option<u32>,
}

/// `None` for the first of several, because most have none beside them.
pub(super) fn number_same(count: &mut u32) -> Option<u32> {
    *count += 1;
    (*count > 1).then_some(*count)
}

pub(super) struct Known {
    pub(super) records: RecordSet,
    /// With the council's position in the register.
    councils: BTreeMap<CouncilId, (i64, CouncilCells)>,
    by_codes: HashMap<String, Vec<CouncilId>>,
    rounds: HashMap<RoundId, (NaiveDate, String)>,
    priorities: HashMap<PriorityId, PriorityCells>,
}

impl Known {
    /// # Errors
    /// The database cannot be read.
    pub(super) fn read(store: &Store, tables: &[Table]) -> Result<Self, StoreError> {
        let names = [Table::Councils, Table::Rounds, Table::Priorities];
        let more = tables.iter().copied().filter(|table| !names.contains(table));
        Ok(Self::new(store.records(&names.into_iter().chain(more).collect::<Vec<_>>())?))
    }

    pub(super) fn new(records: RecordSet) -> Self {
        let councils: BTreeMap<CouncilId, (i64, CouncilCells)> =
            records.councils().map(|it| (it.id, (it.position, council_cells(it)))).collect();
        let mut by_codes: HashMap<String, Vec<CouncilId>> = HashMap::new();
        for (id, (_, cells)) in &councils {
            by_codes.entry(cells.codes.clone()).or_default().push(*id);
        }
        let rounds = records.rounds().map(|it| (it.id, (it.starts_on, it.code.clone()))).collect();
        let mut counts: HashMap<(CouncilId, NaiveDate, &str), u32> = HashMap::new();
        let mut priorities = HashMap::new();
        for priority in records.priorities() {
            let same = number_same(counts.entry((priority.council, priority.since, priority.text.raw())).or_default());
            let cells = PriorityCells { since: Some(priority.since), words: priority.text.clone(), same };
            priorities.insert(priority.id, cells);
        }
        Self { councils, by_codes, rounds, priorities, records }
    }

    pub(super) fn position(&self, council: CouncilId) -> i64 {
        self.councils.get(&council).map_or(i64::MAX, |(position, _)| *position)
    }

    pub(super) fn cells(&self, councils: &[CouncilId]) -> CouncilCells {
        let each = || councils.iter().filter_map(|id| self.councils.get(id).map(|(_, cells)| cells));
        let join = |of: fn(&CouncilCells) -> &str| each().map(of).collect::<Vec<_>>().join("; ");
        CouncilCells { codes: join(|it| &it.codes), names: join(|it| &it.names), ids: councils.to_vec() }
    }

    /// The same with the councils on record that are meant.
    ///
    /// # Errors
    /// Why it is not certain, as a sentence without its full stop.
    pub(super) fn resolve(&self, named: &CouncilCells) -> Result<CouncilCells, String> {
        let codes: Vec<&str> = named.codes.split(';').collect();
        let names: Vec<&str> = named.names.split("; ").collect();
        let name =
            |index: usize| names.get(index).filter(|_| names.len() == codes.len()).map_or("", |name| name.trim());
        let each = codes.iter().enumerate().map(|(index, codes)| self.find(codes, name(index)));
        let mut ids: Vec<CouncilId> = each.collect::<Result<_, _>>()?;
        ids.sort_unstable();
        ids.dedup();
        Ok(self.cells(&ids))
    }

    fn find(&self, codes: &str, name: &str) -> Result<CouncilId, String> {
        let codes: Vec<String> = codes.split_whitespace().map(str::to_uppercase).collect();
        let shown = || sanitize(&codes.join(" ")).into_owned();
        if codes.is_empty() && name.is_empty() {
            return Err("it names no council; write the code of its parish".to_owned());
        }
        let mut found = self.by_codes.get(&codes.join(" ")).cloned().unwrap_or_default();
        if found.is_empty() && !codes.is_empty() {
            // The register may have given a council other parishes since.
            let covers = |cells: &CouncilCells| cells.codes.split(' ').any(|code| codes.iter().any(|it| it == code));
            found = self.councils.iter().filter(|(_, (_, cells))| covers(cells)).map(|(id, _)| *id).collect();
        }
        if found.is_empty() && !codes.is_empty() {
            return Err(format!("no council has the code {}", shown()));
        }
        if found.len() > 1 || codes.is_empty() {
            found.retain(|id| self.councils.get(id).is_some_and(|(_, cells)| cells.names == name));
        }
        match found.as_slice() {
            [one] => Ok(*one),
            _ if codes.is_empty() => Err("it has no code of a parish; write one".to_owned()),
            _ => Err(format!("several councils have the code {}; write the name of one as it is on record", shown())),
        }
    }

    pub(super) fn round_code(&self, round: RoundId) -> String {
        self.rounds.get(&round).map(|(_, code)| code.clone()).unwrap_or_default()
    }

    pub(super) fn round_start(&self, round: RoundId) -> NaiveDate {
        self.rounds.get(&round).map(|(start, _)| *start).unwrap_or_default()
    }

    /// # Errors
    /// There is no such round; a sentence without its full stop.
    pub(super) fn find_round(&self, code: &str) -> Result<RoundId, String> {
        let code = code.trim();
        let found = self.rounds.iter().find(|(_, (_, known))| known == code).map(|(id, _)| *id);
        found.ok_or_else(|| match code {
            "" => "it names no round".to_owned(),
            _ => format!("round {} is not open; open it first with charterdesk round open", sanitize(code)),
        })
    }

    /// Blank for none.
    pub(super) fn priority_cells(&self, priority: Option<PriorityId>) -> PriorityCells {
        priority.and_then(|id| self.priorities.get(&id)).cloned().unwrap_or_default()
    }

    pub(super) fn priorities(&self) -> impl Iterator<Item = (PriorityId, &PriorityCells)> {
        self.priorities.iter().map(|(id, cells)| (*id, cells))
    }
}

fn council_cells(council: &Council) -> CouncilCells {
    let codes: Vec<String> = council.parishes.iter().map(|parish| parish.code.to_uppercase()).collect();
    CouncilCells { codes: codes.join(" "), names: council.name.raw().to_owned(), ids: vec![council.id] }
}
