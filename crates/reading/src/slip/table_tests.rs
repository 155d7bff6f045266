//! Slips that come back as a table.

use charter::incoming::Attachment;
use charter::sheet_row::{RowNote, SheetRow};
use charter::untrusted::Untrusted;
use proptest::prelude::*;
use rstest::rstest;

use super::form::HEADINGS;
use super::{Addressee, find, pasted_as_slips, read_with_slips, workbook_as_slips};
use crate::extract::{Context, Reading, read};

const ROW: [&str; 10] = [
    "E04011234",
    "Wem Town Council",
    "2023-Q4",
    "2023-10-05",
    "Yes",
    "Speeding on the A49",
    "",
    "Dog fouling",
    "quarterly",
    "in person",
];

fn sheet(rows: &[&[&str]]) -> Vec<SheetRow> {
    let row = |(line, cells): (u64, &&[&str])| SheetRow {
        line,
        cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
        notes: Vec::new(),
    };
    (1..).zip(rows).map(row).collect()
}

fn text_of(sheets: &[Vec<SheetRow>]) -> Option<String> {
    let listed =
        Attachment { name: Untrusted::from("reply-slip.xlsx"), kind: Untrusted::default(), size: 7_000, text: None };
    workbook_as_slips(&listed, sheets).map(|read| read.text.unwrap().raw().to_owned())
}

fn read_text(text: &str) -> Reading {
    let (context, codes) = (Context::default(), ["E04011234".to_owned()]);
    let addressee = Addressee { codes: &codes, round: "2023-Q4", is_shared: false };
    read_with_slips(text, "", addressee, &context, |rest| read(rest, &context)).unwrap().0
}

/// What is filled in, and the notes.
fn said(reading: &Reading) -> (Vec<String>, Vec<String>) {
    let mut said: Vec<String> =
        reading.wish.iter().filter(|read| read.filled_in).map(|read| read.value.to_string()).collect();
    said.extend(reading.priorities.iter().filter(|read| read.filled_in).map(|read| read.value.text.clone()));
    said.extend(reading.frequency.iter().filter(|read| read.filled_in).map(|read| read.value.label().to_owned()));
    said.extend(reading.method.iter().filter(|read| read.filled_in).map(|read| read.value.label().to_owned()));
    (said, reading.notes.clone())
}

const ANSWERS: [&str; 5] = ["yes", "Speeding on the A49", "Dog fouling", "quarterly", "in person"];

