use charter::calendar::Quarter;
use charter::change::Change;
use charter::engagement::Promise;
use charter::priority::PriorityState;
use charter::returns::Wish;
use charter::round::Round;
use charter::status::Flag;
use charter::untrusted::Untrusted;
use rstest::rstest;
use store::Page;

use super::{Baseline, BaselineRequest, compare, write_rest};
use crate::inbox::testing::{TestInbox, day, moment};
use crate::round_opening::RoundOpening;
use crate::sheet_file::{Row, Sheet, SheetFile};

const HEAD: &str = "Council|Takes part|Frequency|Method|Priority 1|Priority 2|Priority 3|Agreed on|Outcome 1";

fn file(rows: &[&str]) -> SheetFile {
    let cells = |row: &str| row.split('|').map(Untrusted::from).collect::<Vec<_>>();
    let (header, rows) = rows.split_first().unwrap();
    let rows = (2..).zip(rows).map(|(line, row)| Row { line, cells: cells(row), notes: Vec::new() }).collect();
    let sheets = vec![Sheet { name: Untrusted::default(), header: cells(header), rows }];
    SheetFile { name: "spring.csv".to_owned(), sheets, unreadable: Vec::new() }
}

fn request() -> BaselineRequest {
    BaselineRequest {
        quarter: Quarter { year: 2023, number: 2 },
        deadline: Some(day("2023-03-31")),
        agreed_on: None,
        as_at: day("2023-10-05"),
        by: "2416".to_owned(),
    }
}

/// Two councils take part with five priorities, of which one is solved; one declined.
const SPRING: [&str; 4] = [
    HEAD,
    "Wem Town Council|yes|quarterly|in person|Speeding|Parking|Dogs|2023-03-20|Solved: the bins were emptied",
    "Ludlow Town Council|yes|monthly|digital|Burglary|Litter||2023-04-12|ongoing",
    "Oswestry Town Council|no||||||",
];

struct Desk(TestInbox);

impl Desk {
    fn compared(&self, rows: &[&str], request: &BaselineRequest) -> Baseline {
        compare(&self.0.store, &file(rows), request).unwrap()
    }

    fn import(&mut self, rows: &[&str]) -> Baseline {
        let baseline = self.compared(rows, &request());
        if let Some(act) = baseline.act.clone() {
            let change = Change::with_summary(vec![act], baseline.summary("spring.csv"));
            self.0.store.apply(&change, "2416", moment()).unwrap();
        }
        baseline
    }

    fn round(&self, code: &str) -> Round {
        self.0.store.rounds().unwrap().into_iter().find(|round| round.code == code).unwrap()
    }
}

fn desk() -> Desk {
    Desk(TestInbox::new())
}

#[test]
fn a_baseline_is_one_change_and_one_undo() {
    let mut desk = desk();
    let baseline = desk.import(&SPRING);
    assert_eq!((baseline.opens, baseline.new, baseline.priorities, baseline.closed), (true, 3, 5, 1));
    assert_eq!(baseline.asked, []);
    let spring = desk.round("2023-Q2");
    assert_eq!(spring.deadline, day("2023-03-31"));
    let mut returns = desk.0.store.returns(spring.id).unwrap();
    returns.sort_by_key(|known| std::cmp::Reverse(known.answer.priorities.len()));
    assert_eq!(returns.iter().map(|known| known.answer.wish).collect::<Vec<_>>(), [Wish::Yes, Wish::Yes, Wish::No]);
    // The agreement may come after the deadline; the answer did not.
    assert_eq!(returns[1].received.on, day("2023-03-31"));
    let journal = desk.0.store.newest_entry().unwrap().unwrap();
    assert_eq!(journal.words.raw(), "baseline 2023-Q2 from spring.csv: 3 councils, 5 priorities");
    desk.0.store.undo("2416", moment()).unwrap();
    assert_eq!(desk.0.store.rounds().unwrap().len(), 1);
    assert!(
        desk.0.store.check(moment()).iter().all(|finding| finding.area != "journal" || finding.advice.is_none()),
        "{:?}",
        desk.0.store.check(moment())
    );
}

