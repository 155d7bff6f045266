//! The file of drafts: shared, complete, and never written over somebody else's file.

use std::path::PathBuf;
use std::time::SystemTime;

use super::{SharedDrafts, keep, keep_at, open, path_of, read, rename_unreadable};
use crate::drafts::{Drafts, Typed};

fn typed(text: &str) -> Typed {
    Typed::from([("text".to_owned(), text.to_owned())])
}

fn texts(drafts: &Drafts) -> Vec<String> {
    drafts.values().map(|typed| typed["text"].clone()).collect()
}

struct DraftFolder {
    folder: tempfile::TempDir,
}

impl DraftFolder {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }
    fn database(&self) -> PathBuf {
        self.folder.path().join("desk.db")
    }
    fn open(&self) -> SharedDrafts {
        let (drafts, notice) = open(&self.database(), SystemTime::UNIX_EPOCH);
        assert_eq!(notice, None);
        drafts
    }
    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[test]
fn drafts_are_read_again_and_the_last_one_removes_the_file() {
    let home = DraftFolder::new();
    let mut drafts = home.open();
    assert_eq!(keep(&home.database(), &mut drafts).unwrap(), None);
    assert_eq!(home.names(), Vec::<String>::new(), "no draft, no file");
    drafts.keep("note 1 7", None, typed("half"));
    assert_eq!(keep(&home.database(), &mut drafts).unwrap(), None);
    assert_eq!(home.names(), ["desk.db-drafts.json"]);
    assert_eq!(texts(&read(&home.database()).unwrap()), ["half"]);
    let mut again = home.open();
    let draft = again.find("note 1 7").unwrap();
    again.forget(&draft);
    keep(&home.database(), &mut again).unwrap();
    assert_eq!(home.names(), Vec::<String>::new());
}

/// Eight dashboards at once, each with drafts of its own and one for a form that all of them have.
#[test]
fn dashboards_that_write_at_the_same_time_lose_nothing() {
    let home = DraftFolder::new();
    std::thread::scope(|scope| {
        for who in 0..8 {
            let database = home.database();
            scope.spawn(move || {
                let (mut drafts, _) = open(&database, SystemTime::UNIX_EPOCH);
                for number in 0..3 {
                    drafts.keep(&format!("note {number} {who}"), None, typed("own"));
                    keep(&database, &mut drafts).unwrap();
                }
                drafts.keep("note 1 99", None, typed(&format!("of {who}")));
                keep(&database, &mut drafts).unwrap();
            });
        }
    });
    let drafts_read = read(&home.database()).unwrap();
    assert_eq!(drafts_read.len(), 8 * 4, "{drafts_read:?}");
    assert_eq!(drafts_read.iter().filter(|(name, _)| name.starts_with("note 1 99")).count(), 8);
    assert_eq!(home.names(), ["desk.db-drafts.json"]);
}

#[test]
fn without_a_lock_a_concurrently_changed_file_is_read_again() {
    let home = DraftFolder::new();
    let path = path_of(&home.database());
    let (mut mine, mut theirs) = (home.open(), home.open());
    mine.keep("note 1 7", None, typed("mine"));
    theirs.keep("note 1 7", None, typed("theirs"));
    let mut times = 0;
    let notice = keep_at(&path, &mut mine, || {
        times += 1;
        if times == 1 {
            keep_at(&path, &mut theirs, || {}).unwrap();
        }
    });
    assert_eq!(times, 2);
    assert!(notice.unwrap().unwrap().contains("both are kept"));
    assert_eq!(texts(&read(&home.database()).unwrap()), ["theirs", "mine"]);
    // The dashboard stops waiting for a process that never stops writing, and does not claim that the draft is saved.
    mine.keep("note 1 8", None, typed("more"));
    let mut number = 0;
    let failed = keep_at(&path, &mut mine, || {
        number += 1;
        theirs.keep(&format!("note 1 {number}00"), None, typed("again"));
        keep_at(&path, &mut theirs, || {}).unwrap();
    });
    assert!(failed.is_err());
    assert!(mine.is_changed(), "it is kept in memory, and tried again");
    keep(&home.database(), &mut mine).unwrap();
    assert!(texts(&read(&home.database()).unwrap()).contains(&"more".to_owned()));
}

