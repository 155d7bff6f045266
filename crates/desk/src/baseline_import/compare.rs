//! What the rows of a baseline would change.

use std::collections::HashMap;

use charter::calendar::{Quarter, format_full};
use charter::change::{Act, BaselineAnswer, BaselineRound, ImportBaseline, OpenRound};
use charter::column::Mapping;
use charter::council::Council;
use charter::english::{normalize_key, pluralize};
use charter::ids::CouncilId;
use charter::priority::{Closing, Outcome, PriorityState};
use charter::priority_line::PriorityLine;
use charter::returns::{MAX_PRIORITIES, Return};
use charter::round::{Round, RoundTerms};
use charter::round_dates::suggest_deadline;
use charter::search_key::fold;
use charter::untrusted::{Untrusted, sanitize};
use chrono::NaiveDate;
use reading::matching::{Found, Matcher};
use store::{Store, StoreError};

use super::columns::BaselineColumns;
use super::rest::AskedBaselineRow;
use super::rows::{CertainRow, Doubt, read_rows};
use crate::sheet_file::{Row, Sheet, SheetFile};

#[derive(Clone, Debug, PartialEq)]
pub struct BaselineRequest {
    pub quarter: Quarter,
    /// Of a round that is not open yet; `None` for a usual one.
    pub deadline: Option<NaiveDate>,
    /// When priorities were agreed whose row has no day; `None` for the deadline.
    pub agreed_on: Option<NaiveDate>,
    /// The last day that is known; a result is dated on the round's last day, or on this one if that is earlier.
    pub as_at: NaiveDate,
    /// Who imports, for the decisions.
    pub by: String,
}

/// What a baseline would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// The round, or as it would be opened.
    pub round: Round,
    /// Whether the change opens it.
    pub opens: bool,
    /// Councils whose answer is new.
    pub new: usize,
    /// Their agreed priorities, and how many of these have a result.
    pub priorities: usize,
    pub closed: usize,
    /// Councils that sent more than three, of which none is agreed yet.
    pub undecided: usize,
    /// Councils of which the same answer is recorded already.
    pub unchanged: usize,
    /// In the order of the file.
    pub asked: Vec<AskedBaselineRow>,
    /// The headings, and what each is taken for.
    pub columns: Vec<(Untrusted, String)>,
    /// `None` if there is nothing to record.
    pub act: Option<Act>,
}

/// What was on record before.
struct Known {
    returns: HashMap<CouncilId, Vec<Return>>,
    matcher: Matcher,
    confirmed: HashMap<String, Mapping>,
    /// Priorities that later rounds agreed and that are open.
    later: Vec<PriorityLine>,
}

impl Known {
    /// A priority with a result that a later round still works on: closing it would close that one.
    fn agreed_since(&self, answer: &BaselineAnswer) -> Option<&Untrusted> {
        let closed = answer.answer.priorities.iter().zip(&answer.results).filter(|(_, closing)| closing.is_some());
        let texts: Vec<String> = closed.map(|(sent, _)| normalize_key(sent.received.raw())).collect();
        let of_council = self.later.iter().filter(|line| line.council == answer.council);
        of_council.map(|line| &line.text).find(|text| texts.contains(&normalize_key(text.raw())))
    }
}

/// # Errors
/// A sentence without its full stop: the database cannot be read, the sheet is no list of answers, or the round
/// cannot be opened.
pub fn compare(store: &Store, file: &SheetFile, request: &BaselineRequest) -> Result<Baseline, String> {
    let failed = |error: StoreError| error.to_string();
    let rounds = store.rounds().map_err(failed)?;
    let (round, open) = find_round(&rounds, request)?;
    let known = read_known(store, &round, open.is_some(), request.as_at).map_err(failed)?;
    let mut baseline = Baseline {
        opens: open.is_some(),
        new: 0,
        priorities: 0,
        closed: 0,
        undecided: 0,
        unchanged: 0,
        asked: Vec::new(),
        columns: Vec::new(),
        act: None,
        round,
    };
    let rows = baseline.read(file, &known)?;
    let mut answers = Vec::new();
    for index in 0..rows.len() {
        answers.extend(baseline.judge(&rows, index, &known, request));
    }
    baseline.new = answers.len();
    let sent = || answers.iter().map(|answer: &BaselineAnswer| answer.answer.priorities.len());
    baseline.priorities = sent().filter(|sent| *sent <= MAX_PRIORITIES).sum();
    baseline.undecided = sent().filter(|sent| *sent > MAX_PRIORITIES).count();
    baseline.closed = answers.iter().flat_map(|answer| &answer.results).flatten().count();
    if !answers.is_empty() {
        let by = Untrusted::from(request.by.as_str());
        let round = open.map_or(BaselineRound::Known(baseline.round.id), BaselineRound::New);
        baseline.act = Some(Act::Baseline(ImportBaseline { round, answers, by }));
    }
    Ok(baseline)
}

