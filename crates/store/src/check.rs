//! The checks behind `charterdesk check`, each with advice.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::database::Store;
use crate::error::StoreError;
use crate::files::is_unwritable;
use crate::{backup_files, replay, schema, verify};
use charter::calendar::{describe_distance, format_full, to_london};
use charter::change::Moment;
use charter::english::pluralize;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The area: `file`, `journal`, `permissions`, `place`, `backups`.
    pub area: &'static str,
    pub state: FindingState,
    /// A sentence without its full stop.
    pub message: String,
    /// What to do about it; `None` if nothing needs doing.
    pub advice: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingState {
    Sound,
    /// Worth knowing. The data are safe.
    Note,
    /// Damage, or a risk to the data.
    Fault,
}

impl Finding {
    fn sound(area: &'static str, message: impl Into<String>) -> Self {
        Self { area, state: FindingState::Sound, message: message.into(), advice: None }
    }

    fn note(area: &'static str, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { area, state: FindingState::Note, message: message.into(), advice: Some(advice.into()) }
    }

    fn fault(area: &'static str, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { area, state: FindingState::Fault, message: message.into(), advice: Some(advice.into()) }
    }
}

const MAX_REPORTED: usize = 10;

/// After this many days the check advises a new backup.
const MAX_BACKUP_AGE_DAYS: i64 = 14;

impl Store {
    /// The results for the file, the journal, the permissions, the location and the backups. Writes nothing.
    pub fn check(&self, moment: Moment) -> Vec<Finding> {
        let mut found = self.check_file(moment);
        found.extend(self.check_journal(moment));
        found.extend(check_permissions(&self.path));
        found.extend(self.check_location());
        found.extend(check_backups(&self.path, moment));
        found
    }

    fn check_file(&self, moment: Moment) -> Vec<Finding> {
        let restore = || backup_files::restore_advice(&self.path, moment.at);
        let looked = self.read(|connection| {
            let complaints = integrity_errors(connection)?;
            let references = verify::check_references(connection).and_then(|()| verify::check_texts(connection)).err();
            let references = references.map(|error| error.to_string());
            let pages: i64 = connection.query_row("pragma page_count", [], |row| row.get(0))?;
            Ok((complaints, references, pages))
        });
        let (complaints, references, pages) = match looked {
            Ok(looked) => looked,
            Err(StoreError::Damaged { what, .. }) => return vec![Finding::fault("file", what, restore())],
            Err(error) => return vec![Finding::fault("file", error.to_string(), restore())],
        };
        let broken = complaints.into_iter().chain(references);
        let mut found: Vec<Finding> = broken.map(|message| Finding::fault("file", message, restore())).collect();
        if found.is_empty() {
            let pages = usize::try_from(pages).unwrap_or_default();
            found.push(match self.verify() {
                Ok(()) => Finding::sound("file", format!("{} read from end to end", pluralize(pages, "page"))),
                Err(StoreError::Damaged { what, .. }) => Finding::fault("file", what, restore()),
                Err(error) => Finding::fault("file", error.to_string(), restore()),
            });
        }
        found
    }

    fn check_journal(&self, moment: Moment) -> Vec<Finding> {
        let looked = self.read(|connection| {
            Ok((replay::disagreements(connection, MAX_REPORTED)?, replay::unjournaled_records(connection)?))
        });
        let (disagreements, unjournaled) = match looked {
            Ok(looked) => looked,
            Err(error) => {
                return vec![Finding::fault(
                    "journal",
                    error.to_string(),
                    backup_files::restore_advice(&self.path, moment.at),
                )];
            }
        };
        let broken = disagreements.into_iter().map(|message| {
            let advice = "Look at the record with `charterdesk history`; correct it, or restore a backup";
            Finding::fault("journal", message, advice)
        });
        let unknown = unjournaled.into_iter().map(|message| {
            let advice =
                "They are older than the journal, or another program wrote them; `charterdesk show` shows them";
            Finding::note("journal", message, advice)
        });
        let found: Vec<Finding> = broken.chain(unknown).collect();
        if found.is_empty() {
            let message = "every record is as the journal left it, and undo leads to the last change";
            return vec![Finding::sound("journal", message)];
        }
        found
    }

    fn check_location(&self) -> Vec<Finding> {
        let mut found: Vec<Finding> = self
            .location_warnings()
            .into_iter()
            .map(|message| Finding::note("place", message, "Move the database there with charterdesk closed"))
            .collect();
        let folder = self.path.parent().filter(|folder| is_unwritable(folder));
        if self.read_only || folder.is_some() {
            found.push(Finding::note(
                "place",
                "the file or its folder can only be read",
                "Make it and its folder writable to save changes",
            ));
        }
        if found.is_empty() {
            found.push(Finding::sound("place", "a folder on this machine"));
        }
        found
    }
}

