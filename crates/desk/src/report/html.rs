//! The report as one page: no scripts, nothing from the network, and a policy that allows only its own style.

use charter::incoming::Digest;
use charter::report::{Block, Report, Section, Table};
use formats::mail::draft::base64;
use serde::Serialize;

use super::drawing::{Drawing, draw};
use crate::documents::DocumentError;
use crate::documents::html::render;

const TEMPLATE: &str = include_str!("report.html");
/// Has no quotes and no `<`, `>` or `&`: the template does not escape it.
const STYLE: &str = include_str!("report.css");
/// 18 points, the size that the large-print guidance asks for at least.
const LARGE_PRINT: &str = "html { font-size: 18pt; }\n";

#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    subtitle: &'a str,
    marking: &'a str,
    style: String,
    policy: String,
    facts: &'a [(String, String)],
    sections: Vec<SectionView<'a>>,
}

#[derive(Serialize)]
struct SectionView<'a> {
    id: &'a str,
    heading: &'a str,
    blocks: Vec<BlockView<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum BlockView<'a> {
    Paragraph { number: usize, text: String },
    Subheading { text: &'a str },
    Lettered { texts: Vec<String> },
    List { texts: Vec<String> },
    Terms { terms: &'a [[String; 3]] },
    Table(TableView<'a>),
    Chart(Drawing),
}

#[derive(Serialize)]
struct TableView<'a> {
    id: &'a str,
    title: String,
    about: &'a str,
    columns: Vec<&'a str>,
    rows: Vec<Vec<String>>,
}

/// # Errors
///
/// The template does not fit, which is a mistake of the program.
pub fn html(report: &Report, large_print: bool) -> Result<String, DocumentError> {
    let style = if large_print { [STYLE, LARGE_PRINT].concat() } else { STYLE.to_owned() };
    render(
        TEMPLATE,
        &Page {
            title: &report.title,
            subtitle: &report.subtitle,
            marking: &report.marking,
            policy: policy(&style),
            style,
            facts: &report.facts,
            sections: report.sections.iter().map(section).collect(),
        },
    )
}

/// Allows nothing but this one style.
fn policy(style: &str) -> String {
    let hash = Digest::hash_file(style.as_bytes());
    let byte = |pair: &[u8]| std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let bytes: Vec<u8> = hash.as_hex().as_bytes().chunks(2).filter_map(byte).collect();
    format!("default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'", base64(&bytes))
}

/// A number and its sign stay on one line.
fn joined(text: &str) -> String {
    text.replace(" %", "\u{a0}%")
}

fn section(section: &Section) -> SectionView<'_> {
    let block = |block| match block {
        &Block::Paragraph { number, ref text } => BlockView::Paragraph { number, text: joined(text) },
        Block::Subheading(text) => BlockView::Subheading { text },
        // Members cite the letter, so it is text: some programs number a list otherwise.
        Block::Lettered(texts) => BlockView::Lettered {
            texts: ('a'..='z').zip(texts).map(|(letter, text)| format!("({letter}) {}", joined(text))).collect(),
        },
        Block::List(texts) => BlockView::List { texts: texts.iter().map(|text| joined(text)).collect() },
        Block::Terms(terms) => BlockView::Terms { terms },
        Block::Table(one) => BlockView::Table(table(one)),
        Block::Chart(chart) => BlockView::Chart(draw(chart)),
    };
    SectionView { id: &section.id, heading: &section.heading, blocks: section.blocks.iter().map(block).collect() }
}

fn table(table: &Table) -> TableView<'_> {
    TableView {
        id: &table.id,
        title: joined(&table.title),
        about: &table.about,
        columns: table.columns.iter().map(|column| column.label.as_str()).collect(),
        rows: table.rows.iter().map(|row| row.iter().map(|cell| joined(&cell.to_string())).collect()).collect(),
    }
}
