//! The rows of a proposed return. In little room they are cut to one line each: then what says nothing is left out first, and
//! what is cut is wrapped as far as the room allows.

use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::ui::text::{column, fit, width, wrap};
use crate::tui::ui::theme::Role;

/// The label width with and without much room.
const LABELS: [usize; 2] = [13, 11];

/// What a row is worth in little room.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Worth {
    Needed,
    /// A council that is certain.
    Name,
    /// Why it is certain.
    Reason,
    /// A field without a value.
    Nothing,
}

/// Lines of the page that belong together.
struct Row {
    short: Vec<Line<'static>>,
    /// Wrapped; as many lines as `short` if that is not cut.
    full: Vec<Line<'static>>,
    worth: Worth,
}

pub(super) struct Page<'a> {
    pub shared: &'a Shared,
    pub room: usize,
    /// Whether values may take more than one row.
    pub roomy: bool,
    rows: Vec<Row>,
}

pub(super) struct Value {
    text: String,
    role: Role,
    note: &'static str,
    is_missing: bool,
}

impl Value {
    pub(super) fn new(text: String, role: Role, note: &'static str) -> Self {
        Self { text, role, note, is_missing: false }
    }

    /// Accepted values are plain, suggestions are dim and say so, missing values are a dash.
    pub(super) fn of(shared: &Shared, filled: Option<String>, read: Option<String>, on_record: bool) -> Self {
        match (filled, read) {
            (Some(text), read) => {
                Self::new(text, Role::Text, if read.is_none() && on_record { "recorded" } else { "" })
            }
            (None, Some(text)) => Self::new(text, Role::Dim, "suggested"),
            (None, None) => {
                Self { is_missing: true, ..Self::new(shared.theme.glyphs().empty.to_owned(), Role::Dim, "") }
            }
        }
    }
}

impl<'a> Page<'a> {
    pub(super) fn new(shared: &'a Shared, room: usize, roomy: bool) -> Self {
        Self { shared, room, roomy, rows: Vec::new() }
    }

    pub(super) fn add(&mut self, role: Role, text: &str) {
        self.add_worth(role, text, Worth::Needed);
    }

    pub(super) fn add_name(&mut self, text: &str) {
        self.add_worth(Role::Strong, text, Worth::Name);
    }

    pub(super) fn add_reason(&mut self, text: &str) {
        self.add_worth(Role::Dim, text, Worth::Reason);
    }

    fn add_worth(&mut self, role: Role, text: &str, worth: Worth) {
        let style = self.shared.theme.style(role);
        let full: Vec<_> = wrap(text, self.room).into_iter().map(|row| Line::styled(row, style)).collect();
        let cut = || vec![Line::styled(fit(text, self.room, self.shared.theme.ascii), style)];
        let short = if self.roomy { full.clone() } else { cut() };
        self.rows.push(Row { short, full, worth });
    }

    pub(super) fn gap(&mut self) {
        if self.roomy {
            let gap = vec![Line::default()];
            self.rows.push(Row { short: gap.clone(), full: gap, worth: Worth::Needed });
        }
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        self.rows.truncate(rows);
    }

    fn label(&self) -> usize {
        LABELS[usize::from(!self.roomy)]
    }

    pub(super) fn field(&mut self, label: &str, value: &Value) {
        let theme = self.shared.theme;
        let room = self.room.saturating_sub(self.label());
        let note =
            if value.note.is_empty() { String::new() } else { format!(" {} {}", theme.glyphs().dot, value.note) };
        let parts = wrap(&format!("{}{note}", value.text), room);
        let cut = || vec![format!("{}{note}", fit(&value.text, room.saturating_sub(width(&note)), theme.ascii))];
        let short = if self.roomy || parts.len() == 1 { parts.clone() } else { cut() };
        let worth = if value.is_missing { Worth::Nothing } else { Worth::Needed };
        let lines = |parts: Vec<String>| self.labelled(label, parts, value.role, &note);
        let row = Row { short: lines(short), full: lines(parts), worth };
        self.rows.push(row);
    }

