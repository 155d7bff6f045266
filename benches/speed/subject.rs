//! The measured programs and their databases.

use super::support::{Dashboard, Home, Page, RunOutput, Size};
use super::{bare, history, register};
use std::fs;

/// Number of councils in the shipped register.
pub const SHIPPED: usize = 610;
/// Approximate number of councils in England.
pub const COUNTRY: usize = 10_500;

/// The terminal size of all measurements.
pub const SIZE: Size = Size { cols: 120, rows: 40 };

/// A day in the quarter of a new database's round.
const AS_AT: &str = "2023-10-05";

/// The purpose of measuring a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The bare program without data.
    Floor,
    /// The bare program with as many rows.
    Bare(usize),
    /// The real program with as many councils.
    Real(usize),
}

/// A program that can be started repeatedly.
pub struct Subject {
    pub role: Role,
    /// Its name in the tables.
    pub name: String,
    program: String,
    args: Vec<String>,
    home: Home,
}

impl Subject {
    /// Starts it. `seen` runs after every frame, from the first.
    pub fn start(&self, seen: impl FnMut(Page<'_>) -> bool + Send + 'static) -> Dashboard {
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        Dashboard::launch(super::support::Launch {
            program: &self.program,
            args: &args,
            env: &[],
            size: SIZE,
            home: self.home.clone(),
            watch: Some(Box::new(seen)),
        })
    }
}

/// All programs with their databases. `rehearse` replaces the real program by the bare one.
pub fn all(rehearse: bool) -> Result<Vec<Subject>, String> {
    let mut subjects = vec![bare_subject(Role::Floor, "bare, no data".to_owned(), 0)?];
    for rows in [SHIPPED, COUNTRY] {
        subjects.push(bare_subject(Role::Bare(rows), format!("bare, {}", thousands(rows)), rows)?);
        let name = format!("charterdesk, {}", thousands(rows));
        subjects.push(match rehearse {
            true => bare_subject(Role::Real(rows), format!("bare again, {}", thousands(rows)), rows)?,
            false => real_subject(rows, name)?,
        });
    }
    Ok(subjects)
}

fn bare_subject(role: Role, name: String, rows: usize) -> Result<Subject, String> {
    let home = Home::new();
    let database = home.path().join("bare.db");
    bare::write_database(&database, &register::parishes(rows)).map_err(|error| error.to_string())?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?.display().to_string();
    let args = vec![bare::ARGUMENT.to_owned(), rows.to_string(), database.display().to_string()];
    Ok(Subject { role, name, program, args, home })
}

fn real_subject(councils: usize, name: String) -> Result<Subject, String> {
    let home = Home::new();
    let database = home.database();
    let path = database.display().to_string();
    succeeded(home.run(&["--database", &path, "list"], &[]))?;
    if councils > SHIPPED {
        import(&home, &path, councils - SHIPPED)?;
    }
    history::fill(&database).map_err(|error| format!("the history: {error}"))?;
    // Fails if the program can't read the database any more: this reads all of it.
    let listed = succeeded(home.run(&["--database", &path, "--as-at", AS_AT, "list", "--json"], &[]))?;
    let found = listed.matches("\"county\"").count();
    if found != councils {
        return Err(format!("the database was to hold {councils} councils and holds {found}"));
    }
    let program = super::support::PROGRAM.to_owned();
    let args = ["--database", &path, "--as-at", AS_AT].map(str::to_owned).to_vec();
    Ok(Subject { role: Role::Real(councils), name, program, args, home })
}

fn import(home: &Home, database: &str, parishes: usize) -> Result<(), String> {
    let file = home.path().join("register.csv");
    fs::write(&file, register::csv(&register::parishes(parishes))).map_err(|error| error.to_string())?;
    // Without a day the register holds from today, which is after the day that is measured.
    let file = file.display().to_string();
    let run = home.run(&["--database", database, "import", "councils", &file, "--from", "2023-01-01"], &[]);
    succeeded(run).map(drop)
}

fn succeeded(ran: RunOutput) -> Result<String, String> {
    match ran.code {
        Some(0) => Ok(ran.out),
        code => Err(format!("charterdesk ended with {code:?} and said: {}", ran.err)),
    }
}

/// A number with thousands separators: 10,500.
fn thousands(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{},{:03}", number / 1000, number % 1000),
    }
}
