//! The forms for the dates of a round, and for opening the next.

use charter::calendar::{DateBias, Quarter};
use charter::round::{Cadence, Round, RoundTerms};
use charter::round_dates::suggest_deadline;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

const LETTERS_FOLLOW: &str = "With the date, a letter of that day is recorded for every active council that has none.";
const DRAFT_OR_DATE: &str = "Leave the letter's date empty to draft the letters here: sending them records them. With a date, a \
                             letter of that day is recorded for every active council, and none is drafted.";
const LETTERS_MOVE: &str = "With another date, the letters recorded for the old one move with it.";

pub fn open(context: &FormContext<'_>) -> Form {
    edit(context.round)
}

pub fn edit(round: &Round) -> Form {
    let fields = vec![
        Field::date(
            "issued",
            "letter dated",
            round.issued_on.map(|on| on.to_string()).unwrap_or_default(),
            DateBias::Nearest,
        ),
        Field::date("deadline", "deadline", round.deadline.to_string(), DateBias::Nearest),
    ];
    let fields = fields.into_iter().chain(terms(&round.terms)).collect();
    let purpose = Purpose::Round(Box::new(round.clone()));
    Form::new(purpose, format!("Dates of the round {}", round.title()), Vec::new(), round.id, fields).about(vec![
        "The deadline is inclusive. Leave the letter's date empty while it is not known.".to_owned(),
        if round.issued_on.is_none() { LETTERS_FOLLOW } else { LETTERS_MOVE }.to_owned(),
    ])
}

/// The name and checksum of the enclosed file come from the file itself: `round edit --charter-file`.
fn terms(terms: &RoundTerms) -> [Field; 4] {
    let cadences = Cadence::ALL.iter().map(|cadence| cadence.label().to_owned()).collect();
    [
        Field::line("charter", "charter", terms.charter_version.clone(), "the version sent with the letter").optional(),
        Field::choice("cadence", "reviewed", cadences, terms.cadence.label()).optional(),
        Field::line("signatory", "signed by", terms.signatory.raw(), "a role, not a name: the superintendent")
            .optional(),
        Field::line("reply-mailbox", "answers to", terms.reply_mailbox.raw(), "the address that answers go to")
            .optional(),
    ]
}

/// The summary that follows says what opening the round does.
pub fn open_next(newest: &Round, context: &FormContext<'_>) -> Form {
    let quarter = Quarter::of(newest.starts_on).next();
    let fields = vec![
        Field::date("issued", "letter dated", "", DateBias::Nearest),
        Field::date("deadline", "deadline", suggest_deadline(quarter, context.today).to_string(), DateBias::Nearest),
    ];
    let fields = fields.into_iter().chain(terms(&newest.terms)).collect();
    let title = Round::for_quarter(newest.id, quarter, quarter.starts_on()).title();
    Form::new(
        Purpose::OpenRound(quarter, Box::new(newest.terms.clone())),
        format!("Open the round {title}"),
        Vec::new(),
        context.round.id,
        fields,
    )
    .about(
        ["Every active council is asked again: those that took part, and those that did not.", DRAFT_OR_DATE]
            .map(str::to_owned)
            .to_vec(),
    )
}
