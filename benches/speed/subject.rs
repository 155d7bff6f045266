//! The programs that are measured, and the databases that they open.

use super::support::{Desk, Home, Page, Ran, Size};
use super::{bare, history, register};
use std::fs;

/// Councils in the register that the program ships.
pub const SHIPPED: usize = 610;
/// Councils in England, about.
pub const COUNTRY: usize = 10_500;

/// The size of terminal that all are measured on.
pub const SIZE: Size = Size { cols: 120, rows: 40 };

/// A day in the quarter of the round that a new database begins with.
const AS_AT: &str = "2023-10-05";

/// What a program is measured for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Bare, without data.
    Floor,
    /// Bare, with as many rows.
    Bare(usize),
    /// The program itself, with as many councils.
    Real(usize),
}

/// A program that can be started again and again.
pub struct Subject {
    /// What it is measured for.
    pub role: Role,
    /// How it is called in the tables.
    pub name: String,
    program: String,
    args: Vec<String>,
    home: Home,
}

impl Subject {
    /// Starts it. `seen` is asked after every frame, from the first.
    pub fn start(&self, seen: impl FnMut(Page<'_>) -> bool + Send + 'static) -> Desk {
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        Desk::launch(super::support::Launch {
            program: &self.program,
            args: &args,
            env: &[],
            size: SIZE,
            home: self.home.clone(),
            watch: Some(Box::new(seen)),
        })
    }
}

/// Every program, with its database made. `rehearse` puts the bare one in the real one's place.
pub fn all(rehearse: bool) -> Result<Vec<Subject>, String> {
    let mut subjects = vec![bare_one(Role::Floor, "bare, no data".to_owned(), 0)?];
    for rows in [SHIPPED, COUNTRY] {
        subjects.push(bare_one(Role::Bare(rows), format!("bare, {}", thousands(rows)), rows)?);
        let name = format!("charterdesk, {}", thousands(rows));
        subjects.push(match rehearse {
            true => bare_one(Role::Real(rows), format!("bare again, {}", thousands(rows)), rows)?,
            false => real_one(rows, name)?,
        });
    }
    Ok(subjects)
}

fn bare_one(role: Role, name: String, rows: usize) -> Result<Subject, String> {
    let home = Home::new();
    let database = home.path().join("bare.db");
    bare::write_database(&database, &register::parishes(rows)).map_err(|error| error.to_string())?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?.display().to_string();
    let args = vec![bare::ARGUMENT.to_owned(), rows.to_string(), database.display().to_string()];
    Ok(Subject { role, name, program, args, home })
}

fn real_one(councils: usize, name: String) -> Result<Subject, String> {
    let home = Home::new();
    let database = home.database();
    let path = database.display().to_string();
    succeeded(home.run(&["--database", &path, "list"], &[]))?;
    if councils > SHIPPED {
        import(&home, &path, councils - SHIPPED)?;
    }
    history::fill(&database).map_err(|error| format!("the history: {error}"))?;
    // A database that the program can't read any more must not be measured; it reads all of it here.
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
    let run = home.run(&["--database", database, "import", "councils", &file.display().to_string()], &[]);
    succeeded(run).map(drop)
}

fn succeeded(ran: Ran) -> Result<String, String> {
    match ran.code {
        Some(0) => Ok(ran.out),
        code => Err(format!("charterdesk ended with {code:?} and said: {}", ran.err)),
    }
}

/// A number as it is read: 10,500.
fn thousands(number: usize) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{},{:03}", number / 1000, number % 1000),
    }
}
