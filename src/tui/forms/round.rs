//! The forms for the dates of a round, and for opening the next.

use charter::calendar::{DateBias, Quarter, add_days};
use charter::change::{Act, Change, EditRound, OpenRound};
use charter::round::Round;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;
use crate::tui::forms::reader::{Errors, Reader};

/// Opens the form for the dates of the round that is worked on.
pub fn open(context: &FormContext<'_>) -> Form {
    let round = context.round;
    let fields = vec![
        Field::date(
            "issued",
            "letter dated",
            round.issued_on.map(|on| on.to_string()).unwrap_or_default(),
            DateBias::Nearest,
        ),
        Field::date("deadline", "deadline", round.deadline.to_string(), DateBias::Nearest),
    ];
    let purpose = Purpose::Round(Box::new(round.clone()));
    Form::new(purpose, format!("Dates of the round {}", round.title()), Vec::new(), round.id, fields)
        .about(vec!["The deadline is inclusive. Leave the letter's date empty while it is not known.".to_owned()])
}

/// Reads the form.
pub fn submit(form: &Form, context: &FormContext<'_>, known: &Round) -> Result<Change, Errors> {
    let mut reader = Reader::new(form, context);
    let issued_on = reader.date_if_any("issued", DateBias::Nearest);
    let deadline = reader.date("deadline", DateBias::Nearest);
    let act = |deadline| {
        let (round, code, version) = (known.id, known.code.clone(), known.version);
        Change::from(Act::Round(EditRound { round, code, version, issued_on, deadline }))
    };
    reader.finish(deadline.map(act))
}

/// Opens the form for the round after the newest.
pub fn open_next(newest: &Round, context: &FormContext<'_>) -> Form {
    let quarter = Quarter::of(newest.starts_on).next();
    let fields = vec![
        Field::date("issued", "letter dated", "", DateBias::Nearest),
        Field::date("deadline", "deadline", add_days(quarter.starts_on(), 30).to_string(), DateBias::Nearest),
        Field::line("charter", "charter", newest.charter_version.clone(), "the version that the letter encloses")
            .optional(),
    ];
    let title = Round::for_quarter(newest.id, quarter, quarter.starts_on()).title();
    Form::new(Purpose::OpenRound(quarter), format!("Open the round {title}"), Vec::new(), context.round.id, fields)
        .about(vec!["Every active council is asked again: those that took part, and those that did not.".to_owned()])
}

/// Reads the form.
pub fn submit_opening(form: &Form, context: &FormContext<'_>, quarter: Quarter) -> Result<Change, Errors> {
    let mut reader = Reader::new(form, context);
    let issued_on = reader.date_if_any("issued", DateBias::Nearest);
    let deadline = reader.date("deadline", DateBias::Nearest);
    let charter_version = reader.choice("charter").to_owned();
    let act = |deadline| Change::from(Act::OpenRound(OpenRound { quarter, issued_on, deadline, charter_version }));
    reader.finish(deadline.map(act))
}
