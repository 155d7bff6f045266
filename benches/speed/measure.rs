//! Measures all programs in turns, so that other load on the machine affects all of them alike.

use super::process;
use super::sample::Sample;
use super::subject::{Role, Subject};
use super::support::{Color, Dashboard, Page};
use std::thread;
use std::time::{Duration, Instant};

/// Number of starts of each program.
const STARTS: usize = 21;
/// How often each program's selection goes down and up again, and how far.
const SWEEPS: usize = 4;
const SWEEP: usize = 15;
/// Words to type into each find field, letter by letter.
const QUERIES: [&str; 16] =
    ["ham", "wes", "bro", "ley", "sto", "wor", "ter", "ash", "den", "old", "nor", "pen", "ing", "cot", "gre", "mor"];
/// How long a program is left alone before it counts as idle, and how long it is then watched.
const SETTLE_TIME: Duration = Duration::from_secs(2);
const IDLE_TIME: Duration = Duration::from_secs(3);
/// A pause between two keys, as a person makes it. Work after a frame must not count for the next key.
const KEY_PAUSE: Duration = Duration::from_millis(8);

/// Results for one program. Times in milliseconds, memory in MB.
pub struct Result {
    pub role: Role,
    pub name: String,
    /// From starting the process to the first full frame.
    pub first_frame: Sample,
    /// From pressing Down or Up to the frame with the next row selected.
    pub move_key: Sample,
    /// From typing the first letter into the find field to the frame with the results.
    pub first_letter: Sample,
    /// The same for the following letters, which have fewer rows to search.
    pub next_letter: Sample,
    /// From pressing a column's letter in the picker of columns to the frame with the sorted list; only for the real
    /// program.
    pub sort: Sample,
    /// Results for the screens beside the list, in the order of [`SCREENS`]; a bare program has none.
    pub screens: Vec<ScreenResult>,
    /// The map, of which the find field is not measured; a bare program has none.
    pub map: ScreenResult,
    /// Resident memory once all is loaded.
    pub resident: f64,
    /// Peak resident memory until then.
    pub resident_peak: f64,
    /// Wake-ups while nothing happened.
    pub wake_ups: u64,
}

/// The screens beside the list of councils: their keys and names.
pub const SCREENS: [(&str, &str); 2] = [("3", "Diary"), ("4", "Priorities")];
/// How often each of them is opened.
const OPENINGS: usize = 15;

/// Results for one of these screens.
#[derive(Default)]
pub struct ScreenResult {
    /// From pressing its key on the list to the frame full of its rows.
    pub opened: Sample,
    /// From pressing Down or Up to the frame with the next row selected.
    pub move_key: Sample,
    /// From typing the first letter into the find field to the frame with the results.
    pub first_letter: Sample,
}

pub fn all(subjects: &[Subject], rehearse: bool) -> Vec<Result> {
    let mut results: Vec<Result> = subjects.iter().map(empty_result).collect();
    // The first start of each reads its files from the disk, and is not counted.
    for subject in subjects {
        first_frame(subject);
    }
    for _ in 0..STARTS {
        for (subject, result) in subjects.iter().zip(&mut results) {
            result.first_frame.add(first_frame(subject));
        }
    }

    let mut desks: Vec<Dashboard> = subjects.iter().map(open).collect();
    idle(&desks, &mut results);
    for _ in 0..SWEEPS {
        for key in ["Down", "Up"] {
            for _ in 0..SWEEP {
                for (desk, result) in desks.iter_mut().zip(&mut results) {
                    result.move_key.add(move_key(desk, key));
                }
            }
        }
    }
    desks.iter_mut().for_each(|desk| press_until(desk, "/", |page| find_text(page).is_some()));
    for query in QUERIES {
        for (desk, result) in desks.iter_mut().zip(&mut results) {
            // Forty made-up rows have nothing to find.
            if result.role != Role::Floor {
                filter_keys(desk, query, &mut result.first_letter, &mut result.next_letter);
            }
        }
    }
    for (desk, result) in desks.iter_mut().zip(&mut results) {
        if matches!(result.role, Role::Real(_)) && !rehearse {
            press_until(desk, "Esc", |page| find_text(page).as_deref() == Some("") || find_text(page).is_none());
            sort_keys(desk, &mut result.sort);
            result.screens = SCREENS.iter().map(|(key, _)| on_screen(desk, key)).collect();
            result.map = on_map(desk);
        }
    }
    results
}

