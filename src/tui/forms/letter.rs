//! The form for the letter: how it was sent, and whether it was delivered.

use charter::calendar::DateBias;
use charter::council_file::CouncilFile;
use charter::ids::CouncilId;
use charter::invitation::Channel;

use crate::tui::forms::field::Field;
use crate::tui::forms::form::{Form, FormContext, council_names};
use crate::tui::forms::purpose::Purpose;

/// Keeps the recorded way of sending.
const AS_ON_RECORD: &str = "as recorded";

/// For one council, starts from the letter on record.
pub fn open(targets: Vec<CouncilId>, names: &[String], file: Option<&CouncilFile>, context: &FormContext<'_>) -> Form {
    let out = file.and_then(|file| file.letters.iter().rev().find(|letter| letter.undelivered_on.is_none()));
    let sent = out.and_then(|letter| letter.sent_on).map(|on| on.to_string()).unwrap_or_default();
    let channels = [AS_ON_RECORD].into_iter().chain(Channel::ALL.iter().map(|channel| channel.label()));
    let channels = channels.map(str::to_owned).collect();
    let channel = out.map_or(AS_ON_RECORD, |letter| letter.channel.label());
    let fields = vec![
        Field::date("sent", "sent", sent, DateBias::Past),
        Field::date("undelivered", "came back", "", DateBias::Past),
        Field::choice("channel", "how", channels, channel),
    ];
    let about = match file {
        Some(file) => file.letters.iter().map(|letter| describe_letter(letter, context)).collect(),
        None => Vec::new(),
    };
    Form::new(Purpose::Letter, format!("Letter to {}", council_names(names)), targets, context.round.id, fields)
        .about(about)
}

fn describe_letter(letter: &charter::invitation::Invitation, context: &FormContext<'_>) -> String {
    use charter::calendar::format_short;
    let sent = letter.sent_on.map_or("on a day not recorded".to_owned(), |on| format_short(on, context.today));
    let back =
        letter.undelivered_on.map(|on| format!(", came back {}", format_short(on, context.today))).unwrap_or_default();
    format!("Recorded: sent {sent} by {}{back}.", letter.channel)
}
