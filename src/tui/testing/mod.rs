//! The fixtures of the dashboard tests: a few councils, keys as a string, the screen as text.

mod council_file;
pub mod import;
pub mod inbox;
mod known;
pub mod report;
pub mod work;

pub use council_file::file;

use crate::tui::app::date_range::DateRange;
use crate::tui::app::effect::Effect;
use crate::tui::app::export_request::{ExportContent, ExportFailure, ExportOutcome, ExportRequest, ExportTarget};
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::snapshot::{Lists, Snapshot, SnapshotData};
use crate::tui::app::summary::SummaryRequest;
use crate::tui::app::update::update;
use crate::tui::app::view::view;
use crate::tui::app::{plan_worker, summary_worker};
use crate::tui::dialogs::summary::Summary;
use crate::tui::keys::keymap::{Chord, Keymap};
use crate::tui::ui::theme::Theme;
use charter::calendar::Quarter;
use charter::change::Change;
use charter::diary::DiaryLine;
use charter::ids::{CouncilId, EntryId, MeetingId, RoundId};
use charter::journal::{EntryKind, Saved};
use charter::meeting::{Attendance, Intent, Meeting, MeetingFacts, Reason};
use charter::round::Round;
use charter::round_dates::odd_dates;
use charter::untrusted::Untrusted;
use charter::written::{Fragment, Passage, Passages, WrittenKind};
use chrono::{NaiveDate, NaiveTime};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use desk::baseline_import::Baseline;
use desk::round_opening::RoundOpening;
use desk::today::last_day;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Thursday 5 October 2023, five days after the deadline.
pub fn day() -> NaiveDate {
    "2023-10-05".parse().unwrap()
}

pub fn round() -> Round {
    Round::for_quarter(RoundId(1), Quarter { year: 2023, number: 4 }, "2023-09-30".parse().unwrap())
}

pub fn reading(as_at: NaiveDate) -> SnapshotData {
    let lines = known::lines(as_at);
    let categories = charter::returns::DEFAULT_CATEGORIES.map(str::to_owned).to_vec();
    SnapshotData {
        rounds: vec![round()],
        current: 0,
        as_at,
        lines,
        complete: true,
        lists: Lists {
            categories,
            aims: charter::category::default_aims().map(str::to_owned).collect(),
            reasons: vec!["football match".to_owned()],
            ..Lists::default()
        },
    }
}

/// The dashboard after the start, without colour.
pub fn model(columns: u16, rows: u16) -> Model {
    Model::new(Snapshot::new(reading(day())), Keymap::default(), Theme::plain(false), (columns, rows), false)
}

/// With all councils of the shipped register.
pub fn register_reading() -> SnapshotData {
    SnapshotData { lines: known::register(day()), ..reading(day()) }
}

pub fn register_model(columns: u16, rows: u16) -> Model {
    Model::new(Snapshot::new(register_reading()), Keymap::default(), Theme::plain(false), (columns, rows), false)
}

/// As at a day after the quarter of the round.
pub fn model_after_the_quarter(columns: u16, rows: u16) -> Model {
    let as_at = "2024-01-15".parse().unwrap();
    Model::new(Snapshot::new(reading(as_at)), Keymap::default(), Theme::plain(false), (columns, rows), false)
}

fn meeting(council: CouncilId, id: i64, on: &str, attendance: Option<Attendance>) -> Meeting {
    Meeting {
        id: MeetingId(id),
        version: 1,
        council,
        facts: MeetingFacts {
            on: on.parse().unwrap(),
            at: None,
            place: Untrusted::from("village hall"),
            plan: Intent::usual(attendance),
            cancelled: false,
            instead_of: None,
            uid: None,
            revision: None,
            attendance,
            reason: None,
            own_reason: None,
            hours_lost: None,
            officers: vec![Untrusted::from("the sergeant")],
            note: Untrusted::default(),
            covered: Vec::new(),
        },
    }
}

