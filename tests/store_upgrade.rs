//! Upgrades from every released schema: the same tables as in a new file, nothing lost, a backup first. A file of a
//! newer program stays unchanged.

mod common;

use std::path::{Path, PathBuf};

use charter::change::{Act, Change, WriteNote};
use charter::ids::CouncilId;
use charter::journal::differences;
use charter::public_event::{EventFacts, EventKind};
use charter::returns::DEFAULT_CATEGORIES;
use charter::untrusted::Untrusted;
use common::{BY, TestStore, at, day, now};
use desk::records::{record_area, record_event};
use desk::seed::seed;
use rstest::rstest;
use rusqlite::Connection;
use store::{FindingState, Store, StoreError, backups};

/// Every released migration, in order. These are never edited.
const MIGRATIONS: [&str; 16] = [
    include_str!("../crates/store/src/schema/001_register.sql"),
    include_str!("../crates/store/src/schema/002_rounds_and_replies.sql"),
    include_str!("../crates/store/src/schema/003_meetings_and_notes.sql"),
    include_str!("../crates/store/src/schema/004_journal.sql"),
    include_str!("../crates/store/src/schema/005_the_quarters_work.sql"),
    include_str!("../crates/store/src/schema/006_the_inbox.sql"),
    include_str!("../crates/store/src/schema/007_read_anew.sql"),
    include_str!("../crates/store/src/schema/008_split_items.sql"),
    include_str!("../crates/store/src/schema/009_calendar_revisions.sql"),
    include_str!("../crates/store/src/schema/010_kinds_of_mail.sql"),
    include_str!("../crates/store/src/schema/011_letters.sql"),
    include_str!("../crates/store/src/schema/012_contacts.sql"),
    include_str!("../crates/store/src/schema/013_dated.sql"),
    include_str!("../crates/store/src/schema/014_areas.sql"),
    include_str!("../crates/store/src/schema/015_records_for_reports.sql"),
    include_str!("../crates/store/src/schema/016_events.sql"),
];

const APPLICATION_ID: i64 = 0x4348_444b;

/// A file as the program of that schema left it, with one council.
fn database_of_version(version: usize, folder: &Path) -> PathBuf {
    let path = folder.join("desk.db");
    let connection = Connection::open(&path).unwrap();
    // The council is there from the first step on, because later ones change its columns.
    connection.execute_batch(MIGRATIONS[0]).unwrap();
    connection
        .execute_batch(
            "insert into councils (id, version, position, name, name_confirmed, kind, county, district, team, contact_role,
             contact_address, meeting_pattern, inactive_on) values (7, 3, 0, 'Wem Town Council', 1, 'town', 'Shropshire', 'Shropshire', '', '', '', '', null);
             insert into parishes values (7, 0, 'E1', 'Wem Urban', 52.8, -2.7);
             insert into identities values ('councils', 7);",
        )
        .unwrap();
    for step in &MIGRATIONS[1..version] {
        connection.execute_batch(step).unwrap();
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
    connection.pragma_update(None, "user_version", i64::try_from(version).unwrap()).unwrap();
    path
}

fn schema(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let mut statement =
        connection.prepare("select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_schema").unwrap();
    let mut schema: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    schema.sort();
    let version: i64 = connection.query_row("pragma user_version", [], |row| row.get(0)).unwrap();
    let application: i64 = connection.query_row("pragma application_id", [], |row| row.get(0)).unwrap();
    schema.push(format!("{version} {application}"));
    schema
}

#[test]
fn the_steps_are_all_there_are() {
    let desk = TestStore::new();
    assert!(
        schema(&desk.path()).contains(&format!("{} {APPLICATION_ID}", MIGRATIONS.len())),
        "add the new step to this test"
    );
}

/// What came in before was taken as a mail, whatever it was.
#[test]
fn what_came_in_before_is_a_mail() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = database_of_version(8, folder.path());
    let insert = format!(
        "insert into sources values (1, '{}', '', 'mail', 'auto-reply', 'a.msg', 1, null, null, '', '', '', 'Read: a', '', '', '[]',
         '[]', '[]', '[]', '2023-09-20T10:00:00Z');",
        "0".repeat(64)
    );
    Connection::open(&path).unwrap().execute_batch(&insert).unwrap();
    drop(Store::open(&path, at("2024-01-01T12:00:00Z"), seed).unwrap());
    let upgraded = Connection::open(&path).unwrap();
    let kind: String = upgraded.query_row("select kind from sources", [], |row| row.get(0)).unwrap();
    assert_eq!(kind, "mail");
}

