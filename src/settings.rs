//! The user's settings: an optional TOML file. Errors name the line.

use std::collections::BTreeMap;
use std::path::Path;

use charter::letter::ChaseRule;
use charter::response_times::ReplyLimit;
use charter::untrusted::sanitize;
use clap::ValueEnum;
use desk::letters::Sender;
use desk::report::ReportTexts;
use formats::mail::draft::is_address;
use serde::Deserialize;
use toml::Spanned;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// Colour on a terminal, unless the environment forbids it (`NO_COLOR`, `TERM=dumb`).
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum ThemeName {
    /// Dark or light, as the terminal's background.
    #[default]
    Auto,
    Dark,
    Light,
    /// Light, on a warm background of its own.
    Paper,
    /// Bright words on black.
    Contrast,
    /// No colours.
    Plain,
}

/// The tab that the dashboard shows first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StartTab {
    Today,
    #[default]
    Councils,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyOverride {
    pub command: String,
    /// As written in the file.
    pub key: String,
    /// The line in the settings file, from 1.
    pub line: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// While it is on, the terminal selects text only with Shift held.
    pub mouse: bool,
    /// Lines to be read aloud instead of columns, bars and borders.
    pub reader: bool,
    pub theme: ThemeName,
    pub start: StartTab,
    /// In file order. The dashboard checks the names.
    pub keys: Vec<KeyOverride>,
    /// Words that a duty roster has for time off duty, beside those that the program knows.
    pub off_duty: Vec<String>,
    /// The team whose councils one key shows.
    pub team: Option<String>,
    pub letters: LetterSettings,
    /// `[report]`.
    pub report: ReportTexts,
}

/// `[letters]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterSettings {
    pub rule: ChaseRule,
    /// Within how long a reply is to be acknowledged.
    pub reply_limit: Option<ReplyLimit>,
    pub sender: Sender,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            mouse: true,
            reader: false,
            theme: ThemeName::default(),
            start: StartTab::default(),
            keys: Vec::new(),
            off_duty: Vec::new(),
            team: None,
            letters: LetterSettings::default(),
            report: ReportTexts::default(),
        }
    }
}

const MAX_LETTER_BYTES: u64 = 1 << 20;

