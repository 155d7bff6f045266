//! A screen as text: its content and its styles.

use super::super::page::{Page, Style};
use std::fmt::Write;
use vt100::{Color, Screen};

/// All that a picture of `screen` shows, and nothing of how it is drawn:
///
/// ```text
/// 80 columns, 24 rows, cursor at 3,7
///  charterdesk   October–December 2023
/// …
/// styles
/// 0: 1-11 bold fg 208; 14-34 dim
/// ```
///
/// Rows and columns count from 0. The styles leave out rows and runs that are plain.
pub fn content(screen: &Screen) -> String {
    let page = Page { screen };
    let cursor = match page.cursor() {
        Some((row, col)) => format!("cursor at {row},{col}"),
        None => "no cursor".to_owned(),
    };
    let mut told = format!("{} columns, {} rows, {cursor}\n{}\nstyles\n", page.cols(), page.rows(), page.text());
    for row in 0..page.rows() {
        let runs = styled_runs(page, row);
        if !runs.is_empty() {
            writeln!(told, "{row}: {}", runs.join("; ")).expect("a String takes all");
        }
    }
    told
}

fn styled_runs(page: Page<'_>, row: u16) -> Vec<String> {
    let mut runs = Vec::new();
    let mut from = 0;
    let style_at = |col| page.style_at(row, col).unwrap_or(Style::PLAIN);
    while from < page.cols() {
        let style = style_at(from);
        let to = (from..page.cols()).take_while(|col| style_at(*col) == style).last().unwrap_or(from);
        if style != Style::PLAIN {
            runs.push(format!("{from}-{to}{}", describe_style(style)));
        }
        from = to + 1;
    }
    runs
}

fn describe_style(style: Style) -> String {
    let mut words = String::new();
    for (on, word) in [
        (style.bold, " bold"),
        (style.dim, " dim"),
        (style.italic, " italic"),
        (style.underline, " underline"),
        (style.inverse, " inverse"),
    ] {
        if on {
            words.push_str(word);
        }
    }
    for (colour, name) in [(style.fg, "fg"), (style.bg, "bg")] {
        match colour {
            Color::Default => Ok(()),
            Color::Idx(index) => write!(words, " {name} {index}"),
            Color::Rgb(red, green, blue) => {
                write!(words, " {name} #{red:02x}{green:02x}{blue:02x}")
            }
        }
        .expect("a String takes all");
    }
    words
}
