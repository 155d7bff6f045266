//! Finds a mail that is forwarded inline, in the text of another mail.

use crate::lines::header_block::{HeaderBlock, MAX_HEADER_LINES, header_block};
use crate::lines::header_words::Phrases;
use crate::lines::quote_marks::{Divider, divider, is_quoted, is_separator, may_be_mark, unquoted};
use charter::incoming::is_police_address;
use charter::mail::address::split_sender;
use charter::mail::nature::{Classified, Signs};
use charter::mail::text::{one_line, tidy};
use charter::mail::{Mail, date};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct InlineForward {
    /// Text above the forwarded mail; blank if there is none.
    pub note: String,
    /// The forwarded mail, as far as its header block describes it.
    pub mail: Mail,
}

/// The mail that a text forwards. `None` if the text is an answer above an earlier forward, by anybody but the police.
pub(super) fn find_inline_forward(mail: &Mail) -> Option<InlineForward> {
    let lines: Vec<&str> = mail.body.lines().collect();
    let subject = subject_kind(&mail.subject);
    let is_forwarded = subject == SubjectKind::Forwarded;
    let (start, first_divider) = find_start(&lines, is_forwarded)?;
    // A page marks a quoted mail, and its text may say below the mark that it is forwarded.
    let is_drawn = |line: &&&str| line.trim().is_empty() || divider(line).is_some() || is_separator(line);
    let drawn: Vec<&&str> = lines.iter().skip(start).take_while(is_drawn).collect();
    let forwarded = drawn.iter().any(|line| divider(line) == Some(Divider::Forwarded));
    let announced = if forwarded { Some(Divider::Forwarded) } else { first_divider };
    if announced != Some(Divider::Forwarded) && !is_forwarded {
        return None;
    }
    let quoted_divider = usize::from(drawn.is_empty() && first_divider.is_some());
    let rest = &lines[start + drawn.len() + quoted_divider..];
    let first = rest.iter().position(|line| !line.trim().is_empty())?;
    // Some programs quote what they forward.
    let is_quoted_whole = is_quoted(rest[first]);
    let rest: Vec<&str> =
        rest[first..].iter().map(|line| if is_quoted_whole { unquoted(line) } else { line }).collect();
    let first = rest.iter().position(|line| !line.trim().is_empty())?;
    let block = header_block(&rest[first..], announced.is_some())?;
    let body = tidy(&rest[first + block.lines..].join("\n"));
    let note: Vec<&str> = lines[..start].iter().filter(|line| !is_separator(line)).copied().collect();
    let note = tidy(&note.join("\n"));
    let is_answer = subject == SubjectKind::Answered && !note.is_empty() && !is_police_address(&mail.sender);
    (!body.is_empty() && !is_answer).then(|| InlineForward { note, mail: mail_from_block(&block, body) })
}

fn mail_from_block(block: &HeaderBlock, body: String) -> Mail {
    let (sender, from) = split_sender(&block.from);
    let (received, note) =
        date::read_in_text(&block.sent).map_or((None, None), |(received, note)| (Some(received), note));
    let mut mail = Mail { sender, from, subject: one_line(&block.subject), received, body, ..Mail::default() };
    if mail.sender.is_empty() {
        mail.warnings.push("the forwarded mail does not say from which address it came".to_owned());
    }
    mail.date_warning = match (received, note) {
        (None, _) => "the date of the forwarded mail could not be read".to_owned(),
        (Some(_), note) => note.map(|note| format!("of the forwarded mail: {note}")).unwrap_or_default(),
    };
    let Classified { nature, undelivered, .. } = Signs::default().classify(&mail);
    (mail.nature, mail.undelivered) = (nature, undelivered);
    mail
}