    /// The first line with the label. The note is dim, as far as one line shows all of it.
    fn labelled(&self, label: &str, parts: Vec<String>, role: Role, note: &str) -> Vec<Line<'static>> {
        let theme = self.shared.theme;
        let line = |(index, part): (usize, String)| {
            let label = column(if index == 0 { label } else { "" }, self.label(), theme.ascii);
            let (text, beside) = match part.strip_suffix(note).filter(|_| !note.is_empty()) {
                Some(text) => (text.to_owned(), note.to_owned()),
                None => (part, String::new()),
            };
            Line::from(vec![
                Span::styled(label, theme.style(Role::Dim)),
                Span::styled(text, theme.style(role)),
                Span::styled(beside, theme.style(Role::Dim)),
            ])
        };
        parts.into_iter().enumerate().map(line).collect()
    }

    /// Two values on one line; returns `false` if they don't fit.
    pub(super) fn pair(&mut self, label: &str, one: &Value, other: &Value) -> bool {
        let theme = self.shared.theme;
        let note = |value: &Value| if value.note == "suggested" { " ?" } else { "" };
        let text = |value: &Value| format!("{}{}", value.text, note(value));
        if self.label() + width(&text(one)) + 3 + width(&text(other)) > self.room {
            return false;
        }
        let line = vec![Line::from(vec![
            Span::styled(column(label, self.label(), theme.ascii), theme.style(Role::Dim)),
            Span::styled(text(one), theme.style(one.role)),
            Span::styled(format!(" {} ", theme.glyphs().dot), theme.style(Role::Dim)),
            Span::styled(text(other), theme.style(other.role)),
        ])];
        let worth = if one.is_missing && other.is_missing { Worth::Nothing } else { Worth::Needed };
        self.rows.push(Row { short: line.clone(), full: line, worth });
        true
    }

    /// At most `most` lines, if what is needed fits.
    pub(super) fn into_rows(self, most: usize) -> Vec<Line<'static>> {
        let mut rows = self.rows;
        let is_of_council = |row: &Row| matches!(row.worth, Worth::Name | Worth::Reason);
        let wanted = |row: &Row| if is_of_council(row) { row.short.len() } else { row.full.len() };
        let full = |rows: &[Row]| rows.iter().map(wanted).sum::<usize>();
        let short = |rows: &[Row]| rows.iter().map(|row| row.short.len()).sum::<usize>();
        let last = |rows: &[Row], worth: Worth| rows.iter().rposition(|row| row.worth == worth);
        while full(&rows) > most
            && let Some(at) = last(&rows, Worth::Nothing)
        {
            rows.remove(at);
        }
        while short(&rows) > most
            && let Some(at) = last(&rows, Worth::Reason)
        {
            rows.remove(at);
        }
        let mut spare = most.saturating_sub(short(&rows));
        // What an answer says comes before whose it is.
        for worth in [Worth::Needed, Worth::Name, Worth::Reason] {
            for row in rows.iter_mut().filter(|row| row.worth == worth) {
                let more = row.full.len().saturating_sub(row.short.len());
                if more <= spare {
                    spare -= more;
                    row.short = std::mem::take(&mut row.full);
                }
            }
        }
        rows.into_iter().flat_map(|row| row.short).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, Value};
    use crate::tui::testing::model;
    use crate::tui::ui::theme::Role;
    use rstest::rstest;

    const NAME: &str = "Bayston Hill Parish Council, Shropshire";

    /// What is left of a page of at most so many lines, 30 columns wide.
    #[rstest]
    #[case::all_fits(8, &["Bayston Hill Parish Council,", "Shropshire", "certain: its clerk's address,", "signed for it", "takes part —", "priority 1 Parking on the", "           pavement by the", "           school"])]
    #[case::needs_the_empty_row(5, &["Bayston Hill Parish Council,…", "certain: its clerk's address,…", "priority 1 Parking on the", "           pavement by the", "           school"])]
    #[case::cut(3, &["Bayston Hill Parish Council,…", "certain: its clerk's address,…", "priority 1 Parking on the pav…"])]
    #[case::without_the_reason(2, &["Bayston Hill Parish Council,…", "priority 1 Parking on the pav…"])]
    fn what_says_least_is_left_out_first(#[case] most: usize, #[case] expected: &[&str]) {
        let model = model(80, 24);
        let mut page = Page::new(&model.shared, 30, false);
        page.add_name(NAME);
        page.add_reason("certain: its clerk's address, signed for it");
        page.field("takes part", &Value::of(&model.shared, None, None, false));
        page.field("priority 1", &Value::new("Parking on the pavement by the school".to_owned(), Role::Text, ""));
        let rows = page.into_rows(most);
        assert_eq!(rows.iter().map(|row| row.to_string().trim_end().to_owned()).collect::<Vec<_>>(), expected);
    }
}
