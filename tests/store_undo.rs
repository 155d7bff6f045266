//! Changes, undos, redos, loads and refusals in any order and across restarts: an undo restores exactly the state
//! before, a redo exactly what was undone.

mod common;

use charter::change::{Act, Change, Resolution, SplitPart};
use charter::column::Column;
use charter::ids::CouncilId;
use charter::incoming::Source;
use charter::meeting::Attendance;
use charter::returns::Wish;
use common::*;
use desk::seed::seed;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::{ApplyError, Store};

#[derive(Clone, Debug)]
enum Step {
    Apply(Vec<(u8, i64, u32)>),
    /// Imports the mails with these numbers.
    TakeIn(Vec<u64>),
    Load,
    Undo,
    Redo,
    Reopen,
}

/// Undos and redos in runs, so that the stacks are emptied and filled again.
fn any_steps() -> impl Strategy<Value = Vec<Step>> {
    let acts = proptest::collection::vec((0u8..10, 1i64..3, 1u32..5), 1..4);
    let run = prop_oneof![
        6 => acts.prop_map(|acts| vec![Step::Apply(acts)]),
        2 => proptest::collection::vec(1u64..6, 1..4).prop_map(|numbers| vec![Step::TakeIn(numbers)]),
        1 => Just(vec![Step::Load]),
        3 => (1usize..4).prop_map(|n| vec![Step::Undo; n]),
        3 => (1usize..4).prop_map(|n| vec![Step::Redo; n]),
        1 => Just(vec![Step::Reopen]),
    ];
    proptest::collection::vec(run, 1..16).prop_map(|runs| {
        // Entries to undo from the start.
        let begun = (0..3).map(|number| Step::Apply(vec![(6, 1, 2 + number)]));
        begun.chain(runs.concat()).collect()
    })
}

/// An act on one of two councils. Some are refused, some change nothing, some conflict with the act before.
fn act(desk: &TestStore, (sort, council, number): (u8, i64, u32)) -> Act {
    let on = format!("2023-09-{:02}", 10 + number);
    match sort {
        0 => returned(desk, council, &on, answer(Wish::Yes, &["a", "b", "c", "d"][..number as usize])),
        1 => returned(desk, council, &on, answer(Wish::No, &[])),
        2 => meeting(council, &on, Some(Attendance::InPerson)),
        3 => letter(desk, council, (number % 2 == 0).then_some("2023-09-20")),
        4 => team(council, ["North SNT", "South SNT"][number as usize % 2]),
        5 => settle(desk, council, i64::from(number)),
        7 => of_item(desk, council, number as usize),
        8 => learn(council, ["clerk@wem.example", "office@ford.example"][number as usize % 2]),
        9 => columns(["a|b", "c|d"][council as usize % 2], &[Column::ALL[number as usize % 2], Column::Unused]),
        _ => note(council, if number == 1 { " " } else { "a note" }),
    }
}

/// What happens to a waiting item; to a missing one if none waits.
fn of_item(desk: &TestStore, council: i64, number: usize) -> Act {
    let waiting = desk.waiting();
    let item = waiting.get(number % waiting.len().max(1)).map(|(item, _)| item);
    let (council, whole) = (CouncilId(council), |id| SplitPart { council: CouncilId(id), part: None });
    let to_be = match number {
        1 => Resolution::AssignCouncil(council),
        2 => Resolution::NotForUs,
        3 => Resolution::Split(vec![whole(1), whole(2)]),
        _ if item.is_some_and(|item| item.later) => Resolution::Waiting,
        _ => Resolution::Later,
    };
    becomes(item.map_or(1, |item| item.id.0), item.map_or(1, |item| item.version), to_be)
}

fn told(desk: &TestStore) -> String {
    let mut told = String::new();
    for council in 1..3 {
        let file = desk.file(council);
        told += &format!("{:?}", (file.council, file.status, file.letters, file.replies));
        told += &format!("{:?}", (file.returns, file.meetings, file.notes.len()));
    }
    told += &desk.told_of_inbox();
    told.split(", ").filter(|part| !part.starts_with("version: ")).collect::<Vec<_>>().join(", ")
}

/// The states on the two stacks: before each change that can be undone, and before each undo.
#[derive(Default)]
struct Model {
    undo: Vec<String>,
    redo: Vec<String>,
    entries: usize,
}

fn walk(steps: &[Step], mut desk: TestStore) -> Result<(), TestCaseError> {
    let mut model = Model { entries: 1, ..Model::default() };
    for step in steps {
        let before = told(&desk);
        match step {
            Step::Reopen => desk = desk.reopened(),
            Step::Load => {
                desk.store.load(&note(9, "loaded").into(), BY, now()).unwrap();
                model.entries += 1;
            }
            Step::TakeIn(numbers) => {
                let sources: Vec<Source> = numbers.iter().map(|number| mail(*number)).collect();
                let taken = desk.import_sources(&sources);
                prop_assert_eq!(taken.items.len() + taken.duplicates, sources.len());
                prop_assert_eq!(taken.saved.is_some(), !taken.items.is_empty());
                if taken.saved.is_some() {
                    model.undo.push(before);
                    model.redo.clear();
                    model.entries += 1;
                } else {
                    prop_assert_eq!(told(&desk), before);
                }
            }
            Step::Apply(acts) => {
                let change = Change::all(acts.iter().map(|of| act(&desk, *of)).collect());
                match desk.store.apply(&change, BY, now()) {
                    Ok(_) => {
                        model.undo.push(before);
                        model.redo.clear();
                        model.entries += 1;
                    }
                    Err(ApplyError::Refused(_)) => prop_assert_eq!(told(&desk), before),
                    Err(other) => return Err(TestCaseError::fail(other.to_string())),
                }
            }
            Step::Undo => match (model.undo.pop(), desk.store.undo(BY, now())) {
                (Some(was), Ok(_)) => {
                    prop_assert_eq!(told(&desk), was);
                    model.redo.push(before);
                    model.entries += 1;
                }
                (None, Err(ApplyError::NothingToUndo)) => {}
                (was, done) => return Err(TestCaseError::fail(format!("undo: {was:?} {:?}", done.err()))),
            },
            Step::Redo => match (model.redo.pop(), desk.store.redo(BY, now())) {
                (Some(was), Ok(_)) => {
                    prop_assert_eq!(told(&desk), was);
                    model.undo.push(before);
                    model.entries += 1;
                }
                (None, Err(ApplyError::NothingToRedo)) => {}
                (was, done) => return Err(TestCaseError::fail(format!("redo: {was:?} {:?}", done.err()))),
            },
        }
        prop_assert_eq!(desk.store.history(None, usize::MAX).unwrap().len(), model.entries);
    }
    desk.store.verify().map_err(|error| TestCaseError::fail(error.to_string()))
}

#[test]
fn any_walk_back_and_forth_ends_where_it_was() {
    let template = TestStore::new();
    let bytes = std::fs::read(template.path()).unwrap();
    let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&any_steps(), |steps| {
            let folder = tempfile::TempDir::new().unwrap();
            let path = folder.path().join("desk.db");
            std::fs::write(&path, &bytes).unwrap();
            let store = Store::open(&path, now(), seed).unwrap().store;
            walk(&steps, TestStore { folder, store, round: template.round.clone() })
        })
        .unwrap();
}