/// A file of schema 4 in which three answers were agreed: the same priority twice, in other capitals.
#[test]
fn priorities_that_were_agreed_before_get_a_record_each() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = database_of_version(4, folder.path());
    Connection::open(&path)
        .unwrap()
        .execute_batch(
            "insert into rounds values (1, 1, '2023-Q4', '2023-10-01', '2023-12-31', null, '', '2023-09-30', '2024-01-01');
             insert into rounds values (2, 1, '2024-Q1', '2024-01-01', '2024-03-31', null, '', '2023-12-31', '2024-04-01');
             insert into returns values (1, 1, 7, 1, '2023-09-20', null, '2023-09-20T10:00:00Z', 'yes', 2, 2, null, null, '', 'replaces');
             insert into returns values (2, 1, 7, 2, '2023-12-20', null, '2023-12-20T10:00:00Z', 'yes', 1, 1, null, null, '', 'replaces');
             insert into returns values (3, 1, 7, 2, '2023-12-21', null, '2023-12-21T10:00:00Z', 'yes', 4, 0, null, null, '', 'disagrees');
             insert into priorities values (1, 0, 1, 'Speeding', null, 'speeding and road safety');
             insert into priorities values (1, 1, 2, 'Parking', 'Parking by the school', null);
             insert into priorities values (2, 0, 1, 'speeding ', null, null);
             insert into priorities values (3, 0, null, 'Not agreed', null, null);
             insert into meetings values (1, 1, 7, '2024-02-06', null, '', null, null, '[]', '', '[]');
             insert into categories values (0, 'speeding and road safety');",
        )
        .unwrap();
    let store = Store::open(&path, now(), seed).unwrap().store;
    store.verify().unwrap();
    let round = store.rounds().unwrap().remove(1);
    let file = store.council_file(CouncilId(7), &round, day("2024-01-10")).unwrap().unwrap();
    let told: Vec<(&str, &str, usize)> = file
        .priorities
        .iter()
        .map(|known| (known.priority.text.raw(), known.priority.since.to_string().leak() as &str, known.rounds.len()))
        .collect();
    assert_eq!(told, [("Parking by the school", "2023-09-20", 2), ("Speeding", "2023-09-20", 2)]);
    assert!(file.meetings[0].facts.plan.is_some(), "what had been planned is planned");
    assert_eq!(store.categories().unwrap(), ["speeding and road safety"]);
}

#[rstest]
#[case(1)]
#[case(2)]
#[case(3)]
#[case(4)]
#[case(5)]
#[case(10)]
fn an_older_file_is_brought_up_and_loses_nothing(#[case] version: usize) {
    let folder = tempfile::TempDir::new().unwrap();
    let path = database_of_version(version, folder.path());
    let before = std::fs::read(&path).unwrap();
    let opened = Store::open(&path, now(), seed).unwrap();
    assert!(opened.seeded.is_none());
    let mut store = opened.store;
    store.verify().unwrap();
    let council = store.councils().unwrap().remove(0);
    assert_eq!((council.id.0, council.version, council.name.raw()), (7, 3, "Wem Town Council"));
    assert_eq!(council.parishes[0].code, "E1");
    assert_eq!(store.categories().unwrap(), if version < 2 { DEFAULT_CATEGORIES.to_vec() } else { Vec::new() });
    let note = WriteNote { council: CouncilId(7), on: day("2023-10-05"), text: Untrusted::from("still works") };
    store.apply(&Act::Note(note).into(), BY, now()).unwrap();
    store.undo(BY, now()).unwrap();
    drop(store);
    let new = TestStore::new();
    assert_eq!(schema(&path), schema(&new.path()));

    let kept = backups(&path);
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].reason.as_str(), kept[0].councils, kept[0].created_at), ("before an upgrade", 1, now().at));
    assert_eq!(std::fs::read(&kept[0].path).unwrap().len(), before.len());
    assert_eq!(schema(&kept[0].path).last(), Some(&format!("{version} {APPLICATION_ID}")));
    // Opened again it is up to date, and no backup is made.
    Store::open(&path, now(), seed).unwrap();
    assert_eq!(backups(&path).len(), 1);
}

