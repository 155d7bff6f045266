//! Forms: a line for each field, with the cursor where typing goes.

use crate::tui::app::shared::Shared;
use crate::tui::forms::field::{Field, Input};
use crate::tui::forms::form::Form;
use crate::tui::forms::rules;
use crate::tui::reader::page::{Page, Row, words};
use crate::tui::ui::editor::Editor;
use crate::tui::ui::hit::Target;
use crate::tui::ui::text::width;

pub fn page(shared: &Shared, form: &Form) -> Page {
    let mut page = Page::new(form.title.clone());
    if form.restored {
        page.about("what you typed before is restored");
    }
    form.about.iter().for_each(|text| page.about(text.as_str()));
    if let Some(error) = &form.error {
        page.about(format!("not saved: {error}"));
    }
    for difference in &form.theirs {
        page.about(format!("recorded now, {}: {}", difference.field, difference.to));
    }
    for (index, field) in form.fields.iter().enumerate().filter(|(_, field)| !field.hidden) {
        page.rows.push(row(shared, form, field, index));
    }
    page
}

/// `received: 12 sep, read as Tue 12 Sep 2023`: the label, the value, then what is said about it.
fn row(shared: &Shared, form: &Form, field: &Field, index: usize) -> Row {
    let focused = index == form.focus;
    let label = format!("{}: ", field.label.trim());
    let (value, before) = match &field.input {
        Input::Line(editor) | Input::Text(editor) => (on_one_line(editor.on_screen()), Some(before(editor))),
        Input::Choice(choice) => {
            let chosen = choice.options.get(choice.chosen).cloned().unwrap_or_default();
            match choice.custom.as_ref().filter(|_| choice.is_custom()) {
                Some(custom) => (on_one_line(custom.on_screen()), Some(before(custom))),
                None => (format!("{chosen}, choice {} of {}", choice.chosen + 1, choice.options.len()), None),
            }
        }
    };
    let mut notes = Vec::new();
    if value.trim().is_empty() {
        notes.push("empty".to_owned());
    }
    notes.extend(field.error.as_ref().map(|error| format!("wrong: {error}")));
    notes.extend(rules::echo(form, field, &shared.form_context()).map(|echo| format!("read as {echo}")));
    if focused {
        if let Input::Choice(choice) = &field.input {
            notes.push(format!("choices: {}", choice.options.join(", ")));
        }
        notes.push(field.hint.to_string());
    }
    notes.retain(|note| !note.is_empty());
    let cursor = before.filter(|_| focused).map(|before| width(&label) + width(&before));
    let row = Row::new(format!("{label}{value}"), focused, Target::Field(index));
    Row { note: words(&notes.join("; ")), cursor, ..row }
}

fn before(editor: &Editor) -> String {
    on_one_line(editor.before_cursor())
}

/// A line break is one cell, so that the cursor's place stays right.
fn on_one_line(text: String) -> String {
    text.replace('\n', "/")
}