/// The round on record, or how to open it.
fn find_round(rounds: &[Round], request: &BaselineRequest) -> Result<(Round, Option<OpenRound>), String> {
    let code = request.quarter.to_string();
    if let Some(round) = rounds.iter().find(|round| round.code == code) {
        return match request.deadline.filter(|deadline| *deadline != round.deadline) {
            Some(_) => Err(format!(
                "round {code} is open already, with the deadline {}; leave the deadline out",
                format_full(round.deadline)
            )),
            None => Ok((round.clone(), None)),
        };
    }
    let usual = || suggest_deadline(request.quarter, request.quarter.starts_on());
    let deadline = request.deadline.unwrap_or_else(usual);
    // Those of a later round would claim a charter that this one did not enclose.
    let earlier = rounds.iter().rfind(|round| round.starts_on < request.quarter.starts_on());
    let terms: RoundTerms = earlier.map(|round| round.terms.clone()).unwrap_or_default();
    let open = OpenRound { quarter: request.quarter, issued_on: None, deadline, terms };
    Ok((Round::for_quarter(charter::ids::RoundId(0), request.quarter, deadline), Some(open)))
}

fn read_known(store: &Store, round: &Round, is_new: bool, as_at: NaiveDate) -> Result<Known, StoreError> {
    let mut returns: HashMap<CouncilId, Vec<Return>> = HashMap::new();
    if !is_new {
        for returned in store.returns(round.id)? {
            returns.entry(returned.council).or_default().push(returned);
        }
    }
    let mut later: Vec<PriorityLine> = Vec::new();
    for round in store.rounds()?.iter().filter(|other| other.starts_on > round.starts_on) {
        later.extend(
            store.priorities(round, as_at)?.into_iter().filter(|line| line.status.state == PriorityState::Agreed),
        );
    }
    let councils: Vec<Council> = store.councils_as_at(round.deadline)?;
    let mappings = store.mappings()?.into_iter();
    Ok(Known {
        returns,
        later,
        matcher: Matcher::new(&councils, &store.aliases()?),
        confirmed: mappings.map(|known| (known.shape.clone(), known.mapping())).collect(),
    })
}

type ReadRow<'a> = (&'a Sheet, &'a Row, Result<CertainRow, Doubt>);

impl Baseline {
    /// For the journal: `baseline 2023-Q2 from spring.csv: 45 councils, 110 priorities`.
    pub fn summary(&self, file: &str) -> String {
        let (councils, priorities) = (pluralize(self.new, "council"), pluralize(self.priorities, "priority"));
        format!("baseline {} from {}: {councils}, {priorities}", self.round.code, sanitize(file))
    }

    /// What is done, a paragraph each, without the rows that are asked about.
    pub fn describe(&self) -> Vec<String> {
        let round = &self.round;
        let (title, deadline) = (round.title(), format_full(round.deadline));
        let opened = match self.opens {
            true => format!("Opens the round {title} ({}), with the deadline {deadline}.", round.code),
            false => format!("The round {title} ({}) is open, with the deadline {deadline}.", round.code),
        };
        let result =
            if self.closed == 0 { String::new() } else { format!("; {} of these closed with a result", self.closed) };
        let mut text = vec![
            opened,
            format!(
                "New: the answers of {}, and {} agreed{result}.",
                pluralize(self.new, "council"),
                pluralize(self.priorities, "priority")
            ),
        ];
        if self.undecided > 0 {
            text.push(format!(
                "Check: {} sent more than three priorities; they are kept, and none is agreed until you choose three.",
                pluralize(self.undecided, "council")
            ));
        }
        if self.unchanged > 0 {
            text.push(format!("On record already: the same answers of {}.", pluralize(self.unchanged, "council")));
        }
        if !self.asked.is_empty() {
            text.push(format!("Not recorded: {}, each with its reason.", pluralize(self.asked.len(), "row")));
        }
        text
    }

