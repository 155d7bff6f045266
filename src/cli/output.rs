//! Prints data to stdout and messages to stderr, and sanitizes untrusted text.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};

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
        self.print_raw(&Self::json_bytes(document)?)
    }

    /// For a file.
    pub fn json_bytes(document: &impl Serialize) -> Result<Vec<u8>, Failure> {
        let mut text = Vec::new();
        document
            .serialize(&mut serde_json::Serializer::with_formatter(
                &mut text,
                EscapingFormatter(PrettyFormatter::new()),
            ))
            .map_err(|error| Failure::from_write_error(&io::Error::other(error)))?;
        text.push(b'\n');
        Ok(text)
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

/// Indented JSON that escapes every character a terminal obeys or can't show as `\u…`. Programs read the same text.
struct EscapingFormatter(PrettyFormatter<'static>);

impl Formatter for EscapingFormatter {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_hidden) {
            writer.write_all(&rest.as_bytes()[..at])?;
            let c = rest[at..].chars().next().unwrap_or_default();
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

/// JSON already escapes the controls below the space; this adds DEL and the invisible Unicode characters.
fn is_hidden(c: char) -> bool {
    c == '\u{7f}' || (!c.is_ascii() && sanitize(c.encode_utf8(&mut [0; 4])) != *c.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::{EscapingFormatter, to_ascii};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
    use serde::Serialize;
    use serde_json::ser::PrettyFormatter;

    fn json(text: &str) -> String {
        let mut out = Vec::new();
        text.serialize(&mut serde_json::Serializer::with_formatter(
            &mut out,
            EscapingFormatter(PrettyFormatter::new()),
        ))
        .unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn json_hides_no_control() {
        assert_eq!(json("a\u{202e}b\u{9b}\u{7f}é\u{e0041}"), "\"a\\u202eb\\u009b\\u007fé\\udb40\\udc41\"");
    }

    #[test]
    fn ascii_is_ascii() {
        assert_eq!(to_ascii("Château – “3” · → …木"), "Chateau - \"3\" . -> ...?");
    }

    proptest! {
        #[test]
        fn escaped_json_is_the_same_text(text in "\\PC*|[\u{0}-\u{2fff}]*") {
            let escaped = json(&text);
            prop_assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
            prop_assert!(escaped.chars().all(|c| !c.is_control()));
        }
    }
}
