//! A key means one thing on every screen.

use std::collections::{BTreeMap, BTreeSet};

use crate::tui::keys::command::{COMMANDS, Cmd};
use crate::tui::keys::keymap::{Chord, Keymap};
use crate::tui::keys::old_keys::OLD_KEYS;

/// The commands that share a key although the footer calls them differently, and what the key means in all of them.
const MEANINGS: &[(&str, &str, &[&str])] = &[
    ("0", "back to where everything is", &["today", "whole area"]),
    ("1", "go to what has this digit", &["councils", "nearest"]),
    ("2", "go to what has this digit", &["inbox", "nearest"]),
    ("3", "go to what has this digit", &["diary", "nearest"]),
    ("4", "go to what has this digit", &["priorities", "nearest"]),
    ("5", "go to what has this digit", &["map", "nearest"]),
    ("6", "go to what has this digit", &["report", "nearest"]),
    ("+", "more", &["use suggested", "nearer"]),
    ("a", "yes to what the row proposes", &["accept", "attend", "agree three"]),
    ("N", "no", &["declines", "not attend"]),
    ("x", "take out; asks before it records anything", &["untag", "not for us", "cancelled", "leave out"]),
    ("=", "two answers that disagree", &["conflict", "settle", "keep both"]),
    ("<", "earlier", &["previous month", "earlier", "keep the recorded answer"]),
    (">", "later", &["next month", "later", "later day", "use the new answer"]),
    ("*", "what was sent", &["mark as sent", "issued"]),
    ("b", "the brief", &["brief", "close"]),
    ("#", "the totals", &["totals", "close"]),
    ("Z", "fold everything", &["fold", "fold all"]),
    ("q", "leave what is in front", &["quit", "close", "back"]),
];

fn is_plain(key: &str) -> bool {
    key.chars().count() == 1
}

/// The footer's words of each plain key, over all scopes.
fn labels() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut labels: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for command in COMMANDS {
        for key in command.keys.iter().filter(|key| is_plain(key)) {
            labels.entry(key).or_default().insert(command.label);
        }
    }
    labels
}

#[test]
fn a_plain_key_means_one_thing_in_all_scopes() {
    let labels = labels();
    for (key, labels) in &labels {
        let meaning = MEANINGS.iter().find(|(of, _, _)| of == key);
        match meaning {
            Some((_, meaning, listed)) => {
                let listed: BTreeSet<&str> = listed.iter().copied().collect();
                assert_eq!(*labels, listed, "{key} means “{meaning}”");
            }
            None => assert_eq!(labels.len(), 1, "{key} means several things: {labels:?}"),
        }
    }
    let unused = MEANINGS.iter().filter(|(key, _, _)| labels.get(key).is_none_or(|labels| labels.len() < 2));
    assert_eq!(unused.count(), 0);
}

/// Undo is undo, and digits are tabs, wherever they work.
#[test]
fn undo_digits_and_help_work_alike_everywhere() {
    for command in COMMANDS {
        let has = |key: &str| command.keys.contains(&key);
        assert!(!has("u") || command.label == "undo", "{}", command.name);
        assert_eq!(has("d"), command.id == Cmd::FilterDistrict, "{}", command.name);
        assert!(!has("C-c") || command.label == "copy", "{}", command.name);
        let digit = command.keys.iter().any(|key| key.parse::<u8>().is_ok());
        assert!(!digit || command.help.starts_with("go to "), "{}", command.name);
    }
}

/// A key that has a new meaning in the same scope is not announced as moved.
#[test]
fn an_old_key_is_free_where_it_is_said_to_have_moved() {
    let keymap = Keymap::default();
    for (key, scope, command) in OLD_KEYS {
        let chord = Chord::parse(key).unwrap();
        assert_eq!(keymap.resolve(&[*scope], chord), None, "{key} in {scope:?}");
        assert!(!command.command().keys.is_empty(), "{} has no key", command.command().name);
    }
}
