//! The reply slip as a workbook: a row for each council of the mail. Its headings are known to the reader of sheets, and to the
//! reader of slips if it is mailed back.

use rust_xlsxwriter::{DataValidation, Format, Workbook, XlsxError};

use charter::returns::{Frequency, Method};
use formats::sheet::workbook_parts::{SHARED_STRINGS, read_part, replace_part};
use reading::slip::HEADINGS;

pub(super) const FILE_NAME: &str = "reply-slip.xlsx";
pub(super) const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Of the columns, in letters. The day on which the council answered is for the council to fill in, as everything after it.
const WIDTHS: [f64; HEADINGS.len()] = [12.0, 36.0, 10.0, 14.0, 12.0, 36.0, 36.0, 36.0, 16.0, 16.0];
const WISH: u16 = 4;
const FREQUENCY: u16 = 8;
const METHOD: u16 = 9;

/// Stand for the code and the name of the council in the workbook that all slips of one council are made of.
const PLACEHOLDERS: [&str; 2] = ["code of the council", "name of the council"];

/// Makes the workbooks of a batch. Most are of one council and differ in two texts only: replacing these takes a fifth of the
/// time of writing a workbook.
pub(super) struct SlipWorkbooks {
    /// The code of the round.
    round: String,
    of_one: Vec<u8>,
    /// The texts in it.
    strings: String,
}

impl SlipWorkbooks {
    /// `round` is the code of the round.
    pub(super) fn new(round: &str) -> Result<Self, String> {
        let of_one = write(&[(PLACEHOLDERS[0], PLACEHOLDERS[1])], round).map_err(|error| error.to_string())?;
        let strings = read_part(&of_one, SHARED_STRINGS).map_err(|error| error.to_string())?;
        Ok(Self { round: round.to_owned(), of_one, strings })
    }

    /// Codes and names of councils.
    pub(super) fn write(&self, councils: &[(&str, &str)]) -> Result<Vec<u8>, String> {
        let [(code, name)] = councils else {
            return write(councils, &self.round).map_err(|error| error.to_string());
        };
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
fn write(councils: &[(&str, &str)], round: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Reply slip")?;
    for (column, (name, width)) in (0..).zip(HEADINGS.iter().zip(WIDTHS)) {
        sheet.write_string_with_format(0, column, *name, &bold)?;
        sheet.set_column_width(column, width)?;
    }
    let mut last = 0;
    for (row, (code, name)) in (1..).zip(councils) {
        // Written as texts, which no program runs.
        sheet.write_string(row, 0, *code)?;
        sheet.write_string(row, 1, *name)?;
        sheet.write_string(row, 2, round)?;
        last = row;
    }
    if last > 0 {
        sheet.add_data_validation(1, WISH, last, WISH, &DataValidation::new().allow_list_strings(&["yes", "no"])?)?;
        let frequencies: Vec<&str> = Frequency::KNOWN.iter().map(Frequency::label).collect();
        let methods: Vec<&str> = Method::KNOWN.iter().map(Method::label).collect();
        // Other words may be typed: the lists are open (charter, rule 4).
        for (column, values) in [(FREQUENCY, frequencies), (METHOD, methods)] {
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
        let workbooks = SlipWorkbooks::new("2023-Q4").unwrap();
        for (code, name) in [("E04000001", "Wem & <Soulton> Council"), ("7", "code of the council"), ("7", "=1+1")] {
            let made = workbooks.write(&[(code, name)]).unwrap();
            let written = write(&[(code, name)], "2023-Q4").unwrap();
            for part in [SHARED_STRINGS, "xl/worksheets/sheet1.xml", "xl/workbook.xml"] {
                assert_eq!(read_part(&made, part).unwrap(), read_part(&written, part).unwrap(), "{name}: {part}");
            }
        }
        assert!(
            read_part(&workbooks.write(&[("1", "A"), ("2", "B")]).unwrap(), SHARED_STRINGS).unwrap().contains(">B<")
        );
    }
}
