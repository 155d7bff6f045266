//! Rules by form: which fields are shown, what is suggested, how input is echoed.

use charter::calendar::{Received, describe_distance};
use desk::records::DATED;

use crate::tui::forms::export::ExportSource;
use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, relative_to_deadline};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::{action, council, export, first_steps, letters, meeting, plan, report, returned};

/// Updates suggestions and hidden fields after an edit.
pub fn refresh(form: &mut Form, context: &FormContext<'_>) {
    match form.purpose {
        Purpose::Meeting(_) => meeting::refresh_suggestions(form, context.today),
        Purpose::FirstSteps(_) => first_steps::refresh_suggestions(form),
        Purpose::Return { .. } | Purpose::FromInbox { .. } | Purpose::CorrectReturn(..) => {
            returned::refresh_suggestions(form, context.categories);
        }
        _ => {}
    }
    show_fields(form);
}

/// Hides fields that the other values make meaningless: only a missed meeting has a reason.
pub fn show_fields(form: &mut Form) {
    let hidden: Vec<bool> = form.fields.iter().map(|field| !shows(form, field)).collect();
    for (field, hidden) in form.fields.iter_mut().zip(hidden) {
        field.hidden = hidden;
    }
}

fn shows(form: &Form, field: &Field) -> bool {
    match form.purpose {
        Purpose::Meeting(_) => meeting::shows(form, field),
        Purpose::Action(..) => action::shows(form, field),
        Purpose::Export(ExportSource::Report { asks_reason, .. }) => report::shows(form, field, asks_reason),
        // The clipboard needs no file.
        Purpose::Export(_) => field.name != "file" || form.value("as") != export::CLIPBOARD,
        Purpose::Letters(_) => letters::shows(form, field),
        Purpose::Council(_) => field.name != "from" || DATED.iter().any(|name| form.has_changed(name)),
        _ => true,
    }
}

/// How a field was understood: the full date, and its distance to the deadline.
pub fn echo(form: &Form, field: &Field, context: &FormContext<'_>) -> Option<String> {
    match (&form.purpose, field.name) {
        (Purpose::Meeting(meeting_context), "told") => meeting::echo_update_given(form, meeting_context),
        (Purpose::Plan, "duty") => plan::echo_duty(field.value(), context.today),
        (Purpose::Council(_), "pattern") => council::echo_pattern(field.value(), context.today),
        (
            Purpose::Return { proposed, .. }
            | Purpose::FromInbox { proposed, .. }
            | Purpose::CorrectReturn(_, proposed),
            _,
        ) if field.date.is_none() => returned::echo(field, proposed),
        _ => echo_date(field, context),
    }
}

fn echo_date(field: &Field, context: &FormContext<'_>) -> Option<String> {
    let bias = field.date?;
    if field.value().trim().is_empty() {
        return None;
    }
    let received = Received::parse_typed(field.value(), context.today, bias).ok()?;
    let note = match field.name {
        "received" => relative_to_deadline(received.on, context.round),
        _ => describe_distance(received.on, context.today),
    };
    let understood = received.format_full();
    // A field that already reads so needs only the distance.
    Some(if field.value().trim() == understood { note } else { format!("{understood}, {note}") })
}
