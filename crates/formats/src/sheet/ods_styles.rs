//! Which styles of an OpenDocument workbook strike words out (OpenDocument 1.3, part 3, 20.355 and 20.358).

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::xml::{self, attribute};

/// Styles that a style may inherit from, one after the other; more are a circle.
const MAX_PARENTS: usize = 32;

/// The styles of cells and of words, by their kind (`table-cell`, `text`) and name.
#[derive(Default)]
pub(super) struct OdsStyles {
    styles: HashMap<(String, String), Style>,
    /// The one that is read.
    current: Option<(String, String)>,
}

#[derive(Default)]
struct Style {
    parent: Option<String>,
    /// `None` if it does not say.
    strikes_out: Option<bool>,
}

impl OdsStyles {
    /// Reads the named styles of the part `styles.xml`; what follows damage is not seen.
    pub(super) fn read<R: BufRead>(part: R) -> Self {
        let (mut styles, mut reader, mut buffer) = (Self::default(), xml::reader(part), Vec::new());
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(start)) => styles.start(start.name().as_ref(), &start),
                Ok(Event::Eof) | Err(_) => return styles,
                Ok(_) => {}
            }
        }
    }

    /// Takes an element of the styles.
    pub(super) fn start(&mut self, name: &str, start: &BytesStart<'_>) {
        match name {
            "style:style" | "style:default-style" => {
                let family = attribute(start, "style:family").unwrap_or_default();
                self.current = matches!(family.as_str(), "table-cell" | "text" | "paragraph")
                    .then(|| (family, attribute(start, "style:name").unwrap_or_default()));
                if let Some(current) = &self.current {
                    let parent = attribute(start, "style:parent-style-name");
                    self.styles.insert(current.clone(), Style { parent, strikes_out: None });
                }
            }
            "style:text-properties" => {
                if let Some(style) = self.current.as_ref().and_then(|current| self.styles.get_mut(current)) {
                    let lines = ["style:text-line-through-style", "style:text-line-through-type"];
                    let mut lines = lines.into_iter().filter_map(|line| attribute(start, line)).peekable();
                    if lines.peek().is_some() {
                        style.strikes_out = Some(lines.all(|line| line != "none"));
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether a style strikes out; `None` if neither it nor those that it inherits from say so.
    pub(super) fn strikes_out(&self, family: &str, name: &str) -> Option<bool> {
        let mut key = (family.to_owned(), name.to_owned());
        for _ in 0..MAX_PARENTS {
            let style = self.styles.get(&key)?;
            if style.strikes_out.is_some() {
                return style.strikes_out;
            }
            key.1.clone_from(style.parent.as_ref()?);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::OdsStyles;

    #[test]
    fn styles_inherit() {
        let struck = "style:text-line-through-style=\"solid\" style:text-line-through-type=\"single\"";
        let style = |name: &str, parent: &str, line: &str| {
            format!(
                "<style:style style:name=\"{name}\" style:family=\"table-cell\" style:parent-style-name=\"{parent}\">\
                 <style:text-properties {line}/></style:style>"
            )
        };
        let part = [
            style("Gone", "", struck),
            style("ce1", "Gone", ""),
            style("ce2", "Gone", "style:text-line-through-style=\"none\" style:text-line-through-type=\"none\""),
            style("ce3", "ce3", ""),
        ];
        let styles = OdsStyles::read(format!("<styles>{}</styles>", part.concat()).as_bytes());
        let read = ["Gone", "ce1", "ce2", "ce3", "ce4"].map(|name| styles.strikes_out("table-cell", name));
        assert_eq!(read, [Some(true), Some(true), Some(false), None, None]);
        assert_eq!(styles.strikes_out("text", "Gone"), None);
    }
}
