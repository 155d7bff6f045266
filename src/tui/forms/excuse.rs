//! The form for the decision that a council need not be met in the quarter (charter rules 14 and 15).

use charter::attendance_hint::Hint;
use charter::calendar::{DateBias, format_short};
use charter::council_file::CouncilFile;

use crate::session::UNKNOWN_AUTHOR;
use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;
use crate::tui::ui::text::sentence;

pub fn open(file: &CouncilFile, context: &FormContext<'_>) -> Form {
    // A person has to decide, so the form asks for the name if the journal knows none.
    let by = if context.by == UNKNOWN_AUTHOR { "" } else { context.by };
    let fields = vec![
        Field::text("reason", "because", "", "the reason for the decision"),
        Field::line("by", "decided by", by, "a name or a collar number"),
        Field::date("on", "decided on", "today", DateBias::Past).optional(),
    ];
    let contact = file.status.quarterly.describe(context.round, context.today);
    let mut about = vec![format!("{contact}."), sentence(&Hint::for_council(file).describe())];
    let known = file.excuses.iter().filter(|known| known.round == context.round.id).map(|known| {
        format!(
            "Decided {} by {}: {}",
            format_short(known.on, context.today),
            known.by.sanitized(),
            known.reason.sanitized()
        )
    });
    about.extend(known);
    let title = format!("Decision that {} need not be met", file.council.name.sanitized());
    Form::new(Purpose::Excuse, title, vec![file.council.id], context.round.id, fields).about(about)
}
