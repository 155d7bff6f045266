//! The form of a reply that is not a return.

use charter::calendar::DateBias;
use charter::change::{Act, Change, RecordReply};
use charter::ids::CouncilId;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, council_names};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::reader::{Errors, Reader};

/// Opens the form.
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

/// Reads the form.
pub fn submit(form: &Form, context: &FormContext<'_>) -> Result<Change, Errors> {
    let mut reader = Reader::new(form, context);
    let received = reader.received("received");
    let text = reader.text("text");
    if text.is_blank() {
        reader.wrong("text", "type what the council said, in its own words");
    }
    let (channel, from) = (reader.text("channel"), reader.text("from"));
    let change = received.map(|received| {
        let act = |council: &CouncilId| {
            Act::Reply(RecordReply {
                council: *council,
                round: form.round,
                received,
                channel: channel.clone(),
                from: from.clone(),
                text: text.clone(),
            })
        };
        Change::all(form.targets.iter().map(act).collect())
    });
    reader.finish(change)
}
