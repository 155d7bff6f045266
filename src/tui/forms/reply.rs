//! The form of a reply that is not a return.

use charter::calendar::DateBias;
use charter::ids::CouncilId;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, council_names};
use crate::tui::forms::purpose::Purpose;

pub fn open(targets: Vec<CouncilId>, names: &[String], context: &FormContext<'_>) -> Form {
    let channels = ["e-mail", "post", "phone", "at a meeting"].map(str::to_owned).to_vec();
    let fields = vec![
        Field::date("received", "received", "today", DateBias::Past),
        Field::text("text", "what it said", "", "the words as received: “on our October agenda”"),
        Field::open_choice("channel", "how", channels, "e-mail").optional(),
        Field::line("from", "from", "the clerk", "a role, not a name").optional(),
    ];
    Form::new(Purpose::Reply, format!("Heard from {}", council_names(names)), targets, context.round.id, fields)
        .about(vec!["A reply that is not yet a return. The council is then shown as holding.".to_owned()])
}
