//! The least that a program of this kind can do: ratatui, rows, a movable selection, a find field that filters. It is
//! this executable, started with a hidden argument.

use crossterm::event::{self, Event, KeyCode, KeyEventKind};
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::{DefaultTerminal, Frame};
use rusqlite::{Connection, OpenFlags};
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// `--bare ROWS DATABASE`; with 0 rows nothing is loaded and forty rows are made up.
pub const ARGUMENT: &str = "--bare";

struct Row {
    id: i64,
    name: String,
    county: String,
    status: String,
}

#[derive(Default)]
struct Screen {
    rows: Vec<Row>,
    /// Which rows are visible.
    shown: Vec<usize>,
    selected: usize,
    query: String,
    typing: bool,
}

/// Runs until `q`.
pub fn main(rows: &str, database: &str) -> ExitCode {
    let rows = match rows {
        "0" => Ok(sample_rows()),
        _ => load(Path::new(database)),
    };
    let mut screen = Screen { rows: rows.unwrap_or_default(), ..Screen::default() };
    screen.filter();
    let ended = run(&mut ratatui::init(), &mut screen);
    ratatui::restore();
    if ended.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Writes the rows that [`main`] loads.
pub fn write_database(path: &Path, parishes: &[super::register::Parish]) -> rusqlite::Result<()> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch(
        "create table councils (id integer primary key, name text not null, county text not null, status text not null)",
    )?;
    let writing = connection.transaction()?;
    for (id, parish) in parishes.iter().enumerate() {
        let id = i64::try_from(id).unwrap_or(i64::MAX);
        let row = (id, &parish.name, &parish.county, "silent");
        writing.prepare_cached("insert into councils values (?1, ?2, ?3, ?4)")?.execute(row)?;
    }
    writing.commit()
}

fn load(database: &Path) -> rusqlite::Result<Vec<Row>> {
    let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut statement = connection.prepare("select id, name, county, status from councils")?;
    let rows = statement.query_map([], |row| {
        Ok(Row { id: row.get(0)?, name: row.get(1)?, county: row.get(2)?, status: row.get(3)? })
    })?;
    rows.collect()
}

fn sample_rows() -> Vec<Row> {
    let row = |id: i64| Row {
        id,
        name: format!("Council {id}"),
        county: "Shropshire".to_owned(),
        status: "silent".to_owned(),
    };
    (0..40).map(row).collect()
}

fn run(terminal: &mut DefaultTerminal, screen: &mut Screen) -> io::Result<()> {
    loop {
        terminal.draw(|frame| screen.draw(frame))?;
        let Event::Key(key) = event::read()? else { continue };
        if key.kind != KeyEventKind::Press {
            continue;
        }
        match key.code {
            KeyCode::Char(letter) if screen.typing => screen.query.push(letter),
            KeyCode::Backspace if screen.typing => drop(screen.query.pop()),
            KeyCode::Esc => screen.typing = false,
            KeyCode::Char('q') => return Ok(()),
            KeyCode::Char('/') => screen.typing = true,
            KeyCode::Down => screen.selected = (screen.selected + 1).min(screen.shown.len().saturating_sub(1)),
            KeyCode::Up => screen.selected = screen.selected.saturating_sub(1),
            _ => {}
        }
        if matches!(key.code, KeyCode::Char(_) | KeyCode::Backspace) && screen.typing {
            screen.filter();
        }
    }
}

impl Screen {
    fn filter(&mut self) {
        let query = self.query.to_lowercase();
        let wanted = |row: &Row| row.name.to_lowercase().contains(&query);
        self.shown = (0..self.rows.len()).filter(|index| wanted(&self.rows[*index])).collect();
        self.selected = 0;
    }

    /// A line for the find field, then the rows that fit.
    fn draw(&self, frame: &mut Frame<'_>) {
        let (area, buffer) = (frame.area(), frame.buffer_mut());
        let field = if self.typing || !self.query.is_empty() { format!(" Find {}", self.query) } else { String::new() };
        buffer.set_string(0, 0, format!("{field:60}  {} councils", self.shown.len()), Style::new());
        let height = usize::from(area.height.saturating_sub(1));
        let first = (self.selected + 1).saturating_sub(height);
        for (y, index) in (1..area.height).zip(self.shown.iter().enumerate().skip(first)) {
            let (place, Row { id, name, county, status }) = (index.0, &self.rows[*index.1]);
            let style = match place == self.selected {
                true => Style::new().add_modifier(Modifier::REVERSED),
                false => Style::new(),
            };
            let line = Line::styled(format!("{id:6}  {name:30}  {county:30}  {status:40}"), style);
            buffer.set_line(0, y, &line, area.width);
        }
    }
}
