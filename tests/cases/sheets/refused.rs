//! Files that only look like sheets, and the encodings and habits of text files.

use std::io::Write;

use super::workbook::{Xlsx, ods, ods_row, row, zip};
use super::{HEADER, Imported};
use crate::workspace::Workspace;
use rstest::rstest;

/// A compound file with one stream, as Excel before 2007 and encrypted workbooks are.
fn compound(stream: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(b"anything").unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

#[rstest]
#[case::encrypted("a.xlsx", compound("EncryptedPackage"), "it is locked with a password")]
#[case::old_renamed(
    "a.xlsx",
    compound("Workbook"),
    "it is a workbook from an old Excel; nothing was read of it; save it as .xlsx"
)]
#[case::old("a.xls", compound("Workbook"), "it is a workbook from an old Excel")]
#[case::old_as_text("a.csv", compound("Book"), "it is a workbook from an old Excel")]
#[case::binary("a.xlsb", zip(&[("xl/workbook.bin", "x")]), "it is a binary workbook (.xlsb)")]
#[case::binary_renamed("a.xlsx", zip(&[("xl/workbook.bin", "x")]), "it is a binary workbook (.xlsb)")]
#[case::page("a.csv", b"\n<!DOCTYPE html><html><table><tr><td>Council".to_vec(), "it is a web page, whatever its name says")]
#[case::page_as_excel("a.xls", b"<html xmlns:x=\"urn\"><table>".to_vec(), "save it as .xlsx")]
#[case::xml("a.xls", b"<?xml version=\"1.0\"?><Workbook>".to_vec(), "it is XML, whatever its name says")]
#[case::document_as_text("a.csv", zip(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")]), "it is damaged or was cut short")]
#[case::pdf("a.csv", b"%PDF-1.4\nCouncil,Wish\n".to_vec(), "it is a PDF")]
#[case::zeros("a.csv", b"Council,Wish\nWem,\0\0\n".to_vec(), "it is no text, whatever its name says")]
fn what_only_looks_like_a_sheet_is_refused(#[case] name: &str, #[case] bytes: Vec<u8>, #[case] why: &str) {
    let desk = Workspace::new();
    let ran = desk.run(&["import", "replies", &desk.file(name, bytes)]);
    ran.failed(3, &[name, why, "nothing was taken in"]);
}

fn reply() -> [&'static str; 4] {
    ["Ludlow Town Council", "26/09/2023", "Yes", "Caf\u{e9} noise"]
}

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

fn delimited(delimiter: &str) -> String {
    format!("{}\r\n{}\r\n", HEADER.join(delimiter), reply().join(delimiter))
}

#[rstest]
#[case::commas("a.csv", delimited(",").into_bytes())]
#[case::semicolons("a.csv", delimited(";").into_bytes())]
#[case::tabs("a.csv", delimited("\t").into_bytes())]
#[case::bars("a.txt", delimited("|").into_bytes())]
#[case::declared("a.csv", format!("\u{feff}sep=;\r\n{}", delimited(";")).into_bytes())]
#[case::windows_1252("a.csv", delimited(",").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect())]
#[case::utf_16_marked("a.csv", utf_16(&format!("\u{feff}{}", delimited("\t")), u16::to_le_bytes))]
#[case::utf_16("a.csv", utf_16(&delimited(";"), u16::to_le_bytes))]
#[case::utf_16_big("a.csv", utf_16(&delimited(","), u16::to_be_bytes))]
#[case::text_called_excel("export.xls", delimited("\t").into_bytes())]
#[case::text_called_new_excel("export.xlsx", delimited(",").into_bytes())]
#[case::workbook_called_text("a.csv", Xlsx { rows: &(row(1, "", &HEADER) + &row(2, "", &reply())), ..Xlsx::default() }.bytes())]
#[case::workbook_called_ods("a.ods", Xlsx { rows: &(row(1, "", &HEADER) + &row(2, "", &reply())), ..Xlsx::default() }.bytes())]
#[case::workbook_called_old("a.xls", Xlsx { rows: &(row(1, "", &HEADER) + &row(2, "", &reply())), ..Xlsx::default() }.bytes())]
#[case::ods_called_excel("a.xlsx", ods(&(ods_row("", &HEADER) + &ods_row("", &reply()))))]
fn one_reply_reads_the_same_in_every_dress(#[case] name: &str, #[case] bytes: Vec<u8>) {
    let came = Imported::new(name, bytes);
    assert_eq!(came.items(), ["Ludlow Town Council|ready|2023-09-26|yes"]);
    let item = &came.desk.json(&["inbox"])[0];
    assert_eq!(item["proposed"]["priorities"][0]["value"], "Caf\u{e9} noise", "{item}");
}

#[rstest]
#[case::open_quote("Clun Town Council,27/09/2023,\"No,\n", "a quote (\") on this line is never closed")]
#[case::too_many("Clun Town Council,27/09/2023,No,,,more\n", "it has cells to the right of the last column")]
fn a_broken_row_is_told_and_the_others_come_in(#[case] broken: &str, #[case] why: &str) {
    let rows = format!(
        "Ludlow Town Council,26/09/2023,Yes,Litter\n{}{broken}Bewdley Town Council,27/09/2023,No,\n",
        "Clun Town Council,25/09/2023,No,\n".repeat(4)
    );
    let came = Imported::new("a.csv", format!("{}\n{rows}", HEADER.join(",")));
    assert!(came.items().contains(&"Bewdley Town Council|ready|2023-09-27|no".to_owned()), "{:?}", came.items());
    assert!(came.notes().iter().any(|note| note.contains(why)), "{:?}", came.notes());
}

#[test]
fn a_zero_byte_far_below_costs_its_row() {
    let rows = "Clun Town Council,25/09/2023,No,\n".repeat(3_000);
    let bytes = format!(
        "{}\n{rows}Ludlow Town Council,26/09/2023,Yes,a\0b\nBewdley Town Council,27/09/2023,No,\n",
        HEADER.join(",")
    );
    let came = Imported::new("a.csv", bytes);
    assert_eq!(came.items(), ["Clun Town Council|ready|2023-09-25|no", "Bewdley Town Council|ready|2023-09-27|no"]);
    assert!(came.notes().iter().any(|note| note.starts_with("3002: it holds a zero byte")));
}