/// Index of the line on which the inner mail starts, and the divider on it. A quoted start, as Mac Mail writes it, counts
/// only if the subject says "forwarded": otherwise somebody may have answered it.
fn find_start(lines: &[&str], is_forwarded: bool) -> Option<(usize, Option<Divider>)> {
    let marks = lines.iter().enumerate().filter(|(_, line)| may_be_mark(line));
    marks.into_iter().find_map(|(start, line)| {
        let quoted = is_forwarded && is_quoted(line);
        let found = if quoted { divider(unquoted(line)) } else { divider(line) };
        if found.is_some() {
            return Some((start, found));
        }
        let starts_block = match quoted {
            true => {
                let rest = lines[start..].iter().take(MAX_HEADER_LINES).take_while(|line| is_quoted(line));
                let rest: Vec<&str> = rest.map(|line| unquoted(line)).collect();
                header_block(&rest, false).is_some()
            }
            false => header_block(&lines[start..], false).is_some(),
        };
        starts_block.then_some((start, None))
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SubjectKind {
    /// Forwarded and not answered since.
    Forwarded,
    Answered,
    Neither,
}

pub(super) fn subject_kind(subject: &str) -> SubjectKind {
    let subject = subject.to_lowercase();
    let first = |phrases: Phrases| phrases.iter().filter_map(|word| subject.find(word)).min();
    let starts_word = |at: &usize| subject[..*at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let forwarded = first(Phrases::ForwardedSubject).filter(starts_word).filter(|at| *at < 40);
    let answered = first(Phrases::AnsweredSubject).filter(starts_word);
    match (forwarded, answered) {
        (Some(forwarded), answered) if answered.is_none_or(|answered| forwarded < answered) => SubjectKind::Forwarded,
        (_, Some(_)) => SubjectKind::Answered,
        _ => SubjectKind::Neither,
    }
}

#[cfg(test)]
mod tests {
    use super::{InlineForward, Mail, SubjectKind, find_inline_forward, subject_kind};
    use charter::calendar::Received;
    use rstest::rstest;

    const BLOCK: &str =
        "From: Clerk <clerk@wem.example>\nSent: 12 September 2023 14:05\nTo: Team\nSubject: Charter\n\n";

    const THUNDERBIRD: &str =
        "Subject: Charter\nDate: 12 September 2023 14:05\nFrom: Clerk <clerk@wem.example>\nTo: Team\n\n";

    fn found(note: &str) -> InlineForward {
        let day = "2023-09-12".parse().unwrap();
        let mail = Mail {
            sender: "clerk@wem.example".to_owned(),
            from: "Clerk <clerk@wem.example>".to_owned(),
            received: Some(Received { on: day, at: chrono::NaiveTime::from_hms_opt(14, 5, 0) }),
            subject: "Charter".to_owned(),
            body: "Speeding\n".to_owned(),
            ..Mail::default()
        };
        InlineForward { note: note.to_owned(), mail }
    }

    #[rstest]
    #[case::gmail("Fwd: Charter", "---------- Forwarded message ---------\n{}Speeding\n", true)]
    #[case::commented("Fwd: Charter", "FYI\n\nSergeant\n\n---------- Forwarded message ---------\n{}Speeding\n", true)]
    #[case::thunderbird("Fwd: Charter", "FYI\n\n-------- Forwarded Message --------\n{T}Speeding\n", true)]
    #[case::apple("Fwd: Charter", "Begin forwarded message:\n\n> {}Speeding\n", true)]
    #[case::apple_quoted("Fwd: Charter", "FYI\n\n> Begin forwarded message:\n>\n> {}Speeding\n", true)]
    #[case::apple_answered("Re: Fwd: Charter", "Litter\n\n> Begin forwarded message:\n>\n> {}Speeding\n", false)]
    #[case::answered_above("Re: Fwd: Charter", "Litter\n\n---------- Forwarded message ---------\n{}Speeding\n", false)]
    #[case::outlook("FW: Charter", "{}Speeding\n", true)]
    #[case::outlook_commented("FW: Charter", "See below\n\n________________________________\n{}Speeding\n", true)]
    #[case::two_dividers(
        "Fwd: Charter",
        "-----Original Message-----\n\n----- Forwarded Message -----\n{}Speeding\n",
        true
    )]
    #[case::german("WG: Charter", "-------- Weitergeleitete Nachricht --------\n{}Speeding\n", true)]
    #[case::old_outlook("FW: Charter", "-----Original Message-----\n{}Speeding\n", true)]
    #[case::an_answer("RE: Charter", "Litter\n\n{}Speeding\n", false)]
    #[case::an_answer_to_one("RE: FW: Charter", "Litter\n\n{}Speeding\n", false)]
    #[case::nothing_in_it("FW: Charter", "Litter\n\n{}", false)]
    fn mails_inside(#[case] subject: &str, #[case] text: &str, #[case] is: bool) {
        let block = if text.contains("> {}") { BLOCK.replace('\n', "\n> ") } else { BLOCK.to_owned() };
        let note =
            ["FYI\n\nSergeant\n", "FYI\n", "See below\n"].into_iter().find(|note| text.contains(note.trim_end()));
        let body = text.replace("{}", &block).replace("{T}", THUNDERBIRD);
        let mail = Mail { subject: subject.to_owned(), body, ..Mail::default() };
        assert_eq!(find_inline_forward(&mail), is.then(|| found(note.unwrap_or_default())));
    }

    #[rstest]
    #[case("FW: Charter", SubjectKind::Forwarded)]
    #[case("[EXTERNAL] Fwd: Re: Charter", SubjectKind::Forwarded)]
    #[case("Re: Fwd: Charter", SubjectKind::Answered)]
    #[case("Re: Charter", SubjectKind::Answered)]
    #[case("Charter", SubjectKind::Neither)]
    fn subjects(#[case] subject: &str, #[case] says: SubjectKind) {
        assert_eq!(subject_kind(subject), says);
    }
}