#[test]
fn priorities_are_agreed_on_their_day_and_no_earlier() {
    let mut desk = desk();
    desk.import(&SPRING);
    let spring = desk.round("2023-Q2");
    let agreed = |on: &str| {
        let priorities = desk.0.store.priorities(&spring, day(on)).unwrap();
        priorities.iter().filter(|line| line.status.slot.is_some()).count()
    };
    assert_eq!(["2023-03-19", "2023-03-20", "2023-04-11", "2023-04-12"].map(agreed), [0, 3, 3, 5]);
}

#[test]
fn the_same_file_again_changes_nothing() {
    let mut desk = desk();
    desk.import(&SPRING);
    let again = desk.import(&SPRING);
    assert_eq!((again.opens, again.new, again.unchanged, again.act), (false, 0, 3, None));
    let other = [HEAD, "Wem Town Council|yes|||Burglary||||"];
    let asked = desk.import(&other).asked;
    assert!(asked[0].why.contains("another answer of this council is on record"), "{asked:?}");
}

/// A result of spring must not close what the autumn agreed again.
#[test]
fn a_result_of_a_priority_that_a_later_round_works_on_is_asked_about() {
    let mut desk = desk();
    let answer = charter::returns::Answer {
        wish: Wish::Yes,
        priorities: vec![charter::returns::SentPriority {
            slot: None,
            received: "Speeding".into(),
            agreed: None,
            category: None,
            priority: None,
        }],
        ..charter::returns::Answer::empty()
    };
    let wem = desk.0.store.councils().unwrap().into_iter().find(|one| one.name.raw() == "Wem Town Council").unwrap().id;
    desk.0.answer_with(wem, "2023-09-12", answer.agree_all_if_few(true));
    let imported = desk.import(&[HEAD, "Wem Town Council|yes|||Speeding||||Solved"]);
    assert!(imported.asked.iter().any(|row| row.why.contains("close it there")), "{:?}", imported.asked);
    assert_eq!(imported.new, 0);
    let open = desk.0.store.priorities(&desk.0.round, day("2023-10-05")).unwrap();
    assert!(open.iter().all(|line| line.closed.is_none()) && open.len() == 1, "{open:?}");
}

/// Wem agreed three priorities in spring, of which one is solved, and Ludlow two: four are proposed, and both councils are
/// owed an update. Then both take part again.
#[test]
fn the_next_round_proposes_what_is_open_and_owes_updates() {
    let mut desk = desk();
    let next = desk.0.round.clone();
    let as_at = day("2023-10-05");
    let count = |desk: &Desk| {
        let priorities = desk.0.store.priorities(&next, as_at).unwrap();
        let proposed = priorities.iter().filter(|line| line.status.state == PriorityState::Proposed).count();
        let lines = desk.0.store.lines(&next, as_at, Page::All).unwrap();
        let owed = lines.iter().filter(|line| line.status.flags.has(Flag::UpdateOwed)).count();
        let promised = lines.iter().filter(|line| line.status.quarterly.promise == Promise::Owed).count();
        (proposed, owed, promised)
    };
    assert_eq!(count(&desk), (0, 0, 0));
    desk.import(&SPRING);
    assert_eq!(count(&desk), (4, 2, 0), "before they answer");
    let returns = desk.0.store.returns(desk.round("2023-Q2").id).unwrap();
    for returned in returns.iter().filter(|returned| returned.answer.wish == Wish::Yes) {
        desk.0.answer_with(returned.council, "2023-09-20", returned.answer.clone());
    }
    assert_eq!(count(&desk), (0, 2, 2));
    // The winter's letters follow from the autumn, the autumn's from the spring.
    let winter = charter::change::OpenRound {
        quarter: Quarter { year: 2024, number: 1 },
        issued_on: None,
        deadline: day("2024-01-31"),
        terms: Default::default(),
    };
    let opening = RoundOpening::read(&desk.0.store, &winter, as_at, moment()).unwrap();
    assert_eq!((opening.letter_a, opening.proposed, opening.proposed_councils), (2, 4, 2));
}