/// Our own letters: every `.txt` file in the folder `letters` beside the settings. The reader ignores these texts where
/// a council quotes them. Empty if the folder is missing.
///
/// # Errors
/// A file can't be read, or is not text.
pub fn read_letters(settings: &Path) -> Result<Vec<String>, SettingsError> {
    let folder = settings.with_file_name("letters");
    let Ok(entries) = std::fs::read_dir(&folder) else { return Ok(Vec::new()) };
    let is_text = |path: &std::path::PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt"));
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).filter(is_text).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let wrong = |why: String| {
            SettingsError(format!(
                "the letter {} {why}. Nothing was changed; keep it as plain text in UTF-8, or take it out of the folder",
                path.display()
            ))
        };
        match std::fs::metadata(path) {
            Ok(about) if about.is_file() && about.len() <= MAX_LETTER_BYTES => {}
            _ => return Err(wrong("is no text file of at most 1 MB".to_owned())),
        }
        std::fs::read_to_string(path).map_err(|error| wrong(format!("cannot be read ({error})")))
    };
    paths.iter().map(read).collect()
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsFile {
    #[serde(default = "mouse_by_default")]
    mouse: bool,
    #[serde(default)]
    reader: bool,
    #[serde(default)]
    theme: ThemeName,
    #[serde(default)]
    start: StartTab,
    #[serde(default)]
    keys: BTreeMap<Spanned<String>, String>,
    #[serde(default)]
    off_duty: Vec<String>,
    team: Option<String>,
    #[serde(default)]
    letters: LetterTable,
    #[serde(default)]
    report: ReportTable,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportTable {
    marking: Option<String>,
    contact: Option<String>,
    next_update: Option<String>,
}

impl ReportTable {
    fn read(self) -> ReportTexts {
        let clean = |text: String| sanitize(text.trim()).into_owned();
        let usual = ReportTexts::default();
        ReportTexts {
            marking: self.marking.map_or(usual.marking, clean),
            contact: self.contact.map(clean).unwrap_or_default(),
            next_update: self.next_update.map(clean).unwrap_or_default(),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LetterTable {
    signed: Option<String>,
    mailbox: Option<Spanned<String>>,
    days_between_reminders: Option<u16>,
    reminders_at_most: Option<u8>,
    reply_within_hours: Option<u16>,
}

impl LetterTable {
    fn read(self) -> LetterSettings {
        let usual = ChaseRule::default();
        LetterSettings {
            rule: ChaseRule {
                days_between: self.days_between_reminders.unwrap_or(usual.days_between),
                at_most: self.reminders_at_most.unwrap_or(usual.at_most),
            },
            reply_limit: self.reply_within_hours.filter(|hours| *hours > 0).map(|hours| ReplyLimit { hours }),
            sender: Sender {
                signed: self.signed.unwrap_or_default(),
                mailbox: self.mailbox.map(Spanned::into_inner).unwrap_or_default(),
            },
        }
    }
}

fn mouse_by_default() -> bool {
    Settings::default().mouse
}

/// Names the file and the line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SettingsError(pub String);

impl Settings {
    /// Returns the defaults if the file is missing.
    ///
    /// # Errors
    /// The file can't be read, or is invalid.
    pub fn read(path: &Path) -> Result<Self, SettingsError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(SettingsError(format!(
                "the settings {} cannot be read ({error}). Nothing was changed. Mend the file or move it away",
                path.display()
            ))),
        }
    }

    /// `path` is for error messages.
    ///
    /// # Errors
    /// The text is invalid.
    pub fn parse(text: &str, path: &Path) -> Result<Self, SettingsError> {
        let file: SettingsFile = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_number(text, span.start));
            let problem = error.message().trim().replace('\n', ", ");
            let path = path.display();
            SettingsError(format!(
                "the settings {path}, line {line}: {problem}. Nothing was changed. Mend the line or take it out"
            ))
        })?;
        if let Some(mailbox) = file.letters.mailbox.as_ref().filter(|mailbox| !is_address(mailbox.get_ref())) {
            let (line, path) = (line_number(text, mailbox.span().start), path.display());
            return Err(SettingsError(format!(
                "the settings {path}, line {line}: the mailbox is not one address such as snt@force.example. Nothing was \
                 changed. Mend the line or take it out"
            )));
        }
        let mut keys: Vec<KeyOverride> = file
            .keys
            .into_iter()
            .map(|(command, key)| KeyOverride {
                line: line_number(text, command.span().start),
                command: command.into_inner(),
                key,
            })
            .collect();
        keys.sort_by_key(|key| key.line);
        Ok(Self {
            mouse: file.mouse,
            reader: file.reader,
            theme: file.theme,
            start: file.start,
            keys,
            off_duty: file.off_duty,
            team: file.team,
            letters: file.letters.read(),
            report: file.report.read(),
        })
    }
}

/// Writes the user's own team into the settings file, and leaves everything else in it as it is.
///
/// # Errors
/// The file can't be read or written, or is not TOML.
pub fn remember_team(path: &Path, team: Option<&str>) -> Result<(), SettingsError> {
    let failed = |why: &dyn std::fmt::Display| {
        let path = path.display();
        SettingsError(format!(
            "your team could not be kept in {path} ({why}). It is chosen until you quit; nothing was lost"
        ))
    };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(failed(&error)),
    };
    let mut document: toml_edit::DocumentMut = text.parse().map_err(|error| failed(&error))?;
    match team {
        Some(team) => document["team"] = toml_edit::value(team),
        None => drop(document.remove("team")),
    }
    let changed = document.to_string();
    if changed == text {
        return Ok(());
    }
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    folder.and_then(|()| std::fs::write(path, changed)).map_err(|error| failed(&error))
}

