//! What is exported comes back unchanged.

use super::cell::Shape;
use super::export::{ExportedTable, TableFilter, TableFormat, export};
use super::test_records::{day, empty, filled, moment, with_demo};
use super::{TableComparison, TableKind, compare, identify, register_csv};
use crate::import::read_sheet;
use crate::register::councils_csv::read_register;
use crate::sheet_file::{SheetFile, collect};
use charter::change::Change;
use charter::edit::{Record, Table};
use charter::untrusted::Untrusted;
use proptest::prelude::{any, prop_assert_eq, proptest};
use std::io::Cursor;
use store::Store;

const KINDS: [TableKind; 7] = [
    TableKind::Contacts,
    TableKind::Priorities,
    TableKind::Returns,
    TableKind::Meetings,
    TableKind::Updates,
    TableKind::Requests,
    TableKind::Events,
];

fn exported(store: &Store, kind: TableKind) -> ExportedTable {
    export(store, kind, &TableFilter { as_at: day("2024-10-05"), ..TableFilter::default() }).unwrap()
}

fn read(bytes: Vec<u8>, format: TableFormat) -> SheetFile {
    let kind = formats::sheet::kind_of(&format!("table.{}", format.code()), &bytes).unwrap();
    let (mut messages, total) = (Vec::new(), bytes.len() as u64);
    read_sheet(&mut Cursor::new(bytes), total, kind, &mut |message| {
        messages.push(message);
        Ok(())
    })
    .unwrap();
    collect("table".to_owned(), &mut messages.into_iter(), false, 100_000).unwrap()
}

fn compared(store: &Store, table: &ExportedTable, format: TableFormat) -> TableComparison {
    compare(store, &read(table.bytes(format).unwrap(), format), moment()).unwrap()
}

/// Every record of the tables, without ids of the database; councils and rounds have the same in both.
fn records(store: &Store) -> Vec<String> {
    let tables = [Table::Priorities, Table::Actions, Table::Progress, Table::Reviews, Table::Returns];
    let more =
        [Table::Decisions, Table::Meetings, Table::Updates, Table::Contacts, Table::Requests, Table::PublicEvents];
    let rows = store.records(&[&tables[..], &more[..]].concat()).unwrap();
    let priority = |id| rows.priority(id).map(|it| format!("{} {}", it.since, it.text.raw())).unwrap();
    let mut all: Vec<Record> = Vec::new();
    all.extend(rows.priorities().cloned().map(Record::from));
    all.extend(rows.actions().cloned().map(Record::from));
    all.extend(rows.progress().cloned().map(Record::from));
    all.extend(rows.reviews().cloned().map(Record::from));
    all.extend(rows.returns().cloned().map(Record::from));
    all.extend(rows.decisions().cloned().map(Record::from));
    all.extend(rows.meetings().cloned().map(Record::from));
    all.extend(rows.updates().cloned().map(Record::from));
    all.extend(rows.contacts().cloned().map(Record::from));
    all.extend(rows.requests().cloned().map(Record::from));
    all.extend(rows.public_events().cloned().map(Record::from));
    let mut texts: Vec<String> = all
        .into_iter()
        .map(|record| {
            let named = match &record {
                Record::Action(it) => priority(it.priority),
                Record::Progress(it) => priority(it.priority),
                Record::Review(it) => priority(it.priority),
                Record::Return(it) => {
                    let sent = it.answer.priorities.iter().map(|sent| sent.priority.map(priority));
                    format!("{:?}", sent.collect::<Vec<_>>())
                }
                Record::Decision(it) => {
                    let returned = rows.returned(it.returned).unwrap();
                    let before = it.slots_before.iter().flatten().map(|slot| slot.priority.map(priority));
                    format!("{:?} {:?}", returned.received, before.collect::<Vec<_>>())
                }
                _ => String::new(),
            };
            let mut value = serde_json::to_value(&record).unwrap();
            forget_ids(&mut value);
            format!("{named} {value}")
        })
        .collect();
    texts.sort();
    texts
}

fn forget_ids(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            for name in ["id", "version", "priority", "carried", "returned"] {
                fields.remove(name);
            }
            fields.values_mut().for_each(forget_ids);
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(forget_ids),
        _ => {}
    }
}