/// Another program, such as a database browser, overwrote the header: no upgrade fits such a file.
#[rstest]
#[case::none(MIGRATIONS.len(), 0)]
#[case::first(MIGRATIONS.len(), 1)]
#[case::later(6, 5)]
#[case::older_tables(3, 5)]
fn a_file_whose_tables_are_of_another_format_stays_byte_for_byte(#[case] tables: usize, #[case] header: i64) {
    let folder = tempfile::TempDir::new().unwrap();
    let path = database_of_version(tables, folder.path());
    let connection = Connection::open(&path).unwrap();
    connection.query_row("pragma journal_mode = wal", [], |_| Ok(())).unwrap();
    connection.pragma_update(None, "user_version", header).unwrap();
    drop(connection);
    let before = std::fs::read(&path).unwrap();
    let refused = Store::open(&path, now(), seed).err().unwrap();
    let text = refused.to_string();
    assert!(matches!(refused, StoreError::SchemaMismatch { .. }), "{text}");
    assert!(text.contains(&format!("says that it is of format {header}")), "{text}");
    assert!(text.contains("tables are of another") && text.contains("left as it is"), "{text}");
    assert!(text.contains("backup") && !text.contains("already exists"), "{text}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert!(backups(&path).is_empty());
    assert!(!folder.path().join("desk.db-backups").exists());
}

/// Tables or views that a user added do not prevent the upgrade.
#[test]
fn a_table_that_is_nobody_elses_does_not_matter() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = database_of_version(5, folder.path());
    Connection::open(&path).unwrap().execute_batch("create view by_county as select name from councils").unwrap();
    Store::open(&path, now(), seed).unwrap().store.verify().unwrap();
}

#[test]
fn a_file_of_a_newer_program_stays_byte_for_byte() {
    let desk = TestStore::new();
    let path = desk.path();
    drop(desk.store);
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = std::fs::read(&path).unwrap();
    let refused = Store::open(&path, at("2024-01-01T12:00:00Z"), seed).err().unwrap();
    let newest = MIGRATIONS.len() as i64;
    assert!(matches!(refused, StoreError::Newer { found: 99, known, .. } if known == newest), "{refused}");
    assert!(refused.to_string().contains("newer charterdesk") && refused.to_string().contains("Install"));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(
        std::fs::read_dir(desk.folder.path()).unwrap().count(),
        2,
        "something was left beside it and its checksum"
    );
}

