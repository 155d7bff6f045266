//! What the readers of workbooks need of XML.

use std::io::BufRead;

use quick_xml::events::{BytesRef, BytesStart};
use quick_xml::{Reader, XmlVersion};

/// An empty element comes as its start and its end.
pub(super) fn reader<R: BufRead>(part: R) -> Reader<R> {
    let mut reader = Reader::from_reader(part);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    reader
}

/// The value of an attribute, by its name with prefix as written.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(
        found
            .normalized_value(XmlVersion::Implicit1_0)
            .map_or_else(|_| found.value.to_string(), |value| value.to_string()),
    )
}

/// The text of a reference such as `&amp;` or `&#10;`; blank if it is not known.
pub(super) fn reference(name: &BytesRef<'_>) -> String {
    let c = match name.resolve_char_ref() {
        Ok(Some(c)) => Some(c.to_string()),
        _ => quick_xml::escape::resolve_xml_entity(&name.xml10_content()).map(str::to_owned),
    };
    c.unwrap_or_default()
}

/// Whether an attribute of the type boolean is set.
pub(super) fn is_true(value: Option<String>) -> bool {
    matches!(value.as_deref().map(str::trim), Some("1" | "true"))
}
