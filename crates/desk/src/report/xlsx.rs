//! The report as a workbook: a cover, a table a sheet, and the figures in long form.

use charter::report::{Block, Cell, DEFINITIONS, NOT_COUNTED, Report, Table, Value};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::documents::DocumentError;

/// A title, what the table is about, the report's note; then the headings.
const HEADINGS_ROW: u32 = 3;
/// The columns of a share.
const PER_VALUE: [&str; 3] = ["n", "N", "rate"];
const COVER: &str = "Cover";

/// Text is written as text, so no cell runs as a formula. Days are dates and counts are numbers; no cell is blank or merged.
///
/// # Errors
///
/// The file cannot be made, which is a mistake of the program.
pub fn xlsx(report: &Report) -> Result<Vec<u8>, DocumentError> {
    write(report).map_err(|error| DocumentError::List(error.to_string()))
}

struct Formats {
    bold: Format,
    title: Format,
    day: Format,
    wrapped: Format,
}

fn write(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(&report.title));
    let formats = Formats {
        bold: Format::new().set_bold(),
        title: Format::new().set_bold().set_font_size(14),
        day: Format::new().set_num_format("d mmm yyyy"),
        wrapped: Format::new().set_text_wrap(),
    };
    cover(workbook.add_worksheet(), report, &formats)?;
    notes(workbook.add_worksheet(), report, &formats)?;
    definitions(workbook.add_worksheet(), report, &formats)?;
    for table in report.tables() {
        write_table(workbook.add_worksheet(), report, table, &formats)?;
    }
    figures(workbook.add_worksheet(), report, &formats)?;
    workbook.save_to_buffer()
}

fn cover(sheet: &mut Worksheet, report: &Report, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(COVER)?;
    sheet.write_string_with_format(0, 0, &report.title, &formats.title)?;
    sheet.write_string(1, 0, &report.subtitle)?;
    let marking = if report.marking.is_empty() { "no marking" } else { &report.marking };
    let mut row = 2;
    let mut pair = |name: &str, text: &str| -> Result<(), XlsxError> {
        sheet.write_string_with_format(row, 0, name, &formats.bold)?;
        sheet.write_string(row, 1, text)?;
        row += 1;
        Ok(())
    };
    pair("Marking", marking)?;
    for (name, value) in &report.facts {
        pair(name, value)?;
    }
    let contact = report.sections.iter().filter(|section| section.id == "contact").flat_map(|section| &section.blocks);
    for text in contact.filter_map(paragraph) {
        pair("Contact and formats", text)?;
    }
    pair("Sheet", "What is in it")?;
    pair("notes", "Notes on the figures")?;
    pair("definitions", "Definitions of the measures")?;
    for table in report.tables() {
        pair(&table.id, &table.title)?;
    }
    pair("figures", "Every figure: a row for each period, area and measure")?;
    widths(sheet, &[26.0, 90.0])
}

fn paragraph(block: &Block) -> Option<&str> {
    match block {
        Block::Paragraph { text, .. } => Some(text),
        _ => None,
    }
}

fn widths(sheet: &mut Worksheet, characters: &[f64]) -> Result<(), XlsxError> {
    for (column, width) in (0..).zip(characters) {
        sheet.set_column_width(column, *width)?;
    }
    Ok(())
}

/// Names the sheet, writes the three lines above the headings and the headings, and freezes them.
fn begin(
    sheet: &mut Worksheet,
    (name, title, about): (&str, &str, &str),
    report: &Report,
    headings: &[String],
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.write_string_with_format(0, 0, title, &formats.title)?;
    sheet.write_string(1, 0, about)?;
    sheet.write_string(2, 0, format!("{}. Contents: sheet {COVER}", report.subtitle))?;
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(HEADINGS_ROW, column, heading, &formats.bold)?;
        sheet.set_column_width(column, if column == 0 { 36.0 } else { 16.0 })?;
    }
    sheet.set_freeze_panes(HEADINGS_ROW + 1, 1)?;
    Ok(())
}

fn notes(sheet: &mut Worksheet, report: &Report, formats: &Formats) -> Result<(), XlsxError> {
    let headings = ["number", "section", "text"].map(str::to_owned);
    begin(sheet, ("notes", "Notes on the figures", "The report's paragraphs and lists"), report, &headings, formats)?;
    let mut row = HEADINGS_ROW + 1;
    for section in &report.sections {
        for block in &section.blocks {
            let (number, texts) = match block {
                Block::Paragraph { number, text } => (number.to_string(), vec![text]),
                Block::Lettered(texts) | Block::List(texts) => ("-".to_owned(), texts.iter().collect()),
                _ => continue,
            };
            for text in texts {
                sheet.write_string(row, 0, &number)?;
                sheet.write_string(row, 1, &section.heading)?;
                sheet.write_string_with_format(row, 2, text, &formats.wrapped)?;
                row += 1;
            }
        }
    }
    widths(sheet, &[10.0, 36.0, 100.0])
}

