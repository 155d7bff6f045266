//! The form for the record of a team.

use charter::calendar::DateBias;
use charter::team::Team;
use charter::untrusted::Untrusted;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

pub fn open(team: &Team, context: &FormContext<'_>) -> Form {
    let facts = &team.facts;
    let line = |name, label, text: &Untrusted, hint| Field::line(name, label, text.raw(), hint).optional();
    let begins = facts.active_from.map(|on| on.to_string()).unwrap_or_default();
    let fields = vec![
        line("code", "code", &facts.code, "the force's own code"),
        line("head", "head", &facts.head, "a role, not a name: sergeant, Wem and Prees"),
        line("mailbox", "mailbox", &facts.mailbox, "the public address of the team"),
        line("phone", "phone", &facts.phone, "the public telephone number"),
        line("neighbourhood", "police.uk", &facts.neighbourhood, "the id of its neighbourhood on police.uk"),
        Field::date("begins", "exists from", begins, DateBias::Nearest).optional(),
    ];
    let title = format!("Team {}", facts.name.sanitized());
    Form::new(Purpose::Team(Box::new(team.clone())), title, Vec::new(), context.round.id, fields)
}