/// Sorts by columns of text, of days and of numbers in turn, each time by another one, and goes back to the register.
fn sort_keys(desk: &mut Dashboard, sorted: &mut Sample) {
    for _ in 0..SWEEPS {
        for column in ["c", "t", "h", "l", "p", "d"] {
            press_until(desk, "s", |page| page.find(SORT_TITLE).is_some());
            thread::sleep(KEY_PAUSE);
            // The picker closes in the frame that shows the sorted list.
            sorted.add(press_timed(desk, column, |page| page.find(SORT_TITLE).is_none() && is_full(page)));
        }
    }
    press_until(desk, "s", |page| page.find(SORT_TITLE).is_some());
    press_until(desk, "o", |page| page.find(SORT_TITLE).is_none() && is_full(page));
}

/// The title of the picker of columns.
const SORT_TITLE: &str = "Sort by";

/// Measures one of the screens and returns to the list.
fn on_screen(desk: &mut Dashboard, key: &str) -> ScreenResult {
    let mut measured = ScreenResult::default();
    let list = desk.look(rows_below_field);
    for _ in 0..OPENINGS {
        thread::sleep(KEY_PAUSE);
        let list_too = list.clone();
        measured.opened.add(press_timed(desk, key, move |page| is_full(page) && rows_below_field(page) != list_too));
        thread::sleep(KEY_PAUSE);
        let list_again = list.clone();
        press_until(desk, "1", move |page| rows_below_field(page) == list_again);
    }
    let list_too = list.clone();
    press_until(desk, key, move |page| is_full(page) && rows_below_field(page) != list_too);
    for key in ["Down", "Up"] {
        for _ in 0..SWEEP {
            measured.move_key.add(move_key(desk, key));
        }
    }
    press_until(desk, "/", |page| find_text(page).is_some());
    let mut next_letter = Sample::default();
    for query in QUERIES {
        filter_keys(desk, query, &mut measured.first_letter, &mut next_letter);
    }
    press_until(desk, "Esc", |page| find_text(page).as_deref() == Some("") || find_text(page).is_none());
    press_until(desk, "1", move |page| rows_below_field(page) == list);
    measured
}

/// Measures the map and returns to the list. An arrow back has a council to go to, because the arrow before came from one.
fn on_map(desk: &mut Dashboard) -> ScreenResult {
    let mut measured = ScreenResult::default();
    let is_open = |page: Page<'_>| page.find(MAP_TITLE).is_some();
    for _ in 0..OPENINGS {
        thread::sleep(KEY_PAUSE);
        measured.opened.add(press_timed(desk, "5", is_open));
        press_until(desk, "Esc", move |page| !is_open(page));
    }
    press_until(desk, "5", is_open);
    // The council in focus may have no place; from its first key on the focus is on the map.
    map_key(desk, "Down");
    for _ in 0..SWEEPS * SWEEP {
        for key in ["Up", "Down"] {
            measured.move_key.add(map_key(desk, key));
        }
    }
    press_until(desk, "Esc", move |page| !is_open(page));
    measured
}

/// What only the map says.
const MAP_TITLE: &str = "10 columns are";

fn map_key(desk: &mut Dashboard, key: &str) -> f64 {
    thread::sleep(KEY_PAUSE);
    let before = desk.look(rows_below_field);
    press_timed(desk, key, move |page| rows_below_field(page) != before)
}

fn empty_result(subject: &Subject) -> Result {
    Result {
        role: subject.role,
        name: subject.name.clone(),
        first_frame: Sample::default(),
        move_key: Sample::default(),
        first_letter: Sample::default(),
        next_letter: Sample::default(),
        sort: Sample::default(),
        screens: Vec::new(),
        map: ScreenResult::default(),
        resident: f64::NAN,
        resident_peak: f64::NAN,
        wake_ups: 0,
    }
}

fn open(subject: &Subject) -> Dashboard {
    let desk = subject.start(is_full);
    desk.seen_at("the first frame");
    desk
}