#[test]
fn an_upgrade_that_fails_leaves_the_file_as_it_was() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = database_of_version(1, folder.path());
    // A user's view has the name that a migration wants for a table.
    Connection::open(&path).unwrap().execute_batch("create view replies as select name from councils").unwrap();
    let before = std::fs::read(&path).unwrap();
    let refused = Store::open(&path, now(), seed).err().unwrap();
    assert!(refused.to_string().contains("nothing is lost"), "{refused}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn an_upgrade_of_a_file_with_a_broken_reference_is_refused() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = database_of_version(1, folder.path());
    let connection = Connection::open(&path).unwrap();
    connection.pragma_update(None, "foreign_keys", false).unwrap();
    connection.execute_batch("insert into parishes values (8, 0, 'E2', 'Nowhere', null, null)").unwrap();
    drop(connection);
    let before = std::fs::read(&path).unwrap();
    let refused = Store::open(&path, now(), seed).err().unwrap();
    assert!(matches!(refused, StoreError::Damaged { .. }), "{refused}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

/// A change recorded before schema 5 can be undone after it, although the upgrade has added to the records.
#[test]
fn a_change_of_before_the_upgrade_is_undone_after_it() {
    let mut desk = TestStore::new();
    desk.apply(common::returned(&desk, 1, "2023-09-20", common::answer(charter::returns::Wish::Yes, &["a"])));
    desk.apply(common::meeting(1, "2023-10-12", None));
    // As an older program wrote it: the journal knows neither the priority's record nor the plan.
    let connection = Connection::open(desk.path()).unwrap();
    connection
        .execute_batch(
            "drop trigger journal_edits_stay;
             update journal_edits set after = json_remove(after, '$.plan', '$.priorities[0].carried')
             where after is not null;",
        )
        .unwrap();
    drop(connection);
    desk.store.undo(BY, now()).unwrap();
    desk.store.undo(BY, now()).unwrap();
    assert!(desk.file(1).returns.is_empty() && desk.file(1).meetings.is_empty());
}

/// A file of schema 10: the council's details as given, and a journal with one change of them.
fn database_with_contacts(folder: &Path) -> PathBuf {
    let path = database_of_version(10, folder);
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "insert into councils (id, version, position, name, name_confirmed, kind, county, district, team, contact_role,
             contact_address, meeting_pattern, inactive_on) values
             (8, 1, 1, 'Clive', 1, 'parish', 'Shropshire', 'Shropshire', '', 'clerk', 'Clerk@Three.example', '', null),
             (9, 1, 2, 'Grinshill', 1, 'parish', 'Shropshire', 'Shropshire', '', 'clerk', 'clerk@three.example ', '', null),
             (10, 1, 3, 'Myddle', 1, 'parish', 'Shropshire', 'Shropshire', '', 'clerk', '', '', null),
             (11, 1, 4, 'Baschurch', 1, 'parish', 'Shropshire', 'Shropshire', '', 'chair', 'The Hall, Baschurch', '', null),
             (12, 1, 5, 'Loppington', 1, 'parish', 'Shropshire', 'Shropshire', '', '', '', '', null);
             insert into identities values ('councils', 12) on conflict (table_name) do update set last = 12;
             update councils set version = 4, contact_role = 'the clerk', contact_address = 'post@wem.example' where id = 7;",
        )
        .unwrap();
    let council = |version: i64, role: &str, address: &str| {
        format!(
            "{{\"record\":\"council\",\"id\":7,\"version\":{version},\"position\":0,\"name\":\"Wem Town Council\",\
             \"name_confirmed\":true,\"kind\":\"town\",\"county\":\"Shropshire\",\"district\":\"Shropshire\",\"team\":\"\",\
             \"contact_role\":\"{role}\",\"contact_address\":\"{address}\",\"meeting_pattern\":\"\",\"inactive_on\":null,\
             \"parishes\":[{{\"code\":\"E1\",\"name\":\"Wem Urban\",\"latitude\":52.8,\"longitude\":-2.7}}]}}"
        )
    };
    connection
        .execute_batch(
            "insert into journal_entries values (1, '2023-09-01T10:00:00Z', 'sergeant', 'change', 'note', null, null, 1, null);
             insert into journal_entries values (2, '2023-09-02T10:00:00Z', 'sergeant', 'change', 'details of Wem', null, 1, 2, null);
             insert into notes values (1, 1, 7, '2023-09-01', 'a note');",
        )
        .unwrap();
    let edit = "insert into journal_edits values (?1, 0, 7, ?2, ?3)";
    let note = "{\"record\":\"note\",\"id\":1,\"version\":1,\"council\":7,\"on\":\"2023-09-01\",\"text\":\"a note\"}";
    connection.execute(edit, (1, None::<String>, note)).unwrap();
    let (before, after) = (council(3, "", ""), council(4, "the clerk", "post@wem.example"));
    connection.execute(edit, (2, before, after)).unwrap();
    path
}

#[test]
fn the_contact_of_each_council_becomes_a_record() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = database_with_contacts(folder.path());
    let mut store = Store::open(&path, now(), seed).unwrap().store;
    let contacts = store.contacts().unwrap();
    let told: Vec<(&str, String, &str, Vec<i64>)> = contacts
        .iter()
        .map(|it| {
            let facts = &it.facts;
            let councils = it.councils.iter().map(|council| council.0).collect();
            (facts.role.raw(), facts.email.raw().to_lowercase(), facts.postal_address.raw(), councils)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("chair", String::new(), "The Hall, Baschurch", vec![11]),
            ("clerk", String::new(), "", vec![10]),
            ("clerk", "clerk@three.example".to_owned(), "", vec![8, 9]),
            ("the clerk", "post@wem.example".to_owned(), "", vec![7]),
        ]
    );
    let faults: Vec<_> =
        store.check(now()).into_iter().filter(|finding| finding.state == FindingState::Fault).collect();
    assert!(faults.iter().all(|finding| finding.area != "journal"), "{faults:?}");
    let saved = store.apply(&common::contact(None, &[12], "clerk@loppington.example").into(), BY, now()).unwrap();
    assert_eq!(saved.words.raw(), "contact of Loppington");
    assert_eq!(store.contacts().unwrap().last().unwrap().id.0, 5, "no id is used again");
}

