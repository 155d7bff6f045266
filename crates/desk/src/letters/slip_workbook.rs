//! The reply slip as a workbook: a row for each council of the mail, with headings that the reader of sheets knows.

use rust_xlsxwriter::{DataValidation, Format, Workbook, XlsxError};

use charter::returns::{Frequency, Method};
use formats::sheet::workbook_parts::{SHARED_STRINGS, read_part, replace_part};

pub(super) const FILE_NAME: &str = "reply-slip.xlsx";
pub(super) const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The day on which the council answered is for the council to fill in, as everything after it.
const COLUMNS: [(&str, f64); 9] = [
    ("Code", 12.0),
    ("Council", 36.0),
    ("Date", 14.0),
    ("Takes part", 12.0),
    ("Priority 1", 36.0),
    ("Priority 2", 36.0),
    ("Priority 3", 36.0),
    ("Frequency", 16.0),
    ("Method", 16.0),
];

/// Stand for the code and the name in the workbook that all slips of one council are made of.
const PLACEHOLDERS: [&str; 2] = ["code of the council", "name of the council"];

/// Makes the workbooks of a batch. Most are of one council and differ in two texts only: replacing these takes a fifth of the
/// time of writing a workbook.
pub(super) struct SlipWorkbooks {
    of_one: Vec<u8>,
    /// The texts in it.
    strings: String,
}

impl SlipWorkbooks {
    pub(super) fn new() -> Result<Self, String> {
        let of_one = write(&[(PLACEHOLDERS[0], PLACEHOLDERS[1])]).map_err(|error| error.to_string())?;
        let strings = read_part(&of_one, SHARED_STRINGS).map_err(|error| error.to_string())?;
        Ok(Self { of_one, strings })
    }

    /// Codes and names of councils.
    pub(super) fn write(&self, councils: &[(&str, &str)]) -> Result<Vec<u8>, String> {
        let [(code, name)] = councils else { return write(councils).map_err(|error| error.to_string()) };
        // The code first, because a name may hold any words.
        let [code, name] = [code, name].map(|text| escape(text));
        let (before, rest) = self.strings.split_once(PLACEHOLDERS[0]).ok_or("a text is missing")?;
        let (between, after) = rest.split_once(PLACEHOLDERS[1]).ok_or("a text is missing")?;
        let strings = [before, &code, between, &name, after].concat();
        replace_part(&self.of_one, SHARED_STRINGS, &strings).map_err(|error| error.to_string())
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Codes and names of councils.
fn write(councils: &[(&str, &str)]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Reply slip")?;
    for (column, (name, width)) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, name, &bold)?;
        sheet.set_column_width(column, width)?;
    }
    let mut last = 0;
    for (row, (code, name)) in (1..).zip(councils) {
        // Written as texts, which no program runs.
        sheet.write_string(row, 0, *code)?;
        sheet.write_string(row, 1, *name)?;
        last = row;
    }
    if last > 0 {
        sheet.add_data_validation(1, 3, last, 3, &DataValidation::new().allow_list_strings(&["yes", "no"])?)?;
        let frequencies: Vec<&str> = Frequency::KNOWN.iter().map(Frequency::label).collect();
        let methods: Vec<&str> = Method::KNOWN.iter().map(Method::label).collect();
        // Other words may be typed: the lists are open (charter, rule 4).
        for (column, values) in [(7, frequencies), (8, methods)] {
            let list = DataValidation::new().allow_list_strings(&values)?.show_error_message(false);
            sheet.add_data_validation(1, column, last, column, &list)?;
        }
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::{SlipWorkbooks, read_part, write};
    use formats::sheet::workbook_parts::SHARED_STRINGS;

    #[test]
    fn a_slip_of_one_council_is_as_if_it_was_written_by_itself() {
        let workbooks = SlipWorkbooks::new().unwrap();
        for (code, name) in [("E04000001", "Wem & <Soulton> Council"), ("7", "code of the council"), ("7", "=1+1")] {
            let made = workbooks.write(&[(code, name)]).unwrap();
            let written = write(&[(code, name)]).unwrap();
            for part in [SHARED_STRINGS, "xl/worksheets/sheet1.xml", "xl/workbook.xml"] {
                assert_eq!(read_part(&made, part).unwrap(), read_part(&written, part).unwrap(), "{name}: {part}");
            }
        }
        assert!(
            read_part(&workbooks.write(&[("1", "A"), ("2", "B")]).unwrap(), SHARED_STRINGS).unwrap().contains(">B<")
        );
    }
}