fn definitions(sheet: &mut Worksheet, report: &Report, formats: &Formats) -> Result<(), XlsxError> {
    let headings = ["code", "measure", "definition", "base"].map(str::to_owned);
    let title = "Definitions of the measures";
    begin(
        sheet,
        ("definitions", title, "A measure's code begins with that of its definition"),
        report,
        &headings,
        formats,
    )?;
    for (row, one) in (HEADINGS_ROW + 1..).zip(DEFINITIONS) {
        for (column, text) in (0..).zip([one.code, one.label, one.definition, one.base.label()]) {
            sheet.write_string_with_format(row, column, text, &formats.wrapped)?;
        }
    }
    widths(sheet, &[20.0, 36.0, 90.0, 50.0])
}

fn write_table(sheet: &mut Worksheet, report: &Report, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    let mut headings = Vec::new();
    for column in &table.columns {
        if column.is_value() {
            headings.extend(PER_VALUE.map(|part| format!("{}: {part}", column.label)));
        } else {
            headings.push(column.label.clone());
        }
    }
    begin(sheet, (&table.id, &table.title, &table.about), report, &headings, formats)?;
    for (row, cells) in (HEADINGS_ROW + 1..).zip(&table.rows) {
        let mut column = 0;
        for cell in cells {
            column = write_cell(sheet, (row, column), cell, formats)?;
        }
    }
    Ok(())
}

/// Returns the next column.
fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<u16, XlsxError> {
    match cell {
        Cell::Text(text) => drop(sheet.write_string(row, column, text)?),
        Cell::Day(on) => match ExcelDateTime::parse_from_str(&on.to_string()) {
            Ok(on) => drop(sheet.write_datetime_with_format(row, column, on, &formats.day)?),
            Err(_) => drop(sheet.write_string(row, column, on.to_string())?),
        },
        Cell::Value(value) => {
            match value {
                Some(Value::Share(share)) => {
                    sheet.write_number(row, column, number(share.n))?;
                    sheet.write_number(row, column + 1, number(share.of))?;
                    let rate = if share.percent().is_none() { "base under 10".to_owned() } else { share.rate() };
                    let small = if share.is_small_base() { ", small base" } else { "" };
                    sheet.write_string(row, column + 2, format!("{rate}{small}"))?;
                }
                Some(Value::Median { of: 0, .. }) => {
                    sheet.write_string(row, column, "none")?;
                    sheet.write_number(row, column + 1, 0.0)?;
                    sheet.write_string(row, column + 2, "median days")?;
                }
                Some(Value::Median { half_days, of }) => {
                    sheet.write_number(row, column, f64::from(*half_days) / 2.0)?;
                    sheet.write_number(row, column + 1, number(*of))?;
                    sheet.write_string(row, column + 2, "median days")?;
                }
                None => {
                    for index in 0..3 {
                        sheet.write_string(row, column + index, NOT_COUNTED)?;
                    }
                }
            }
            return Ok(column + 3);
        }
    }
    Ok(column + 1)
}

fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

fn figures(sheet: &mut Worksheet, report: &Report, formats: &Formats) -> Result<(), XlsxError> {
    let headings = ["period", "as at", "level", "area code", "area", "measure", "label", "base"].map(str::to_owned);
    let headings = [headings.as_slice(), &PER_VALUE.map(str::to_owned)].concat();
    let about = "A row for each period, area and measure; the CSV has the same rows";
    begin(sheet, ("figures", "Every figure", about), report, &headings, formats)?;
    for (row, figure) in (HEADINGS_ROW + 1..).zip(&report.figures) {
        let as_at = report.periods.iter().find(|(code, ..)| **code == *figure.period).map(|(.., as_at)| *as_at);
        let code = if figure.area.code.is_empty() { "none" } else { &figure.area.code };
        let cells = [
            Cell::Text(figure.period.to_string()),
            as_at.map_or(Cell::Text("unknown".to_owned()), Cell::Day),
            Cell::Text(figure.area.level.code().to_owned()),
            Cell::Text(charter::untrusted::Untrusted::from(code).clean_for_html()),
            Cell::Text(figure.area.label()),
            Cell::Text(figure.measure.code()),
            Cell::Text(figure.measure.full_label()),
            Cell::Text(figure.measure.base().label().to_owned()),
            Cell::Value(Some(figure.value)),
        ];
        let mut column = 0;
        for cell in &cells {
            column = write_cell(sheet, (row, column), cell, formats)?;
        }
    }
    Ok(())
}