#[test]
fn a_contact_of_before_the_upgrade_stays_in_the_history_and_its_undo_is_refused() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut store = Store::open(&database_with_contacts(folder.path()), now(), seed).unwrap().store;
    let entry = store.history(Some(CouncilId(7)), 1).unwrap().remove(0);
    let listed: Vec<(String, String)> =
        differences(&entry.edits[0]).into_iter().map(|listed| (listed.field, listed.to)).collect();
    let wanted = [("contact address", "post@wem.example"), ("contact role", "the clerk")];
    assert_eq!(listed, wanted.map(|(field, to)| (field.to_owned(), to.to_owned())));
    let refused = store.undo(BY, now()).unwrap_err().to_string();
    assert!(refused.contains("Wem Town Council") && refused.contains("amend that contact"), "{refused}");
    assert_eq!(store.contacts().unwrap().len(), 4);
}

/// Before schema 13 only a change of team had a day. What such a file says of it holds, and undo leads through it.
#[test]
fn a_change_of_team_of_before_schema_13_is_a_dated_change() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = database_of_version(10, folder.path());
    let council = |version: i64, team: &str| {
        format!(
            r#"{{"record":"council","id":7,"version":{version},"position":0,"name":"Wem Town Council","name_confirmed":true,"kind":"town","county":"Shropshire","district":"Shropshire","team":"{team}","contact_role":"","contact_address":"","meeting_pattern":"","inactive_on":null,"parishes":[{{"code":"E1","name":"Wem Urban","latitude":52.8,"longitude":-2.7}}]}}"#
        )
    };
    let change = r#"{"record":"teamchange","id":1,"version":1,"council":7,"on":"2023-11-01","from":"North SNT","to":"Wem SNT","told_on":null}"#;
    Connection::open(&path)
        .unwrap()
        .execute_batch(&format!(
            "insert into rounds values (1, 1, '2023-Q4', '2023-10-01', '2023-12-31', null, '', '2023-09-30', '2024-01-01');
             update councils set team = 'Wem SNT', version = 4;
             insert into team_changes values (1, 1, 7, '2023-11-01', 'North SNT', 'Wem SNT', null);
             insert into identities values ('team_changes', 1);
             insert into journal_entries values (1, '2023-11-01T10:00:00Z', 'a sergeant', 'change', 'team', null, null, 1, null);
             insert into journal_edits values (1, 0, 7, null, '{change}');
             insert into journal_edits values (1, 1, 7, '{}', '{}');",
            council(3, "North SNT"),
            council(4, "Wem SNT")
        ))
        .unwrap();
    let mut store = Store::open(&path, now(), seed).unwrap().store;
    let round = store.rounds().unwrap().remove(0);
    let team = |store: &Store, on: &str| {
        let lines = store.lines(&round, day(on), store::Page::All).unwrap();
        lines[0].team.raw().to_owned()
    };
    assert_eq!(
        (team(&store, "2023-10-31"), team(&store, "2023-11-01")),
        ("North SNT".to_owned(), "Wem SNT".to_owned())
    );
    let journal = store.check(now()).into_iter().find(|finding| finding.area == "journal").unwrap();
    assert_eq!(journal.state, store::FindingState::Note, "{journal:?}: the council itself is older than the journal");
    let teams: Vec<String> = store.teams().unwrap().iter().map(|team| team.facts.name.raw().to_owned()).collect();
    assert_eq!(teams, ["North SNT", "Wem SNT"], "each team that a council has or had");
    store.undo(BY, now()).unwrap();
    assert_eq!(team(&store, "2023-11-01"), "North SNT");
    assert!(store.council_changes().unwrap().is_empty());
}

/// A priority that was closed before schema 15 keeps its words and has no class; the journal of then still agrees.
#[test]
fn a_priority_closed_before_schema_15_has_no_class() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = database_of_version(14, folder.path());
    let priority = r#"{"record":"priority","id":1,"version":2,"council":7,"since":"2023-09-20","text":"Speeding","category":null,"closed":{"on":"2023-10-02","result":"Signs stand."}}"#;
    Connection::open(&path)
        .unwrap()
        .execute_batch(&format!(
            "insert into rounds (id, version, code, starts_on, ends_on, issued_on, charter_version, deadline, next_contact)
             values (1, 1, '2023-Q4', '2023-10-01', '2023-12-31', null, '', '2023-09-30', '2024-01-01');
             insert into priorities (id, version, council_id, since, text, category, closed_on, result)
             values (1, 2, 7, '2023-09-20', 'Speeding', null, '2023-10-02', 'Signs stand.');
             insert into identities values ('priorities', 1);
             insert into journal_entries values (1, '2023-10-02T10:00:00Z', 'a sergeant', 'change', 'result', null, null, 1, null);
             insert into journal_edits values (1, 0, 7, null, '{priority}');"
        ))
        .unwrap();
    let store = Store::open(&path, now(), seed).unwrap().store;
    let round = store.rounds().unwrap().remove(0);
    let line = store.priorities(&round, day("2023-10-05")).unwrap().remove(0);
    let closing = line.closed.unwrap();
    assert_eq!((closing.outcome, closing.result.raw()), (None, "Signs stand."));
    let journal = store.check(now()).into_iter().find(|finding| finding.area == "journal").unwrap();
    assert_ne!(journal.state, FindingState::Fault, "{journal:?}");
}