fn first_frame(subject: &Subject) -> f64 {
    let mut desk = subject.start(is_full);
    let seen = desk.seen_at("the first frame");
    let milliseconds = elapsed_ms(desk.started(), seen);
    thread::sleep(KEY_PAUSE);
    desk.press("q");
    let exit = desk.wait_exit();
    assert!(exit.success(), "{}: {exit}", subject.name);
    milliseconds
}

fn idle(desks: &[Dashboard], results: &mut [Result]) {
    thread::sleep(SETTLE_TIME);
    let before: Vec<u64> = desks.iter().map(|desk| process::sleeps(desk.pid())).collect();
    thread::sleep(IDLE_TIME);
    for ((desk, before), result) in desks.iter().zip(before).zip(results) {
        result.wake_ups = process::sleeps(desk.pid()).saturating_sub(before);
        result.resident = process::resident(desk.pid());
        result.resident_peak = process::resident_peak(desk.pid());
    }
}

fn move_key(desk: &mut Dashboard, key: &str) -> f64 {
    thread::sleep(KEY_PAUSE);
    let before = desk.look(selected);
    press_timed(desk, key, move |page| selected(page) != before)
}

/// Types a word into an empty find field and removes it again.
fn filter_keys(desk: &mut Dashboard, query: &str, first: &mut Sample, next: &mut Sample) {
    for length in 1..=query.len() {
        thread::sleep(KEY_PAUSE);
        let before = desk.look(rows_below_field);
        let (key, wanted) = (query[length - 1..length].to_owned(), query[..length].to_owned());
        let answered = move |page: Page<'_>| {
            // The first letter always changes the rows; a later one may leave all that fit on the screen.
            let narrowed = length > 1 || rows_below_field(page) != before;
            narrowed && find_text(page).as_deref() == Some(&wanted)
        };
        let sample = if length == 1 { &mut *first } else { &mut *next };
        sample.add(press_timed(desk, &key, answered));
    }
    for length in (0..query.len()).rev() {
        let left = query[..length].to_owned();
        press_until(desk, "Backspace", move |page| find_text(page).as_deref() == Some(&left));
    }
}

fn press_timed(desk: &mut Dashboard, key: &str, answered: impl FnMut(Page<'_>) -> bool + Send + 'static) -> f64 {
    desk.watch(answered);
    let pressed = Instant::now();
    desk.press(key);
    elapsed_ms(pressed, desk.seen_at(&format!("the answer to {key}")))
}

fn press_until(desk: &mut Dashboard, key: &str, answered: impl FnMut(Page<'_>) -> bool + Send + 'static) {
    press_timed(desk, key, answered);
}

fn elapsed_ms(from: Instant, to: Instant) -> f64 {
    to.duration_since(from).as_secs_f64() * 1e3
}

/// Whether the screen is full of rows with one selected. A loading screen has fewer words.
fn is_full(page: Page<'_>) -> bool {
    let worded = |row: &String| row.chars().filter(|letter| letter.is_alphabetic()).count() >= 8;
    selected(page).is_some() && (0..page.rows()).map(|row| page.row(row)).filter(worded).count() >= 30
}

/// The selected row and its text: the one with a background of its own, or inverse, over twenty columns or more.
fn selected(page: Page<'_>) -> Option<(u16, String)> {
    let marked =
        |row: u16, col: u16| page.style_at(row, col).is_some_and(|style| style.inverse || style.bg != Color::Default);
    let is_selected = |row: &u16| (0..page.cols()).filter(|col| marked(*row, *col)).count() >= 20;
    (1..page.rows()).find(is_selected).map(|row| (row, page.row(row)))
}

/// The content of the find field, if it is open.
fn find_text(page: Page<'_>) -> Option<String> {
    let row = page.row_containing(LABEL)?;
    let field = row.split_once(LABEL)?.1;
    Some(field.split("  ").next().unwrap_or_default().trim().to_owned())
}

/// The label of the find field in all programs.
const LABEL: &str = " Find";

fn rows_below_field(page: Page<'_>) -> Vec<String> {
    let field = page.find(LABEL).map_or(0, |(row, _)| row);
    (field + 1..page.rows()).map(|row| page.row(row)).collect()
}
