//! The form for the day on which a council was told of its new team.

use charter::calendar::{DateBias, format_full};
use charter::change::{Act, AnnounceTeam, Change};
use charter::council_change::CouncilChange;
use charter::council_file::CouncilFile;
use desk::records::FieldReader;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext};
use crate::tui::forms::purpose::Purpose;

pub fn open(file: &CouncilFile, known: &CouncilChange, context: &FormContext<'_>) -> Form {
    let told_on = known.announced_on.map_or("today".to_owned(), |on| on.to_string());
    let fields = vec![Field::date("on", "told on", told_on, DateBias::Past)];
    let about = vec![describe_team_change(known)];
    let title = format!("{} was told about its new team", file.council.name.sanitized());
    let purpose = Purpose::TeamTold(Box::new(known.clone()));
    Form::new(purpose, title, vec![known.council], context.round.id, fields).about(about)
}

pub fn read(reader: &mut FieldReader<'_>, known: &CouncilChange) -> Option<Change> {
    let (council, change, version) = (known.council, known.id, known.version);
    let on = reader.date("on", DateBias::Past)?;
    Some(Change::from(Act::AnnounceTeam(AnnounceTeam { council, change, version, on })))
}

/// `North SNT from Tue 3 Oct 2023, before that South SNT`.
pub fn describe_team_change(known: &CouncilChange) -> String {
    let to = if known.to.is_blank() { "no team".into() } else { known.to.sanitized() };
    let from = if known.from.is_blank() { "none recorded".into() } else { known.from.sanitized() };
    format!("{to} from {}, before that {from}", format_full(known.on))
}
