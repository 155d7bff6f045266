//! Prints headings and plain lines, which a screen reader can read.

use chrono::NaiveDate;

use crate::cli::failure::Failure;
use crate::cli::output::Output;
use charter::calendar::{Received, format_full};
use charter::incoming::Source;
use charter::item::Item;
use charter::untrusted::Untrusted;

pub(super) struct Printer<'o> {
    pub(super) out: &'o mut Output,
    pub(super) as_at: NaiveDate,
}

impl Printer<'_> {
    pub(super) fn section(&mut self, name: &str) -> Result<(), Failure> {
        self.out.print_line("")?;
        self.out.print_heading(name)
    }

    pub(super) fn line(&mut self, text: &str) -> Result<(), Failure> {
        self.out.print_line(&format!("  {text}"))
    }

    pub(super) fn print_none_if_empty(&mut self, empty: bool) -> Result<(), Failure> {
        if empty { self.line("none") } else { Ok(()) }
    }

    pub(super) fn text(&mut self, text: &Untrusted) -> Result<(), Failure> {
        text.sanitized_lines().try_for_each(|line| self.out.print_line(&format!("      {line}")))
    }

    pub(super) fn source(&mut self, source: Option<&(Item, Source)>) -> Result<(), Failure> {
        let Some((item, source)) = source else { return Ok(()) };
        let parts = [&source.from, &source.subject].map(|text| text.sanitized().into_owned());
        let parts: Vec<String> = parts.into_iter().filter(|text| !text.trim().is_empty()).collect();
        let (file, number) = (source.file.sanitized(), source.number);
        self.line(&format!("    from item {} of the inbox ({file} {number}): {}", item.id, parts.join(", ")))
    }

    pub(super) fn print_each<T>(
        &mut self,
        name: &str,
        items: &[T],
        one: fn(&mut Self, &T) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.section(name)?;
        items.iter().try_for_each(|item| one(self, item))?;
        self.print_none_if_empty(items.is_empty())
    }

    /// The day of something that happened, marked if it is after the as-at date.
    pub(super) fn past_day(&self, on: NaiveDate) -> String {
        let later = if on > self.as_at { " (after the as-at date)" } else { "" };
        format!("{}{later}", format_full(on))
    }

    /// A line below an item: on the same line as its label if the text has one line, else below it.
    pub(super) fn labelled(&mut self, label: &str, text: &Untrusted) -> Result<(), Failure> {
        let lines: Vec<_> = text.sanitized_lines().collect();
        match lines.as_slice() {
            [] => self.detail(label),
            [one] if one.trim().is_empty() => self.detail(label),
            [one] => self.detail(&format!("{label}: {one}")),
            several => {
                self.detail(&format!("{label}:"))?;
                several.iter().try_for_each(|line| self.out.print_line(&format!("        {line}")))
            }
        }
    }

    pub(super) fn detail(&mut self, text: &str) -> Result<(), Failure> {
        self.out.print_line(&format!("      {text}"))
    }

    pub(super) fn received(&self, received: Received) -> String {
        let at = received.at.map(|at| format!(" at {}", at.format("%H:%M"))).unwrap_or_default();
        let later = if received.on > self.as_at { " (after the as-at date)" } else { "" };
        format!("Received {}{at}{later}", format_full(received.on))
    }
}

pub(super) fn capitalize(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