#[rstest]
#[case::no_such_council("Nowhere Parish Council|yes|||Speeding||||", "no council is called so")]
#[case::misspelled("Ludlwo Town Council|yes|||Speeding||||", "not certain that this council is meant")]
#[case::several("Wellington|yes|||Speeding||||", "several councils may be meant")]
#[case::no_answer("Wem Town Council||||||||", "it has no answer")]
#[case::unclear_result("Wem Town Council|yes|||Speeding||||see file", "neither that it is open nor how it ended")]
#[case::unclear_day("Wem Town Council|yes|||Speeding|||the 31st|", "came in without a date")]
#[case::to_come("Wem Town Council|yes|||Speeding|||2023-12-01|", "still to come")]
#[case::both("Wem Town Council|no|||Speeding||||", "does not take part, and has priorities")]
fn what_is_not_certain_is_listed_and_not_recorded(#[case] row: &str, #[case] why: &str) {
    let desk = desk();
    let baseline = desk.compared(&[HEAD, "Ludlow Town Council|yes|||Litter||||", row], &request());
    assert_eq!((baseline.new, baseline.asked.len()), (1, 1), "{:?}", baseline.asked);
    let asked = &baseline.asked[0];
    assert!(asked.line == 3 && asked.why.contains(why), "{}", asked.describe());
}

#[test]
fn two_rows_about_one_council_are_both_listed() {
    let baseline =
        desk().compared(&[HEAD, "Wem Town Council|yes|||Litter||||", "Wem Town Council|yes|||Dogs||||"], &request());
    assert_eq!((baseline.new, baseline.asked.len(), baseline.act), (0, 2, None));
    assert!(baseline.asked[0].why.contains("row 3 is about the same council"), "{:?}", baseline.asked[0]);
}

#[test]
fn more_than_three_priorities_are_kept_and_none_is_agreed() {
    let mut desk = desk();
    let baseline = desk.import(&["Council|Priorities", "Wem Town Council|Dogs; Litter; Speeding; Parking"]);
    assert_eq!((baseline.new, baseline.priorities, baseline.undecided), (1, 0, 1), "{:?}", baseline.asked);
    let returned = desk.0.store.returns(desk.round("2023-Q2").id).unwrap().remove(0);
    assert_eq!((returned.answer.priorities.len(), returned.answer.agreed().len()), (4, 0));
}

#[test]
fn the_rest_is_written_mended_and_imported() {
    let mut desk = desk();
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("rest.csv");
    let rows = [&SPRING[..], &["Nowhere Council|yes|||=cmd()||||"]].concat();
    let baseline = desk.import(&rows);
    write_rest(&baseline.asked, &path).unwrap();
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(written.starts_with("Council,Takes part,") && written.contains(",Note\r\n"), "{written}");
    assert!(written.contains("row 5, “Nowhere Council”: no council is called so"), "{written}");
    assert!(!written.contains(",=cmd"), "a formula is text: {written}");
    assert!(write_rest(&baseline.asked, &path).unwrap_err().contains("is there already"));

    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(written.as_bytes());
    let row = |row: csv::StringRecord| row.iter().collect::<Vec<_>>().join("|").replace("Nowhere", "Shrewsbury Town");
    let mended: Vec<String> = reader.records().map(|record| row(record.unwrap())).collect();
    let mended: Vec<&str> = mended.iter().map(String::as_str).collect();
    let baseline = desk.import(&mended);
    assert_eq!((baseline.new, baseline.priorities), (1, 1), "{:?}", baseline.asked);
}

#[rstest]
#[case::usual(None, "2023-05-02")]
#[case::given(Some("2023-03-31"), "2023-03-31")]
fn a_new_round_has_a_deadline(#[case] deadline: Option<&str>, #[case] expected: &str) {
    let request = BaselineRequest { deadline: deadline.map(day), ..request() };
    assert_eq!(desk().compared(&SPRING, &request).round.deadline, day(expected));
}

#[test]
fn a_sheet_without_councils_says_what_is_missing() {
    let failed = compare(&desk().0.store, &file(&["Name|Age", "x|1"]), &request()).unwrap_err();
    assert!(failed.contains("no column says which council"), "{failed}");
    let mut desk = desk();
    desk.import(&SPRING);
    let other = BaselineRequest { deadline: Some(day("2023-04-30")), ..request() };
    let failed = compare(&desk.0.store, &file(&SPRING), &other).unwrap_err();
    assert!(failed.contains("round 2023-Q2 is open already"), "{failed}");
}