/// Schema 16 makes the table of events anew: the events keep their ids and councils, and a committee's meeting is one.
#[test]
fn events_of_before_schema_16_keep_their_councils() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = database_of_version(15, folder.path());
    let event = r#"{"record":"publicevent","id":3,"version":1,"councils":[7],"on":"2023-10-02","at":"18:30:00","kind":"surgery","place":"Town hall","attendance":14}"#;
    Connection::open(&path)
        .unwrap()
        .execute_batch(&format!(
            "insert into public_events (id, version, held_on, held_at, kind, place, attendance)
             values (3, 1, '2023-10-02', '18:30:00', 'surgery', 'Town hall', 14);
             insert into public_event_councils values (3, 0, 7);
             insert into identities values ('public_events', 3);
             insert into journal_entries values (1, '2023-10-02T10:00:00Z', 'a sergeant', 'change', 'surgery', null, null, 1, null);
             insert into journal_edits values (1, 0, null, null, '{event}');"
        ))
        .unwrap();
    let mut store = Store::open(&path, now(), seed).unwrap().store;
    let events = store.public_events().unwrap();
    let [surgery] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((surgery.id.0, surgery.facts.attendance, &surgery.councils[..]), (3, Some(14), &[CouncilId(7)][..]));
    assert!(!surgery.facts.counts_as_contact, "nobody said so");
    let journal = store.check(now()).into_iter().find(|finding| finding.area == "journal").unwrap();
    assert_ne!(journal.state, FindingState::Fault, "{journal:?}");
    let facts =
        EventFacts { on: day("2023-10-12"), kind: EventKind::Committee, place: "Panel".into(), ..Default::default() };
    store.apply(&record_event(None, Vec::new(), facts).into(), BY, now()).unwrap();
    assert_eq!(store.public_events().unwrap().last().unwrap().id.0, 4, "no id is used again");
}

/// Schema 14 makes records of the counties and districts that councils have or had, with the codes that are shipped.
#[test]
fn the_areas_of_councils_become_records() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = database_of_version(13, folder.path());
    Connection::open(&path)
        .unwrap()
        .execute_batch(
            "insert into rounds (id, version, code, starts_on, ends_on, issued_on, charter_version, deadline, next_contact)
             values (1, 1, '2023-Q4', '2023-10-01', '2023-12-31', null, '', '2023-09-30', '2024-01-01');
             insert into council_changes (id, version, council_id, changed_on, from_value, to_value, told_on, field)
             values (1, 1, 7, '2023-11-01', 'Wychavon', 'Shropshire', null, 'district');
             insert into identities values ('council_changes', 1);",
        )
        .unwrap();
    let mut store = Store::open(&path, now(), seed).unwrap().store;
    let areas: Vec<String> = store
        .areas()
        .unwrap()
        .iter()
        .map(|area| {
            let facts = &area.facts;
            format!("{} {} {} {:?}", facts.level, facts.name.raw(), facts.code.raw(), facts.inactive_on)
        })
        .collect();
    assert_eq!(
        areas,
        [
            "county Shropshire E06000051 None",
            "district Shropshire E06000051 None",
            "district Wychavon E07000238 Some(2028-04-01)"
        ]
    );
    assert!(store.council_changes().unwrap().iter().all(|change| !change.from_unconfirmed));
    let facts = charter::area::AreaFacts { name: "Powys".into(), ..Default::default() };
    store.apply(&Change::all(record_area(None, facts, None, &[])), BY, now()).unwrap();
    let newest = store.areas().unwrap().into_iter().find(|area| area.facts.name.raw() == "Powys").unwrap();
    assert_eq!(newest.id.0, 4, "no id is used again");
    let journal = store.check(now()).into_iter().find(|finding| finding.area == "journal").unwrap();
    assert_ne!(journal.state, FindingState::Fault, "{journal:?}");
}