    /// The rows of all sheets that are lists of answers. What cannot be read is asked about.
    fn read<'a>(&mut self, file: &'a SheetFile, known: &Known) -> Result<Vec<ReadRow<'a>>, String> {
        let ask = |line, why: &str| AskedBaselineRow { line, why: why.to_owned(), ..AskedBaselineRow::default() };
        self.asked.extend(file.unreadable.iter().map(|(line, why)| ask(*line, why)));
        let is_council =
            |text: &str| matches!(known.matcher.match_name(text, None), Found::One(_) | Found::Ambiguous(_));
        let (mut rows, mut is_list, mut problem) = (Vec::new(), false, None);
        for sheet in &file.sheets {
            match BaselineColumns::new(sheet, &known.confirmed, &is_council) {
                Ok(columns) => {
                    is_list = true;
                    self.columns.extend(columns.described.iter().cloned());
                    let read = read_rows(sheet, &columns, (&known.matcher, &file.name)).into_iter();
                    rows.extend(read.map(|(row, read)| (sheet, row, read)));
                }
                // A workbook may hold other sheets beside the list.
                Err(why) => {
                    self.asked.push(AskedBaselineRow { sheet: sheet.name.clone(), ..ask(0, &why) });
                    problem = problem.or(Some(why));
                }
            }
        }
        match is_list {
            true => Ok(rows),
            false => Err(problem
                .or_else(|| file.unreadable.first().map(|(_, why)| why.clone()))
                .unwrap_or_else(|| "there is no row in it".to_owned())),
        }
    }

    /// The answer of a row to record. What is not certain is asked about.
    fn judge(
        &mut self,
        rows: &[ReadRow<'_>],
        index: usize,
        known: &Known,
        request: &BaselineRequest,
    ) -> Option<BaselineAnswer> {
        let (sheet, row, read) = rows.get(index)?;
        let certain = match read {
            Ok(certain) => certain,
            Err(doubt) => {
                self.ask((sheet, row), doubt.council.clone(), &doubt.why, &doubt.candidates);
                return None;
            }
        };
        let answer = self.answer(certain, request);
        let why = match (self.conflict(rows, index, certain), known.returns.get(&certain.council)) {
            (Some(why), _) => why,
            (None, Some(returns)) => {
                let wanted = answer.answer.clone().agree_all_if_few(false);
                if returns.iter().any(|known| known.answer.same_content(&wanted)) {
                    self.unchanged += 1;
                    return None;
                }
                "another answer of this council is on record in this round; correct it there".to_owned()
            }
            (None, None) if answer.agreed_on > request.as_at => {
                format!("it was agreed {}, which is still to come", format_full(answer.agreed_on))
            }
            (None, None) => match known.agreed_since(&answer) {
                Some(text) => format!(
                    "it gives a result for “{}”, which a later round has as an open priority; close it there",
                    text.sanitized()
                ),
                None => return Some(answer),
            },
        };
        self.ask((sheet, row), Untrusted::default(), &why, &[certain.council]);
        None
    }

    /// Another row about the same council.
    fn conflict(&self, rows: &[ReadRow<'_>], index: usize, certain: &CertainRow) -> Option<String> {
        let is_same = |read: &Result<CertainRow, Doubt>| matches!(read, Ok(other) if other.council == certain.council);
        let other = rows.iter().enumerate().find(|(other, (.., read))| *other != index && is_same(read));
        other.map(|(_, (_, row, _))| format!("row {} is about the same council", row.line))
    }

    fn ask(&mut self, (sheet, row): (&Sheet, &Row), council: Untrusted, why: &str, candidates: &[CouncilId]) {
        self.asked.push(AskedBaselineRow {
            sheet: sheet.name.clone(),
            line: row.line,
            council,
            why: why.to_owned(),
            candidates: candidates.to_vec(),
            cells: sheet.header.iter().cloned().zip(row.cells.iter().cloned()).collect(),
        });
    }

    fn answer(&self, certain: &CertainRow, request: &BaselineRequest) -> BaselineAnswer {
        let agreed_on = certain.agreed_on.or(request.agreed_on).unwrap_or(self.round.deadline);
        // A council answers in time; only the agreement may come later.
        let received_on = agreed_on.min(self.round.deadline);
        let closed_on = self.round.ends_on.min(request.as_at).max(agreed_on);
        let closing = |result: &Option<Untrusted>| {
            let result = result.clone()?;
            // Words that are the name of a class are of that class; what other words mean is not guessed.
            let is_named = |outcome: &&Outcome| fold(outcome.label()) == fold(result.raw());
            Some(Closing { on: closed_on, outcome: Outcome::ALL.iter().find(is_named).copied(), result })
        };
        let has_choice = certain.answer.priorities.len() <= MAX_PRIORITIES;
        BaselineAnswer {
            council: certain.council,
            received_on,
            agreed_on,
            answer: certain.answer.clone(),
            // Of more than three none is agreed, so none has a record with a result.
            results: certain.results.iter().filter(|_| has_choice).map(closing).collect(),
        }
    }
}
