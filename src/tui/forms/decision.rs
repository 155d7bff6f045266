//! The form for the day of a decision about a return, who decided, and the council's minute.

use charter::calendar::{DateBias, format_full};
use charter::change::{Act, AgreePriorities, Change, ResolveConflict};
use charter::council_file::CouncilFile;
use charter::ids::ReturnId;
use desk::records::{FieldReader, read_decision};

use crate::session::UNKNOWN_AUTHOR;
use crate::tui::dialogs::priority_choice::PriorityChoice;
use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

/// What is decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Decided {
    /// The version of the return that the user saw, and the indices of the chosen priorities in their order.
    Agreed { returned: ReturnId, version: i64, chosen: Vec<usize> },
    /// The return that applies.
    Settled(ReturnId),
}

pub fn open_agreement(choice: &PriorityChoice, context: &FormContext<'_>) -> Form {
    let returned = &choice.returned;
    let (id, version, chosen) = (returned.id, returned.version, choice.chosen.clone());
    let words = |(number, index): (usize, &usize)| {
        let sent = returned.answer.priorities.get(*index);
        format!("{number} {}", sent.map(|sent| sent.text().sanitized()).unwrap_or_default())
    };
    let about = (1..).zip(&chosen).map(words).collect();
    let mut fields = fields("agreed on", context);
    fields.push(Field::line("minute", "minute", "", "the council's minute that says so").optional());
    let purpose = Purpose::Decision(Decided::Agreed { returned: id, version, chosen });
    let title = format!("Priorities agreed with {}", choice.name);
    Form::new(purpose, title, vec![returned.council], returned.round, fields).about(about)
}

pub fn open_settlement(file: &CouncilFile, chosen: ReturnId, context: &FormContext<'_>) -> Form {
    let received = file.returns.iter().find(|known| known.id == chosen).map(|known| known.received.on);
    let about = received.map(|on| format!("The return of {} applies.", format_full(on))).into_iter().collect();
    let title = format!("Settle the conflict of {}", file.council.name.sanitized());
    let purpose = Purpose::Decision(Decided::Settled(chosen));
    Form::new(purpose, title, vec![file.council.id], context.round.id, fields("settled on", context)).about(about)
}

/// A person decides, so the form asks for the name if the journal knows none.
fn fields(on: &'static str, context: &FormContext<'_>) -> Vec<Field> {
    let by = if context.by == UNKNOWN_AUTHOR { "" } else { context.by };
    vec![
        Field::date("on", on, "today", DateBias::Past),
        Field::line("by", "decided by", by, "a name or a collar number"),
    ]
}

pub fn read(reader: &mut FieldReader<'_>, form: &Form, decided: &Decided) -> Option<Change> {
    let facts = read_decision(reader)?;
    let round = form.round;
    Some(form.change(|council| match decided.clone() {
        Decided::Agreed { returned, version, chosen } => {
            Act::AgreePriorities(AgreePriorities { council, returned, version, chosen, facts: facts.clone() })
        }
        Decided::Settled(chosen_return) => {
            Act::ResolveConflict(ResolveConflict { council, round, chosen_return, facts: facts.clone() })
        }
    }))
}