#[test]
fn a_database_comes_back_whole_from_its_tables() {
    let folder = tempfile::tempdir().unwrap();
    let from = with_demo(folder.path());
    assert!(records(&from).len() > 500);
    let meetings = exported(&from, TableKind::Meetings);
    let priorities = exported(&from, TableKind::Priorities);
    for (table, heading) in
        [(&meetings, "own reason"), (&meetings, "hours lost"), (&priorities, "outcome"), (&priorities, "aims")]
    {
        let index = table.columns.iter().position(|(known, _)| *known == heading).unwrap();
        assert!(table.rows.iter().any(|row| !row[index].is_empty()), "{heading} is filled");
    }
    for format in [TableFormat::Csv, TableFormat::Xlsx] {
        let mut to = empty(folder.path(), format.code());
        for kind in KINDS {
            let table = exported(&from, kind);
            let comparison = compared(&to, &table, format);
            assert_eq!(comparison.asked, [], "{kind} {format}");
            assert!(comparison.new > 10 && comparison.unchanged == 0, "{kind}: {}", comparison.new);
            to.apply(&Change::all(vec![comparison.act.unwrap()]), "2416", moment()).unwrap();
            let back = exported(&to, kind);
            assert_eq!(back.bytes(TableFormat::Csv).unwrap(), table.bytes(TableFormat::Csv).unwrap(), "{kind}");
        }
        let (one, other) = (records(&from), records(&to));
        assert_eq!(one.len(), other.len());
        one.iter().zip(&other).for_each(|(one, other)| assert_eq!(one, other));
        for kind in KINDS {
            let again = compared(&to, &exported(&from, kind), format);
            assert_eq!((again.new, again.asked.len(), again.act.is_none()), (0, 0, true), "{kind}");
            assert!(again.unchanged > 10);
        }
        for _ in KINDS {
            to.undo("2416", moment()).unwrap();
        }
        assert_eq!(records(&to), Vec::<String>::new());
    }
}

#[test]
fn another_value_of_a_record_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    for (kind, heading, value) in [
        (TableKind::Meetings, "place", "The annexe"),
        (TableKind::Contacts, "phone", "01939 000000"),
        (TableKind::Priorities, "category", "rural crime"),
        (TableKind::Returns, "views", "We like the charter"),
        (TableKind::Requests, "owner", "superintendent"),
        (TableKind::Events, "people who came", "15"),
    ] {
        let mut table = exported(&store, kind);
        let index = table.columns.iter().position(|(known, _)| *known == heading).unwrap();
        table.rows[0][index] = value.to_owned();
        let comparison = compared(&store, &table, TableFormat::Csv);
        let asked: Vec<String> = comparison.asked.iter().map(super::AskedTableRow::describe).collect();
        assert_eq!((comparison.new, asked.len()), (0, 1), "{kind}: {asked:?}");
        assert!(asked[0].contains(&format!("the record here differs in: {heading};")), "{asked:?}");
        assert!(comparison.act.is_none());
    }
}

/// Headings, and the values that their cells get.
type Changed<'a> = &'a [(&'a str, &'a str)];

#[test]
fn a_row_that_is_not_certain_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    let cases: [(TableKind, Changed<'_>, &str); 17] = [
        (
            TableKind::Events,
            &[("counts as contact", "yes"), ("place", "x"), ("council codes covered", ""), ("councils covered", "")],
            "which councils the event covers",
        ),
        (TableKind::Requests, &[("asked on", "2025-01-01")], "after today"),
        (TableKind::Requests, &[("what was asked for", "x"), ("answer due", "2023-01-01")], "before it was made"),
        (TableKind::Events, &[("kind of event", "raid")], "is none of: surgery, street-briefing, committee, other"),
        (TableKind::Events, &[("council codes covered", "E04999999")], "no council has the code E04999999"),
        (TableKind::Events, &[("event on", "2025-01-01")], "still to come"),
        (TableKind::Meetings, &[("at", "noon")], "at: “noon” is no time; write it as 19:30"),
        (TableKind::Meetings, &[("council code", "E04999999")], "no council has the code E04999999"),
        (
            TableKind::Meetings,
            &[("at", "20:00"), ("attendance", "written"), ("reason", ""), ("own reason", ""), ("hours lost", "")],
            "cannot have been attended",
        ),
        (TableKind::Meetings, &[("at", "20:00"), ("reason", "leave")], "stands for “other”"),
        (TableKind::Meetings, &[("at", "20:00"), ("hours lost", "2000.5")], "at most 2000"),
        (TableKind::Meetings, &[("hours lost", "many")], "hours lost: “many” is no number"),
        (TableKind::Updates, &[("updated on", "2025-01-01")], "after today"),
        (TableKind::Updates, &[("council code", " "), ("council", "")], "it names no council"),
        (TableKind::Returns, &[("round", "2031-Q1")], "round 2031-Q1 is not open; open it first"),
        (TableKind::Contacts, &[("e-mail", "nobody")], "an e-mail address has an @"),
        (
            TableKind::Priorities,
            &[("due", "2024-02-02"), ("what", "x"), ("aims", ""), ("record", "progress")],
            "progress has no “owner”",
        ),
    ];
    for (kind, changed, why) in cases {
        let mut table = exported(&store, kind);
        let place = |heading: &str| table.columns.iter().position(|(known, _)| *known == heading).unwrap();
        let changed: Vec<(usize, &str)> = changed.iter().map(|(heading, value)| (place(heading), *value)).collect();
        let is_wanted = |row: &&mut Vec<String>| kind != TableKind::Priorities || row[0] == "action";
        let row = table.rows.iter_mut().find(is_wanted).unwrap();
        changed.into_iter().for_each(|(index, value)| row[index] = value.to_owned());
        let asked: Vec<String> =
            compared(&store, &table, TableFormat::Csv).asked.iter().map(super::AskedTableRow::describe).collect();
        assert!(asked.iter().any(|asked| asked.contains(why)), "{kind}, {why}: {asked:?}");
    }
}

