//! The styles of cells: how their numbers are shown, and which are struck out (ECMA-376, part 1, 18.8).

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::number_format::{NumberFormat, built_in, format_of_code};
use super::strings::is_set;
use crate::sheet::xml::attribute;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CellStyle {
    pub format: NumberFormat,
    /// Whether its font strikes out.
    pub is_struck_out: bool,
}

/// The list that is read; other lists of the part hold elements of the same names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Other,
    Fonts,
    Cells,
}

struct StylesReader {
    list: List,
    formats: HashMap<u32, NumberFormat>,
    /// Whether each font strikes out.
    fonts: Vec<bool>,
    styles: Vec<CellStyle>,
}

/// The style of each cell, by its number; `None` if the part is damaged.
pub(super) fn read_styles<R: BufRead>(mut reader: Reader<R>) -> Option<Vec<CellStyle>> {
    let mut buffer = Vec::new();
    let mut read = StylesReader { list: List::Other, formats: HashMap::new(), fonts: Vec::new(), styles: Vec::new() };
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) => read.start(&start),
            Event::End(end) if matches!(end.local_name().as_ref(), "cellXfs" | "fonts") => read.list = List::Other,
            Event::Eof => return Some(read.styles),
            _ => {}
        }
    }
}

impl StylesReader {
    fn start(&mut self, start: &BytesStart<'_>) {
        let number = |name: &str| attribute(start, name).and_then(|number| number.trim().parse::<u32>().ok());
        match (start.local_name().as_ref(), self.list) {
            ("numFmt", _) => {
                let code = attribute(start, "formatCode").unwrap_or_default();
                self.formats.extend(number("numFmtId").map(|id| (id, format_of_code(&code))));
            }
            ("fonts", _) => self.list = List::Fonts,
            ("font", List::Fonts) => self.fonts.push(false),
            ("strike", List::Fonts) => {
                if let Some(font) = self.fonts.last_mut() {
                    *font = is_set(start);
                }
            }
            ("cellXfs", _) => self.list = List::Cells,
            ("xf", List::Cells) => {
                let (id, font) = (number("numFmtId").unwrap_or(0), number("fontId").unwrap_or(0));
                let font = usize::try_from(font).ok().and_then(|font| self.fonts.get(font));
                self.styles.push(CellStyle {
                    format: self.formats.get(&id).copied().unwrap_or_else(|| built_in(id)),
                    is_struck_out: font.is_some_and(|font| *font),
                });
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CellStyle, NumberFormat, read_styles};
    use crate::sheet::xml;

    #[test]
    fn styles_of_cells_have_formats_and_fonts() {
        let part = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\"/></numFmts>\
                    <fonts><font><strike val=\"0\"/></font><font><b/><strike/></font></fonts><cellStyleXfs><xf/></cellStyleXfs>\
                    <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\" fontId=\"1\"/><xf numFmtId=\"46\" fontId=\"7\"/></cellXfs>\
                    <dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>";
        let style = |format, is_struck_out| CellStyle { format, is_struck_out };
        let wanted = [
            style(NumberFormat::Plain, false),
            style(NumberFormat::DateTime, true),
            style(NumberFormat::Duration, false),
        ];
        assert_eq!(read_styles(xml::reader(part.as_bytes())).unwrap(), wanted);
    }
}
