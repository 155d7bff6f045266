//! Prints data to stdout and messages to stderr, and sanitizes untrusted text.

use std::io::{self, BufWriter, Write};

use desk::documents::json_bytes;
use serde::Serialize;

use super::failure::Failure;
use super::table::{Align, Layout, Table};
use charter::untrusted::{sanitize, to_ascii};

pub struct Output {
    data: BufWriter<io::Stdout>,
    layout: Layout,
    bold: bool,
}

impl Output {
    /// `bold` allows bold headings; the layout is for tables, and restricts all printed text to ASCII if it says so.
    pub fn new(layout: Layout, bold: bool) -> Self {
        Self { data: BufWriter::new(io::stdout()), layout, bold }
    }

    /// For a table with lines between its rows.
    pub fn lay_out(&self, head: &[(&str, Align)], rows: &[Vec<String>]) -> Table {
        self.layout.table(head, rows)
    }

    pub fn print_table(&mut self, head: &[(&str, Align)], rows: &[Vec<String>]) -> Result<(), Failure> {
        let Table { header, rows } = self.lay_out(head, rows);
        header.iter().try_for_each(|header| self.print_heading(header))?;
        rows.iter().flatten().try_for_each(|line| self.print_line(line))
    }

    pub fn print_line(&mut self, text: &str) -> Result<(), Failure> {
        let text = self.sanitized(text);
        writeln!(self.data, "{text}").map_err(|error| Failure::from_write_error(&error))
    }

    pub fn print_heading(&mut self, text: &str) -> Result<(), Failure> {
        let text = self.sanitized(text);
        let written =
            if self.bold { writeln!(self.data, "\x1b[1m{text}\x1b[0m") } else { writeln!(self.data, "{text}") };
        written.map_err(|error| Failure::from_write_error(&error))
    }

    /// For text without untrusted parts: a manual, a script.
    pub fn print_raw(&mut self, text: &[u8]) -> Result<(), Failure> {
        self.data.write_all(text).map_err(|error| Failure::from_write_error(&error))
    }

    /// One indented JSON document with a line end.
    pub fn json(&mut self, document: &impl Serialize) -> Result<(), Failure> {
        let bytes = json_bytes(document).map_err(|error| Failure::from_write_error(&io::Error::other(error)))?;
        self.print_raw(&bytes)
    }

    /// A closed stderr is no failure.
    pub fn print_message(&self, text: &str) {
        for line in text.lines() {
            let _ = writeln!(io::stderr(), "{}", self.sanitized(line));
        }
    }

    pub fn flush(&mut self) -> Result<(), Failure> {
        self.data.flush().map_err(|error| Failure::from_write_error(&error))
    }

    fn sanitized(&self, text: &str) -> String {
        let clean = sanitize(text);
        if self.layout.ascii { to_ascii(&clean) } else { clean.into_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::to_ascii;

    #[test]
    fn ascii_is_ascii() {
        assert_eq!(to_ascii("Château – “3” · → …木"), "Chateau - \"3\" . -> ...?");
    }
}