#[test]
fn a_file_without_json_is_renamed_and_reported() {
    let home = DraftFolder::new();
    let path = path_of(&home.database());
    for (number, bytes) in ["", "{\"note 1 7\": {\"te", "[]"].iter().enumerate() {
        std::fs::write(&path, bytes).unwrap();
        assert!(read(&home.database()).unwrap_err().to_string().contains("nothing that was saved is lost"));
        assert!(path.exists(), "reading alone changes nothing");
        let (drafts, notice) = open(&home.database(), SystemTime::UNIX_EPOCH);
        assert!(drafts.is_empty());
        let aside = format!("desk.db-drafts.json.unreadable-{}", number + 1);
        assert!(notice.unwrap().contains(&aside));
        assert_eq!(std::fs::read_to_string(home.folder.path().join(aside)).unwrap(), *bytes);
    }
}

/// The file breaks while dashboards are open: the dashboard writes its own drafts and those of others that it read.
#[test]
fn a_file_that_breaks_while_open_loses_no_known_draft() {
    let home = DraftFolder::new();
    let path = path_of(&home.database());
    let mut theirs = home.open();
    theirs.keep("note 1 8", None, typed("theirs"));
    keep(&home.database(), &mut theirs).unwrap();
    let mut mine = home.open();
    std::fs::write(&path, "not json").unwrap();
    mine.keep("note 1 7", None, typed("mine"));
    let notice = keep(&home.database(), &mut mine).unwrap().unwrap();
    assert!(notice.contains("unreadable-1"), "{notice}");
    assert_eq!(texts(&read(&home.database()).unwrap()), ["mine", "theirs"]);
    assert_eq!(home.names(), ["desk.db-drafts.json", "desk.db-drafts.json.unreadable-1"]);
    assert!(rename_unreadable(&path, "a trial").unwrap().contains("unreadable-2"), "nothing is written over");
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::{DraftFolder, SystemTime, keep, open, path_of, read, texts, typed};
    use store::files::with_suffix;

    #[test]
    fn a_link_at_the_drafts_path_is_not_followed() {
        let home = DraftFolder::new();
        let path = path_of(&home.database());
        let elsewhere = home.folder.path().join("elsewhere");
        let planted = r#"{"note 1 7": {"text": "planted"}}"#;
        std::fs::write(&elsewhere, planted).unwrap();
        symlink(&elsewhere, &path).unwrap();
        assert!(read(&home.database()).unwrap_err().to_string().contains("it is a link"));
        let (mut drafts, notice) = open(&home.database(), SystemTime::UNIX_EPOCH);
        assert!(drafts.is_empty());
        assert!(notice.unwrap().contains("it is a link"));
        // And again just before the write.
        symlink(&elsewhere, &path).unwrap();
        drafts.keep("note 1 7", None, typed("mine"));
        assert!(keep(&home.database(), &mut drafts).unwrap().unwrap().contains("it is a link"));
        assert_eq!(texts(&read(&home.database()).unwrap()), ["mine"]);
        assert_eq!(std::fs::read_to_string(&elsewhere).unwrap(), planted);
        assert_eq!(std::fs::symlink_metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn links_at_the_names_of_unfinished_files_are_not_written_through() {
        let home = DraftFolder::new();
        let path = path_of(&home.database());
        let elsewhere = home.folder.path().join("elsewhere");
        for name in [".new".to_owned(), format!(".new-{}-0", std::process::id())] {
            symlink(&elsewhere, with_suffix(&path, &name)).unwrap();
        }
        let mut drafts = home.open();
        drafts.keep("note 1 7", None, typed("mine"));
        keep(&home.database(), &mut drafts).unwrap();
        assert!(!elsewhere.exists());
        assert_eq!(texts(&read(&home.database()).unwrap()), ["mine"]);
    }

    #[test]
    fn a_folder_and_a_pipe_are_renamed_without_blocking() {
        let home = DraftFolder::new();
        let path = path_of(&home.database());
        std::fs::create_dir(&path).unwrap();
        assert!(open(&home.database(), SystemTime::UNIX_EPOCH).1.unwrap().contains("unreadable-1"));
        let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
        assert!(made.success());
        assert!(open(&home.database(), SystemTime::UNIX_EPOCH).1.unwrap().contains("unreadable-2"));
    }
}
