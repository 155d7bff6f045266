//! The form for an action about a priority: the task, its owner, its due date, and evidence that it is done.

use charter::calendar::DateBias;
use charter::change::{Act, Change, RecordAction};
use charter::council_file::CouncilFile;
use charter::ids::{ActionId, PriorityId};
use charter::priority::{Action, Owner};
use chrono::NaiveDate;
use desk::records::{ActionInput, FieldReader};

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::priority_selection::PrioritySelection;
use crate::tui::forms::progress::about;
use crate::tui::forms::purpose::Purpose;

/// Opens the form for a new action. `None` if the council has no open priority.
pub fn open(file: &CouncilFile, focus: Option<PriorityId>, context: &FormContext<'_>) -> Option<Form> {
    let selection = PrioritySelection::new(file, focus)?;
    let mut fields: Vec<Field> = selection.field().into_iter().collect();
    fields.extend(task_fields(None));
    fields.extend(completion_fields(None).map(Field::optional));
    fields.push(Field::date("on", "promised", "today", DateBias::Past).optional());
    fields.push(aims_field(&[], context));
    let title = format!("Action for {}", file.council.name.sanitized());
    let about = about(file, &selection, context);
    Some(
        Form::new(Purpose::Action(selection, None), title, vec![file.council.id], context.round.id, fields)
            .about(about),
    )
}

/// Opens the form for a recorded action, with "done" first.
pub fn open_known(file: &CouncilFile, known: &Action, context: &FormContext<'_>) -> Option<Form> {
    let selection = PrioritySelection::new(file, Some(known.priority))?;
    let mut fields: Vec<Field> = completion_fields(Some(known)).into_iter().collect();
    fields.extend(task_fields(Some(known)).map(Field::optional));
    fields.push(Field::date("on", "promised", known.facts.on.to_string(), DateBias::Past).optional());
    fields.push(aims_field(&known.facts.aims, context));
    let title = format!("Action for {}", file.council.name.sanitized());
    let mut about = about(file, &selection, context);
    about.insert(0, format!("To be done: {}", known.facts.what.sanitized()));
    let purpose = Purpose::Action(selection, Some((known.id, known.version)));
    Some(Form::new(purpose, title, vec![known.council], context.round.id, fields).about(about))
}

fn task_fields(known: Option<&Action>) -> [Field; 4] {
    let owners = Owner::ALL.iter().map(|owner| owner.code().to_owned()).collect();
    let owner = known.map_or(Owner::Team, |action| action.facts.owner);
    let due = known.and_then(|action| action.facts.due).map(|due| due.to_string()).unwrap_or_default();
    let text = |field: fn(&Action) -> &str| known.map(field).unwrap_or_default().to_owned();
    [
        Field::line(
            "what",
            "to be done",
            text(|action| action.facts.what.raw()),
            "what you promised: six speed checks",
        ),
        Field::choice("owner", "by", owners, owner.code()),
        Field::line(
            "who",
            "who",
            text(|action| action.facts.who.raw()),
            "a role: roads policing, the highways authority",
        ),
        Field::date("due", "due", due, DateBias::Nearest),
    ]
}

/// The aims of the charter, with commas between them.
pub fn aims_field(known: &[String], context: &FormContext<'_>) -> Field {
    let hint = format!("by their beginnings, with commas: {}", context.aims.join(", "));
    Field::line("aims", "aims", known.join(", "), hint).optional()
}

fn completion_fields(known: Option<&Action>) -> [Field; 2] {
    let on = known.and_then(|action| action.facts.done_on).map(|on| on.to_string()).unwrap_or_default();
    let evidence = known.map(|action| action.facts.evidence.raw().to_owned()).unwrap_or_default();
    [
        Field::date("done", "done on", on, DateBias::Past),
        Field::text("evidence", "shown by", evidence, "evidence that it was done: 14 drivers spoken to"),
    ]
}

/// Department or partner is asked for only if the owner is one.
pub fn shows(form: &Form, field: &Field) -> bool {
    field.name != "who"
        || !field.value().is_empty()
        || matches!(Owner::from_code(form.value("owner")), Some(Owner::Department | Owner::Partner))
}

pub fn read(
    reader: &mut FieldReader<'_>,
    form: &Form,
    selection: &PrioritySelection,
    correct: Option<(ActionId, i64)>,
    today: NaiveDate,
) -> Option<Change> {
    let priority = selection.chosen(reader.value("priority"))?.id;
    // The form has every field, so no old value has to be kept.
    let facts = ActionInput::read(reader, DateBias::Nearest).facts(reader, None, today);
    let act = |council| Act::Action(RecordAction { council, priority, correct, facts: facts.clone() });
    Some(form.change(act))
}