/// Each meeting: council, day at 19:00, recorded with plan and attendance, or expected.
pub fn diary(days: DateRange) -> Vec<DiaryLine> {
    let known = |council, on: &str, id, plan, attendance: Option<Attendance>| {
        let missed = attendance == Some(Attendance::NotAttended);
        let (meeting, reason) = (Some(MeetingId(id)), missed.then_some(Reason::OffDuty));
        DiaryLine { meeting, version: 1, plan, attendance, reason, ..expected(council, on) }
    };
    let in_person = Some(Intent::InPerson);
    let mut lines = vec![
        known(3, "2023-10-02", 12, in_person, Some(Attendance::NotAttended)),
        known(2, "2023-10-03", 11, in_person, Some(Attendance::InPerson)),
        known(4, "2023-10-04", 14, in_person, None),
        expected(5, "2023-10-05"),
        expected(6, "2023-10-09"),
        DiaryLine { cancelled: true, ..known(8, "2023-10-10", 15, None, None) },
        expected(7, "2023-10-10"),
        known(4, "2023-10-12", 2, Some(Intent::Digital), None),
        expected(5, "2023-11-02"),
        expected(8, "2023-11-14"),
        expected(5, "2023-12-07"),
        expected(7, "2023-12-26"),
        expected(5, "2024-01-04"),
    ];
    lines.retain(|line| days.contains(line.on));
    lines
}

fn expected(council: i64, on: &str) -> DiaryLine {
    DiaryLine::expected(CouncilId(council), on.parse().unwrap(), NaiveTime::from_hms_opt(19, 0, 0))
}

fn planned(council: CouncilId) -> Meeting {
    let usual = meeting(council, 2, "2023-10-12", None);
    if council == CouncilId(4) {
        Meeting { facts: MeetingFacts { plan: Some(Intent::Digital), ..usual.facts.clone() }, ..usual }
    } else {
        usual
    }
}

/// The store's answer to a committed change.
pub fn saved(words: &str) -> Msg {
    Msg::Saved(Saved {
        entry: EntryId(7),
        at: "2023-10-05T13:02:11Z".parse().unwrap(),
        kind: EntryKind::Change,
        words: Untrusted::from(words),
        councils: Vec::new(),
    })
}

/// Presses keys: names as in the table of commands, separated by spaces, and `"text"` for typed text.
///
/// Answers a request for a file at once; collects the other effects.
pub fn press(model: &mut Model, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for (index, part) in keys.split('"').enumerate() {
        if index % 2 == 1 {
            for c in part.chars() {
                effects.extend(feed(model, Msg::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))));
            }
            continue;
        }
        for key in part.split_whitespace() {
            let event = Chord::parse(key).unwrap_or_else(|| panic!("no key is called {key}")).event();
            effects.extend(feed(model, Msg::Key(event)));
        }
    }
    effects
}

/// Counts the keys that are not text; a date typed in full counts as text.
pub fn counted(model: &mut Model, keys: &str) -> (usize, Vec<Effect>) {
    let beside: usize = keys.split('"').step_by(2).map(|part| part.split_whitespace().count()).sum();
    (beside, press(model, keys))
}

pub fn feed(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut gathered = Vec::new();
    for effect in update(model, msg) {
        match effect {
            Effect::ReadCouncilFile(of) => {
                gathered.extend(update(model, Msg::CouncilFileRead(of, Some(file(of.council)))))
            }
            Effect::ReadDiary(days, _) => {
                let rows = desk::diary::Diary { meetings: diary(days), ..Default::default() };
                gathered.extend(update(model, Msg::DiaryRead(days, rows)));
            }
            Effect::ReadPriorities(round, as_at) => {
                gathered.extend(update(model, Msg::PrioritiesRead(round, as_at, crate::tui::testing::work::lines())));
            }
            Effect::ReadToday(round, as_at) => {
                let days = DateRange { from: as_at, until: last_day(as_at) };
                let (items, priorities) = (crate::tui::testing::inbox::lines(), crate::tui::testing::work::lines());
                let tasks = desk::today::tasks(&items, &diary(days), &priorities, as_at);
                gathered.extend(update(model, Msg::TodayRead(round, as_at, tasks)));
            }
            Effect::ReadInbox(round, as_at) => {
                gathered.extend(update(model, Msg::InboxRead(round, as_at, crate::tui::testing::inbox::lines())));
            }
            Effect::SearchWritten(typed, _) => {
                let found = if typed.is_empty() { Passages::default() } else { passages() };
                gathered.extend(update(model, Msg::WrittenFound(typed, found)));
            }
            Effect::MakePlan(asked) => {
                let known = diary(asked.days);
                let of_diary = |meeting: &Meeting| {
                    known.iter().any(|line| (line.council, line.meeting) == (meeting.council, Some(meeting.id)))
                };
                let meetings = asked.lines.iter().flat_map(|line| file(line.id).meetings);
                let planned: Vec<Meeting> =
                    meetings.filter(|meeting| plan_worker::is_in_query(meeting, &asked) && of_diary(meeting)).collect();
                let made = plan_worker::solve(*asked.clone(), &diary(asked.days), &[], planned, &[]);
                gathered.extend(update(model, Msg::PlanMade(made.map(Box::new).map_err(|error| error.to_string()))));
            }
            Effect::ReadIssuedReports => {
                gathered.extend(update(model, Msg::IssuedReportsRead(report::issued())));
            }
            Effect::ReadReport(query) => {
                let page = report::charts(&query, model.shared.snapshot.lines());
                gathered.extend(update(model, Msg::ReportRead(query, Ok(Box::new(page)))));
            }
            Effect::SolvePlan(draft) => {
                let solved = draft.solve();
                gathered.extend(update(model, Msg::PlanSolved(draft, solved)));
            }
            Effect::Summarize(request) => {
                gathered.extend(update(model, Msg::Summarized(Ok(Box::new(summarized(*request))))));
            }
            Effect::Export(request) => gathered.extend(exported(model, *request)),
            other => gathered.push(other),
        }
    }
    gathered
}

