//! The report as plain text, for a mail, a terminal, or a reader of screens.

use charter::report::{Block, ChartKind, Report, Section, Table};

/// In characters.
const WIDTH: usize = 78;

/// Lines end in `\n`. A table is a list of its rows: columns of text break when they are read aloud or in another width.
pub fn text(report: &Report) -> String {
    let mut page = Page(String::new());
    page.marking(&report.marking);
    page.paragraph(&report.title, 0);
    page.underline('=');
    page.paragraph(&report.subtitle, 0);
    page.blank();
    for (name, value) in &report.facts {
        page.paragraph(&format!("{name}: {value}"), 2);
    }
    for section in &report.sections {
        page.section(section);
    }
    page.blank();
    page.marking(&report.marking);
    page.0
}

struct Page(String);

impl Page {
    fn blank(&mut self) {
        self.0.push('\n');
    }

    fn marking(&mut self, marking: &str) {
        if !marking.is_empty() {
            self.paragraph(marking, 0);
            self.blank();
        }
    }

    /// Below the last line, as long as it is.
    fn underline(&mut self, sign: char) {
        let length = self.0.lines().last().map_or(0, |line| line.chars().count());
        self.0.extend(std::iter::repeat_n(sign, length));
        self.blank();
    }

    /// Wrapped; further lines are indented by `indent` more.
    fn paragraph(&mut self, text: &str, indent: usize) {
        let mut length = 0;
        for word in text.split_whitespace() {
            let width = word.chars().count();
            if length > 0 && length + 1 + width > WIDTH {
                self.blank();
                self.0.extend(std::iter::repeat_n(' ', indent));
                length = indent;
            } else if length > 0 {
                self.0.push(' ');
                length += 1;
            }
            self.0.push_str(word);
            length += width;
        }
        self.blank();
    }

    fn section(&mut self, section: &Section) {
        self.blank();
        self.paragraph(&section.heading, 0);
        self.underline('-');
        for block in &section.blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        self.blank();
        match block {
            Block::Paragraph { number, text } => self.paragraph(&format!("{number}. {text}"), 4),
            Block::Subheading(text) => self.paragraph(text, 0),
            Block::Lettered(texts) => {
                for (letter, text) in ('a'..='z').zip(texts) {
                    self.paragraph(&format!("({letter}) {text}"), 4);
                }
            }
            Block::List(texts) => texts.iter().for_each(|text| self.paragraph(&format!("- {text}"), 2)),
            Block::Terms(terms) => {
                for [term, definition, base] in terms {
                    self.paragraph(&format!("{term}. {definition} {base}"), 4);
                }
            }
            Block::Table(table) => self.table(table),
            // Its numbers are in the table that follows.
            Block::Chart(chart) => match &chart.kind {
                ChartKind::Lines(_) => self.paragraph(&format!("Chart: {}. {}", chart.title, chart.description), 2),
                ChartKind::Stacked(_) | ChartKind::Bars(_) => self.paragraph(&format!("Chart: {}.", chart.title), 2),
            },
        }
    }

    fn table(&mut self, table: &Table) {
        self.paragraph(&format!("Table: {}", table.title), 2);
        self.paragraph(&format!("({})", table.about), 2);
        for row in &table.rows {
            let Some((head, cells)) = row.split_first() else { continue };
            match cells {
                [only] if table.columns.len() == 2 => self.paragraph(&format!("{head}: {only}"), 4),
                cells => {
                    self.paragraph(&format!("{head}:"), 4);
                    for (column, cell) in table.columns.iter().skip(1).zip(cells) {
                        self.0.push_str("    ");
                        self.paragraph(&format!("{}: {cell}", column.label), 6);
                    }
                }
            }
        }
    }
}