#[test]
fn the_register_comes_back_from_both_formats() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    let table = exported(&store, TableKind::Register);
    let direct = read_register(&table.bytes(TableFormat::Csv).unwrap()).unwrap();
    assert_eq!((direct.rejected.len(), direct.rows.len()), (0, table.rows.len()));
    for format in [TableFormat::Csv, TableFormat::Xlsx] {
        let file = read(table.bytes(format).unwrap(), format);
        assert_eq!(identify(&file), Ok(TableKind::Register));
        assert_eq!(read_register(&register_csv(&file).unwrap()).unwrap().rows, direct.rows);
    }
    let terms =
        charter::register::RegisterTerms { from: Some(day("2024-10-05")), is_complete: true, ..Default::default() };
    let diff = charter::register::compare(direct.rows, &store.councils().unwrap(), terms);
    assert_eq!((diff.new, diff.changed, diff.ended, diff.unchanged), (0, 0, 0, table.rows.len()));
}

#[test]
fn a_table_is_told_by_its_headings() {
    let folder = tempfile::tempdir().unwrap();
    let store = empty(folder.path(), "none.db");
    for kind in TableKind::ALL {
        let file = read(exported(&store, *kind).bytes(TableFormat::Csv).unwrap(), TableFormat::Csv);
        assert_eq!(identify(&file), Ok(*kind));
    }
    let other = read(b"Council,Wish\r\nWem,yes\r\n".to_vec(), TableFormat::Csv);
    assert!(identify(&other).unwrap_err().contains("those of no table"));
}

#[test]
fn a_round_and_a_council_narrow_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    let round = store.rounds().unwrap().pop();
    let councils = Some(vec![store.councils().unwrap()[0].id]);
    let narrow = TableFilter { councils, round, as_at: day("2024-10-05") };
    let rows = |kind| export(&store, kind, &narrow).unwrap().rows;
    // Two returns, five priorities that were sent, two decisions with four slots each, one settled conflict.
    let parts = |part: &str| rows(TableKind::Returns).iter().filter(|row| row[0] == part).count();
    assert_eq!((parts("return"), parts("priority"), parts("before the decision")), (2, 4, 8));
    assert!(rows(TableKind::Priorities).iter().filter(|row| row[0] == "priority").count() == 3);
    assert_eq!(rows(TableKind::Meetings).len(), 1);
    assert_eq!(rows(TableKind::Updates).len(), 1);
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    #[test]
    fn any_text_comes_back_from_a_cell(text in any::<String>(), more in "['=+@\"\\-\r\n\t ,;_x0-9]{0,8}") {
        let text = format!("{more}{text}").replace(['\0', '\u{fffe}', '\u{ffff}', '\u{feff}'], "");
        let table = ExportedTable {
            kind: TableKind::Updates,
            columns: vec![("first", Shape::Text), ("second", Shape::Text)],
            rows: vec![vec!["x".to_owned(), text.clone()]],
        };
        for format in [TableFormat::Csv, TableFormat::Xlsx] {
            let file = read(table.bytes(format).unwrap(), format);
            let cells = &file.sheets[0].rows[0].cells;
            let back = cells.get(1).map(Untrusted::raw).unwrap_or_default();
            prop_assert_eq!(charter::untrusted::unescape_table(back), &text, "{}", format);
        }
    }
}

#[test]
fn issued_reports_are_written_with_their_figures_and_not_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path());
    let table = exported(&store, TableKind::IssuedReports);
    let figure = |row: &[String]| (row[0].clone(), row[3].clone(), row[11].clone(), row[13].clone(), row[14].clone());
    let told: Vec<_> = table.rows.iter().map(|row| figure(row)).collect();
    let expected = ("2024-Q1", "Police and Crime Panel", "all councils", "4", "610");
    let expected = <[&str; 5]>::from(expected).map(str::to_owned);
    assert_eq!(told, [<(String, String, String, String, String)>::from(expected)]);
    for format in [TableFormat::Csv, TableFormat::Xlsx] {
        let why = compare(&store, &read(table.bytes(format).unwrap(), format), moment()).unwrap_err();
        assert!(why.contains("no database takes back"), "{why}");
    }
}

#[test]
fn an_event_may_cover_several_councils_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let table = exported(&filled(folder.path()), TableKind::Events);
    let covered = table.rows.iter().map(|row| row[5].as_str());
    assert!(covered.clone().any(str::is_empty) && covered.clone().any(|names| names.contains("; ")));
}