/// With invented figures.
fn summarized(request: SummaryRequest) -> Summary {
    match request {
        SummaryRequest::OpenRound(open, as_at) => {
            let round =
                Round { issued_on: open.issued_on, ..Round::for_quarter(RoundId(2), open.quarter, open.deadline) };
            let odd = odd_dates(&round, Some(&self::round()), as_at);
            let opening = RoundOpening {
                round,
                before: Some("2023-Q4".to_owned()),
                invited: 8,
                letters_recorded: 0,
                letter_a: 3,
                letter_b: 4,
                first_letter: 1,
                proposed: 5,
                proposed_councils: 3,
                actions: 2,
                overdue: 1,
                missed: 1,
                odd,
            };
            summary_worker::of_opening(&opening, open)
        }
        SummaryRequest::Baseline(job) => {
            let round = Round::for_quarter(RoundId(2), job.quarter, job.deadline.unwrap_or(job.as_at));
            let column = |heading: &str, meaning: &str| (Untrusted::from(heading), meaning.to_owned());
            let baseline = Baseline {
                round,
                opens: true,
                new: 3,
                priorities: 7,
                closed: 1,
                undecided: 0,
                unchanged: 0,
                asked: Vec::new(),
                columns: vec![column("Parish", "council"), column("Priority 1", "a priority")],
                act: None,
            };
            summary_worker::of_baseline(baseline, "spring.csv")
        }
    }
}

/// A file called `taken` is there already.
fn exported(model: &mut Model, request: ExportRequest) -> Vec<Effect> {
    let ExportTarget { path, replace, .. } = &request.target;
    let taken = path.to_string_lossy().contains("taken") && !replace;
    let result = match &request.content {
        _ if taken => Err(ExportFailure::Exists(path.clone())),
        ExportContent::Table(table, _) => Ok(format!("written: {} councils to {}", table.rows.len(), path.display())),
        ExportContent::Brief(_) => Ok(format!("written: the brief to {}", path.display())),
    };
    let mut effects = update(model, Msg::Exported(ExportOutcome::unrecorded(result)));
    effects.push(Effect::Export(Box::new(request)));
    effects
}

/// A text about Ross-on-Wye that the search found.
pub fn passage(kind: WrittenKind, round: Option<RoundId>) -> Passage {
    let fragment = |text: &str, found| Fragment { text: Untrusted::from(text), found };
    Passage {
        kind,
        council: Some(CouncilId(2)),
        round,
        on: Some("2023-10-03".parse().unwrap()),
        item: None,
        record: None,
        excerpt: vec![fragment("Rang about ", false), fragment("speeding", true), fragment(" on the A49", false)],
        opening: Untrusted::from("Rang about speeding on the A49"),
    }
}

/// What the worker finds, whatever words were typed.
pub fn passages() -> Passages {
    let shown = vec![passage(WrittenKind::Note, None), passage(WrittenKind::Priority, Some(RoundId(1)))];
    Passages { total: 2, shown }
}

pub fn applied(effects: &[Effect]) -> &Change {
    let change = effects.iter().find_map(|effect| match effect {
        Effect::Apply(change) => Some(change),
        _ => None,
    });
    change.unwrap_or_else(|| panic!("no change among {effects:?}"))
}

/// The screen as text, without trailing spaces.
pub fn screen(model: &Model) -> String {
    let (columns, rows) = model.shared.size;
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| view(model, frame)).unwrap();
    let buffer = terminal.backend().buffer();
    let row = |y: u16| (0..columns).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
    (0..rows).map(row).collect::<Vec<_>>().join("\n")
}
