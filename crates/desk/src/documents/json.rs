//! JSON that a terminal can show.

use std::io::{self, Write};

use charter::untrusted::sanitize;
use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};

/// Indented, with a line end. Characters that a terminal obeys or can't show are escaped.
///
/// # Errors
/// The document cannot be written as JSON, which is a mistake of the program.
pub fn json_bytes(document: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut text = Vec::new();
    document
        .serialize(&mut serde_json::Serializer::with_formatter(&mut text, EscapingFormatter(PrettyFormatter::new())))?;
    text.push(b'\n');
    Ok(text)
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
    use super::json_bytes;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn json(text: &str) -> String {
        String::from_utf8(json_bytes(&text).unwrap()).unwrap().trim_end().to_owned()
    }

    #[test]
    fn json_hides_no_control() {
        assert_eq!(json("a\u{202e}b\u{9b}\u{7f}é\u{e0041}"), "\"a\\u202eb\\u009b\\u007fé\\udb40\\udc41\"");
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
