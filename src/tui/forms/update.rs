//! The form for an update to the council. An update at a meeting is recorded with the meeting.

use charter::calendar::DateBias;
use charter::ids::CouncilId;
use charter::update::UpdateChannel;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, council_names};
use crate::tui::forms::purpose::Purpose;

pub fn open(targets: Vec<CouncilId>, names: &[String], context: &FormContext<'_>) -> Form {
    let ways = [UpdateChannel::Written, UpdateChannel::Call, UpdateChannel::Meeting]
        .map(|how| how.label().to_owned())
        .to_vec();
    let fields = vec![
        Field::date("on", "given on", "today", DateBias::Past),
        Field::choice("how", "how", ways, UpdateChannel::Written.label()),
        Field::text("text", "what", "", "what you told them; may be left empty. Ctrl-J starts a new line"),
    ];
    let about = vec![
        "An update is what you told the council about its priorities. Attending a meeting does not count by itself."
            .to_owned(),
    ];
    Form::new(Purpose::Update, format!("Update to {}", council_names(names)), targets, context.round.id, fields)
        .about(about)
}
