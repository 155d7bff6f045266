//! The form for the post that is the named contact of councils.

use charter::calendar::DateBias;
use charter::ids::CouncilId;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, council_names};
use crate::tui::forms::purpose::Purpose;

pub fn open(targets: Vec<CouncilId>, names: &[String], context: &FormContext<'_>) -> Form {
    let fields = vec![
        Field::line("post", "post", "", "a post, not a name: PC, Leominster; empty for nobody"),
        Field::date("from", "from", "today", DateBias::Nearest),
    ];
    let title = format!("Named contact of {}", council_names(names));
    Form::new(Purpose::Officer, title, targets, context.round.id, fields)
}