/// Messages of SQLite's integrity check, which reads the indexes too.
fn integrity_errors(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(&format!("pragma integrity_check({MAX_REPORTED})"))?;
    let message = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(message.into_iter().filter(|message| message != "ok").map(|message| verify::single_line(&message)).collect())
}

/// Checks every backup from end to end. Works for a damaged or missing database too.
pub(crate) fn check_backups(database: &Path, moment: Moment) -> Vec<Finding> {
    if let Some(error) = backup_files::read_error(database) {
        let message = format!("the folder of the backups cannot be looked into ({error})");
        return vec![Finding::fault("backups", message, "See to it that you can read it, then look again")];
    }
    let known = backup_files::backups(database);
    let Some(newest) = known.first() else {
        return vec![Finding::note("backups", "there is no backup yet", "Make one with `charterdesk backup`")];
    };
    let damaged: Vec<&PathBuf> = known
        .iter()
        .filter(|backup| {
            !backup.sound || !backup_files::open_read_only(&backup.path).is_ok_and(|connection| is_whole(&connection))
        })
        .map(|backup| &backup.path)
        .collect();
    let mut found: Vec<Finding> = damaged
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let advice = "Do not restore it; make another backup, on another disk too";
            Finding::fault("backups", format!("{name} is damaged"), advice)
        })
        .collect();
    let made = to_london(newest.created_at);
    let message = format!(
        "{}, the newest of {} at {} ({})",
        pluralize(known.len(), "backup"),
        format_full(made.date()),
        made.format("%H:%M"),
        describe_distance(made.date(), moment.today())
    );
    let old = (moment.today() - made.date()).num_days() > MAX_BACKUP_AGE_DAYS;
    found.push(match old {
        true => Finding::note("backups", message, "One is made at the next change; `charterdesk backup` makes one now"),
        false if damaged.is_empty() => Finding::sound("backups", format!("{message}; all sound")),
        false => Finding::note("backups", message, "Those that are not named above are sound"),
    });
    found
}

/// Whether a backup is intact and its records match its journal. Backups of older formats are not replayed, because
/// their tables differ.
fn is_whole(connection: &Connection) -> bool {
    let replayed = || match schema::version(connection)? {
        schema::LATEST_VERSION => replay::disagreements(connection, 1).map(|found| found.is_empty()),
        _ => Ok(true),
    };
    verify::check_integrity(connection).and_then(|()| replayed()).unwrap_or(false)
}

/// Findings about who else may read or change the files of the database.
#[cfg(unix)]
fn check_permissions(database: &Path) -> Vec<Finding> {
    use std::os::unix::fs::PermissionsExt;

    use crate::files::with_suffix;

    let mode = |path: &Path| std::fs::symlink_metadata(path).ok().map(|about| about.permissions().mode() & 0o777);
    let folder = database.parent().unwrap_or(database);
    let beside = |added| with_suffix(database, added);
    let own = [database.to_owned(), beside("-backups"), beside("-drafts.json"), beside("-checksum")];
    let mut found: Vec<Finding> = own
        .iter()
        .filter_map(|path| Some((path, mode(path)?)))
        .filter(|(_, mode)| mode & 0o077 != 0)
        .map(|(path, mode)| {
            let message = format!("{} can be read by other users (mode {mode:03o})", path.display());
            Finding::fault("permissions", message, format!("Close it to them: chmod go= '{}'", path.display()))
        })
        .collect();
    if let Some(open) = mode(folder).filter(|mode| mode & 0o022 != 0) {
        let message = format!("other users may put files into {} (mode {open:03o})", folder.display());
        found.push(Finding::note(
            "permissions",
            message,
            format!("Close it to them: chmod go-w '{}'", folder.display()),
        ));
    }
    if found.is_empty() {
        found.push(Finding::sound("permissions", "only you can read the database, its backups and its drafts"));
    }
    found
}

#[cfg(not(unix))]
fn check_permissions(_database: &Path) -> Vec<Finding> {
    vec![Finding::note("permissions", "not looked at on this system", "See to it that only you can read the folder")]
}

/// Findings for a database that could not be opened: the reason, and the state of its backups.
pub fn check_unopened(database: &Path, why: &StoreError, moment: Moment) -> Vec<Finding> {
    let restore = || backup_files::restore_advice(database, moment.at);
    let fault = match why {
        StoreError::Damaged { what, .. } => Finding::fault("file", what.as_str(), restore()),
        StoreError::JournalMismatch { .. } | StoreError::SchemaMismatch { .. } => {
            Finding::fault("file", why.to_string(), restore())
        }
        // The data may be intact, and a restore would replace them by older ones.
        _ => Finding::fault("file", why.to_string(), "Do what the sentence above says, then look again"),
    };
    let mut found = vec![fault];
    found.extend(check_backups(database, moment));
    found
}
