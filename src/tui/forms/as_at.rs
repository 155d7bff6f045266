//! The form for the as-at day.

use charter::calendar::{DateBias, format_full};
use chrono::NaiveDate;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

pub fn open(context: &FormContext<'_>, really: NaiveDate) -> Form {
    let fields = vec![Field::date("as-at", "as at", "", DateBias::Nearest)];
    let about = vec![
        format!("Everything is shown as at {}. Today is {}.", format_full(context.today), format_full(really)),
        "Anything after the date you type is left out; nothing is changed.".to_owned(),
    ];
    Form::new(
        Purpose::AsAt(really),
        "Show everything as at another date".to_owned(),
        Vec::new(),
        context.round.id,
        fields,
    )
    .about(about)
}