fn line_number(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::{KeyOverride, Path, Settings, StartTab, ThemeName, remember_team};
    use rstest::rstest;

    fn parse(text: &str) -> Result<Settings, String> {
        Settings::parse(text, Path::new("config.toml")).map_err(|error| error.to_string())
    }

    #[test]
    fn every_setting_is_optional_and_parsed() {
        let settings = parse(
            "mouse = false\nreader = true\ntheme = \"contrast\"\nstart = \"today\"\noff_duty = [\"spare day\"]\n[keys]\nundo = \"ctrl-z\"\nnote = \"N\"\n",
        )
        .unwrap();
        assert!(!settings.mouse && settings.reader);
        assert_eq!(settings.theme, ThemeName::Contrast);
        assert_eq!(settings.start, StartTab::Today);
        assert_eq!(settings.off_duty, ["spare day"]);
        let undo = KeyOverride { command: "undo".into(), key: "ctrl-z".into(), line: 7 };
        let note = KeyOverride { command: "note".into(), key: "N".into(), line: 8 };
        assert_eq!(settings.keys, [undo, note]);
        assert_eq!(parse(""), Ok(Settings::default()));
        assert!(parse("").unwrap().mouse);
    }

    #[test]
    fn the_team_is_kept_beside_everything_else_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("charterdesk/config.toml");
        remember_team(&path, Some("Wem \"and\" Prees SNT")).unwrap();
        assert_eq!(Settings::read(&path).unwrap().team.as_deref(), Some("Wem \"and\" Prees SNT"));
        std::fs::write(&path, "# mine\nmouse = true # wheel\n\n[keys]\nundo = \"U\"\n").unwrap();
        remember_team(&path, Some("North SNT")).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("# mine") && text.contains("# wheel"), "{text}");
        let settings = Settings::read(&path).unwrap();
        assert_eq!((settings.team.as_deref(), settings.mouse, settings.keys.len()), (Some("North SNT"), true, 1));
        remember_team(&path, None).unwrap();
        assert_eq!(Settings::read(&path).unwrap().team, None);
        std::fs::write(&path, "mouse = \n").unwrap();
        assert!(remember_team(&path, Some("North SNT")).unwrap_err().to_string().contains("nothing was lost"));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mouse = \n", "left as it was");
    }

    #[test]
    fn letters_have_settings_of_their_own() {
        let settings = parse(
            "[letters]\nsigned = \"Sergeant\"\nmailbox = \"snt@force.example\"\ndays_between_reminders = 10\nreminders_at_most = 2\n",
        )
        .unwrap()
        .letters;
        assert_eq!((settings.rule.days_between, settings.rule.at_most), (10, 2));
        assert_eq!(
            (settings.sender.signed.as_str(), settings.sender.mailbox.as_str()),
            ("Sergeant", "snt@force.example")
        );
        assert_eq!(parse("").unwrap().letters, super::LetterSettings::default());
    }

    #[test]
    fn reports_are_marked_unless_the_marking_is_empty() {
        let marking = |text| parse(text).unwrap().report.marking;
        assert_eq!(marking(""), "OFFICIAL");
        assert_eq!(marking("[report]\nmarking = \"\"\n"), "");
        let report =
            parse("[report]\ncontact = \"The desk, desk@force.example\"\nnext_update = \"April\"\n").unwrap().report;
        assert_eq!((report.contact.as_str(), report.next_update.as_str()), ("The desk, desk@force.example", "April"));
        assert_eq!(report.marking, "OFFICIAL");
    }

    #[rstest]
    #[case("[report]\nmark = \"x\"\n", "line 2", "mark")]
    #[case("[letters]\nmailbox = \"snt\"\n", "line 2", "not one address")]
    #[case("[letters]\nreminders = 3\n", "line 2", "reminders")]
    #[case("mouse = false\nmose = true\n", "line 2", "mose")]
    #[case("theme = \"pink\"\n", "line 1", "pink")]
    #[case("start = \"diary\"\n", "line 1", "diary")]
    #[case("\n\nmouse = 3\n", "line 3", "boolean")]
    #[case("[keys]\nundo = 1\n", "line 2", "string")]
    #[case("off_duty = \"spare day\"\n", "line 1", "sequence")]
    #[case("team = [\"North SNT\"]\n", "line 1", "string")]
    #[case("mouse = \n", "line 1", "config.toml")]
    fn a_mistake_is_named_with_its_line(#[case] text: &str, #[case] line: &str, #[case] problem: &str) {
        let error = parse(text).unwrap_err();
        assert!(error.contains(line) && error.contains(problem), "{error}");
        assert!(error.contains("Nothing was changed"), "{error}");
    }
}