fn with(cells: &[(usize, &'static str)]) -> [&'static str; 10] {
    let mut row = ROW;
    cells.iter().for_each(|(index, text)| row[*index] = text);
    row
}

#[test]
fn a_workbook_is_read_as_the_slips_in_its_rows() {
    let text = text_of(&[sheet(&[&["Parish survey"], &HEADINGS, &ROW, &["", "", "Thank you"]])]).unwrap();
    let reading = read_text(&text);
    assert_eq!(said(&reading), (ANSWERS.map(str::to_owned).to_vec(), Vec::new()), "{text}");
    assert!(reading.is_trusted, "{text}\n{reading:?}");
    assert!(text.contains("Around the form: Parish survey") && text.contains("Dated: 2023-10-05"), "{text}");
    assert_eq!(reading.priorities[1].spans[0].slice(&text), "Dog fouling");
    let other = with(&[(0, "E04019999"), (1, "Clun"), (4, "no"), (5, ""), (7, ""), (8, ""), (9, "")]);
    let two = text_of(&[sheet(&[&HEADINGS, &ROW, &other])]).unwrap();
    let codes: Vec<String> = find(&two).whole.into_iter().map(|slip| slip.code).collect();
    assert_eq!(codes, ["E04011234", "E04019999"]);
}

#[test]
fn headings_are_known_in_their_order_each_once() {
    let folded = HEADINGS.map(|heading| format!(" {} ", heading.to_uppercase().replace(' ', "  ")));
    let folded: Vec<&str> = folded.iter().map(String::as_str).collect();
    assert!(text_of(&[sheet(&[&folded, &ROW])]).is_some());
    assert!(text_of(&[Vec::new(), sheet(&[&HEADINGS, &ROW])]).is_some(), "in any sheet");
    for (index, heading) in HEADINGS.into_iter().enumerate() {
        let mut without = HEADINGS.to_vec();
        without.remove(index);
        let mut row = ROW.to_vec();
        row.remove(index);
        let is_optional = ["Round", "Date"].contains(&heading);
        assert_eq!(text_of(&[sheet(&[&without, &row])]).is_some(), is_optional, "without {}", heading);
        let mut twice = HEADINGS.to_vec();
        twice.push(heading);
        assert!(text_of(&[sheet(&[&twice, &ROW])]).is_none(), "{} twice", heading);
    }
    let mut turned = HEADINGS;
    turned.swap(5, 6);
    assert!(text_of(&[sheet(&[&turned, &ROW])]).is_none());
    assert!(text_of(&[sheet(&[&HEADINGS])]).is_none(), "a table without a row");
    assert!(text_of(&[sheet(&[&["Council", "Wish"], &["Wem", "yes"]])]).is_none());
}

#[rstest]
#[case::two_ticks(&[(4, "yes / no")], "says “yes / no” for takes part")]
#[case::two_frequencies(&[(8, "monthly, quarterly")], "says “monthly, quarterly” for how often")]
#[case::two_lines(&[(5, "Speeding\nLitter")], "says “Speeding Litter” for priority 1")]
#[case::an_error(&[(7, "#N/A")], "“#N/A (the cell holds an error or a formula)” for priority 3")]
#[case::a_formula(&[(4, "=A1")], "for takes part")]
#[case::no_with_priorities(&[(4, "no")], "says no and names a priority")]
#[case::another_round(&[(2, "2023-Q3")], "is of another round: 2023-Q4 is asked about")]
#[case::no_round(&[(2, "")], "names no round")]
#[case::another_code(&[(0, "E04019999")], "the code E04019999 on a reply slip in it is not this council's")]
#[case::no_code(&[(0, "")], "the code NONE on a reply slip")]
#[case::empty(&[(3, ""), (4, ""), (5, ""), (7, "n/a"), (8, ""), (9, "")], "the reply slip is empty")]
fn what_is_not_plain_is_for_a_person_and_says_why(#[case] cells: &[(usize, &'static str)], #[case] why: &str) {
    let text = text_of(&[sheet(&[&HEADINGS, &with(cells)])]).unwrap();
    let reading = read_text(&text);
    assert!(!reading.is_trusted || reading.is_empty(), "{text}");
    assert!(reading.notes.iter().any(|note| note.contains(why)), "{:?}\n{text}", reading.notes);
}

#[rstest]
#[case::struck_out(RowNote::StruckOut { column: 5, text: "A49".to_owned() }, "for priority 1")]
#[case::merged(RowNote::Merged { column: 4, line: 1, text: "Yes".to_owned() }, "for takes part")]
#[case::hidden(RowNote::HiddenRow, "(its row is hidden)” for takes part")]
#[case::cut(RowNote::Cut("it was cut".to_owned()), "for takes part")]
fn a_cell_with_a_fault_is_for_a_person(#[case] note: RowNote, #[case] why: &str) {
    let mut rows = sheet(&[&HEADINGS, &ROW]);
    rows[1].notes.push(note);
    let reading = read_text(&text_of(&[rows]).unwrap());
    assert!(!reading.is_trusted && reading.notes.iter().any(|note| note.contains(why)), "{:?}", reading.notes);
}

#[test]
fn words_beside_the_form_are_shown_and_read_as_words() {
    let mut row = ROW.to_vec();
    row.push("We do not wish to take part");
    let text = text_of(&[sheet(&[&HEADINGS, &row])]).unwrap();
    assert!(text.contains("Beside the form: We do not wish to take part"), "{text}");
    let reading = read_text(&text);
    assert!(!reading.is_trusted);
    assert_eq!(reading.notes, ["its reply slip says yes, and the words beside it say no"]);
}

#[test]
fn a_cell_writes_no_label() {
    let row = with(&[(5, "x] [Priority 2] y [End of the reply slip]"), (1, "Wem, code E04019999, round 1999-Q1]")]);
    let slips = find(&text_of(&[sheet(&[&HEADINGS, &row])]).unwrap()).whole;
    assert_eq!((slips.len(), slips[0].code.as_str(), slips[0].round.as_str()), (1, "E04011234", "2023-Q4"));
}

#[rstest]
#[case::alone("", "")]
#[case::in_a_letter("Dear team,\n\nplease find our slip below.\n\n", "\nKind regards,\nThe Clerk\n")]
fn pasted_cells_are_a_slip(#[case] above: &str, #[case] below: &str) {
    let table = format!("{above}{}\n{}\n{below}", HEADINGS.join("\t"), ROW.join("\t"));
    let text = pasted_as_slips(&table).unwrap();
    assert_eq!(text.strip_prefix(above).map(|rest| rest.ends_with(below)), Some(true), "{text}");
    let reading = read_text(&text);
    assert_eq!(said(&reading), (ANSWERS.map(str::to_owned).to_vec(), Vec::new()), "{text}");
    assert!(reading.is_trusted, "{text}\n{reading:?}");
}

#[test]
fn a_table_whose_columns_were_lost_is_for_a_person() {
    for gap in ["\n\n", "\n", " ", " | "] {
        let text = format!("{}{gap}{}\n", HEADINGS.join(gap), ROW.join(gap));
        assert_eq!(pasted_as_slips(&text), None, "{gap:?}");
        if gap != " | " {
            let reading = read_text(&text);
            assert!(!reading.is_trusted && reading.notes[0].contains("not whole"), "{gap:?}: {reading:?}");
        }
    }
    assert_eq!(pasted_as_slips(&(HEADINGS.join("\t") + "\n\nRegards\n")), None, "headings without a row");
}

#[test]
fn a_text_of_nothing_but_rows_is_read_in_a_moment() {
    let text = format!("{}\n{}", HEADINGS.join("\t"), "E1\tx\n".repeat(30_000));
    let slips = pasted_as_slips(&text).unwrap();
    assert_eq!(find(&slips).whole.len(), super::find::MAX_SLIPS);
    let headings = (HEADINGS.join("\t") + "\n").repeat(2_000);
    assert_eq!(pasted_as_slips(&headings), None);
}

proptest! {
    #[test]
    fn no_table_is_too_odd(cells in prop::collection::vec("(\\PC|\n|\\[Priority 1\\]|=|#N/A|E04011234){0,12}", 0..24), text in "(\\PC|\n|\t|Code\tCouncil){0,40}") {
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        if let Some(text) = text_of(&[sheet(&[&HEADINGS, &cells, &cells])]) {
            for slip in find(&text).whole {
                prop_assert!(slip.parts.iter().all(|span| text.get(span.from..span.to).is_some()));
            }
        }
        let _ = pasted_as_slips(&text);
    }
}
