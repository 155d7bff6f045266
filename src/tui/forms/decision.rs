//! The form for the day of a decision about a return, who decided, and the council's minute.

use charter::calendar::{DateBias, format_full};
use charter::change::{Act, AgreePriorities, Change, ResolveConflict};
use charter::ids::ReturnId;
use desk::records::{FieldReader, read_decision};

use crate::session::UNKNOWN_AUTHOR;
use crate::tui::dialogs::conflict::{Conflict, Settles};
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

/// For the chosen one of two recorded returns; `None` for anything else.
pub fn open_settlement(conflict: &Conflict, chosen: usize, context: &FormContext<'_>) -> Option<Form> {
    let Settles::Returns(council, returns) = conflict.settles else { return None };
    let (id, side) = (*returns.get(chosen)?, conflict.sides.get(chosen)?);
    let about = vec![format!("The return of {} counts; the other is kept.", format_full(side.received.on))];
    let title = format!("Settle the conflict of {}", conflict.name);
    let purpose = Purpose::Decision(Decided::Settled(id));
    Some(Form::new(purpose, title, vec![council], context.round.id, fields("settled on", context)).about(about))
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
