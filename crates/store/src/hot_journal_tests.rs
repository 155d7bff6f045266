use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;

use super::check;
use crate::checksum;
use crate::files::with_suffix;

/// Creates a database of many pages, with `word` in each row.
fn database(folder: &Path, name: &str, word: &str) -> PathBuf {
    let path = folder.join(name);
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch("pragma journal_mode = delete; create table journal_entries (id integer primary key, made_at text, undo_top, redo_top); create table rows (id integer primary key, text)").unwrap();
    for n in 0..200 {
        connection.execute("insert into rows (text) values (?1)", [format!("{word} {n} {}", "x".repeat(500))]).unwrap();
    }
    path
}

/// The file and its journal in the middle of a change whose pages are already in the file.
fn cut_off(path: &Path) -> (Vec<u8>, Vec<u8>) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch("pragma cache_size = 1; begin immediate; update rows set text = 'half' || text where id < 150")
        .unwrap();
    let pair = (fs::read(path).unwrap(), fs::read(with_suffix(path, "-journal")).unwrap());
    connection.execute_batch("rollback").unwrap();
    pair
}

/// Stores a file and a journal. Returns whether the check accepts them, and what SQLite reads from them.
fn check_and_read(path: &Path, data: &[u8], journal: &[u8]) -> (bool, String) {
    fs::write(path, data).unwrap();
    fs::write(with_suffix(path, "-journal"), journal).unwrap();
    let is_accepted = check(path, &File::open(path).unwrap()).is_ok();
    let connection = Connection::open(path).unwrap();
    let state = connection
        .query_row("select group_concat(substr(text, 1, 5)) from rows", [], |row| row.get::<_, String>(0))
        .and_then(|texts| {
            connection
                .query_row("pragma integrity_check", [], |row| row.get::<_, String>(0))
                .map(|is_accepted| (texts, is_accepted))
        });
    drop(connection);
    fs::remove_file(with_suffix(path, "-journal")).ok();
    let state = match state {
        Ok((texts, is_accepted)) if is_accepted == "ok" && !texts.contains("half") && !texts.contains("their") => {
            "whole"
        }
        Ok(_) => "harmed",
        Err(_) => "unreadable",
    };
    (is_accepted, state.to_owned())
}

fn keep(path: &Path) {
    let connection = Connection::open(path).unwrap();
    checksum::save(&connection, &File::open(path).unwrap(), path);
}

#[test]
fn a_file_accepts_its_own_journal_only() {
    for with_checksum in [true, false] {
        let folder = TempDir::new().unwrap();
        let mine = database(folder.path(), "mine.db", "mine");
        let whole = fs::read(&mine).unwrap();
        if with_checksum {
            keep(&mine);
        }
        let (half, own) = cut_off(&mine);
        assert_eq!(check_and_read(&mine, &half, &own), (true, "whole".to_owned()), "cut off in the middle");
        assert_eq!(check_and_read(&mine, &whole, &own), (true, "whole".to_owned()), "cut off before the first page");
        assert!(check_and_read(&mine, &whole, b"rubbish, which the engine leaves alone").0);
        assert!(check_and_read(&mine, &whole, b"").0);
        // Another database with the same first pages, which has grown since.
        let other = folder.path().join("other.db");
        fs::copy(&mine, &other).unwrap();
        Connection::open(&other)
            .unwrap()
            .execute_batch("update rows set text = 'theirs' || text; insert into rows (text) select text from rows")
            .unwrap();
        let (_, foreign) = cut_off(&other);
        let (is_accepted, state) = check_and_read(&mine, &whole, &foreign);
        assert!(!is_accepted, "another's journal, with a checksum: {with_checksum}");
        assert_ne!(state, "whole", "the engine alone plays it back: the refusal is what saves the file");
        if with_checksum {
            let (is_accepted, state) = check_and_read(&mine, &half, &own[..own.len() / 2]);
            assert!(!is_accepted, "half a journal");
            assert_ne!(state, "whole");
        }
    }
}
