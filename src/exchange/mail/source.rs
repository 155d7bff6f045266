//! A mail as it was read, and what comes in of it.

use super::forward;
use super::headers::who_says;
use super::letter::Letters;
use super::limits::{MOST_ADDRESSES, cut_lines, one_line};
use super::nature::Signs;
use super::view::written;
use super::when;
use crate::domain::calendar::Received;
use crate::domain::foreign::Foreign;
use crate::domain::incoming::{Attachment, Nature, Origin, Source};
use crate::exchange::piece::MOST_TEXT;

/// A mail, before what it quotes or passes on is looked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mail {
    pub message_id: String,
    /// The address alone, in lower case.
    pub sender: String,
    /// Name and address, as the mail says them.
    pub from: String,
    pub subject: String,
    pub received: Option<Received>,
    /// The text; lines end in `\n`.
    pub body: String,
    pub attachments: Vec<Attachment>,
    /// The mail that is all that hangs on it.
    pub inside: Option<Box<Mail>>,
    pub nature: Nature,
    pub undelivered: Vec<String>,
    pub told: Vec<String>,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            message_id: String::new(),
            sender: String::new(),
            from: String::new(),
            subject: String::new(),
            received: None,
            body: String::new(),
            attachments: Vec::new(),
            inside: None,
            nature: Nature::Reply,
            undelivered: Vec::new(),
            told: Vec::new(),
        }
    }
}

/// The longest comment beside a mail that hangs on another as what it passes on, in bytes.
const LONGEST_COMMENT: usize = 200;

/// What comes in of a mail of a file.
pub(super) fn source(mail: Mail, file: Foreign, number: u64, letters: &Letters) -> Source {
    let message_id = Foreign::new(mail.message_id.as_str());
    let (mail, forwarded_by, around) = passed_on(mail, letters);
    let (text, whole) = match written(&mail.body, letters) {
        Some(text) => (text, around.unwrap_or(mail.body)),
        None => (mail.body, around.unwrap_or_default()),
    };
    let whole = if whole == text { String::new() } else { whole };
    // The text with what was cut from two mails may be longer than either.
    let (whole, _) = cut_lines(whole, MOST_TEXT);
    Source {
        origin: Origin::Mail,
        nature: mail.nature,
        file,
        number,
        message_id,
        received: mail.received,
        sender: mail.sender.into(),
        from: mail.from.into(),
        forwarded_by: forwarded_by.into(),
        subject: mail.subject.into(),
        text: text.into(),
        whole: whole.into(),
        attachments: mail.attachments,
        undelivered: mail.undelivered.into_iter().take(MOST_ADDRESSES).map(Foreign::from).collect(),
        fields: Vec::new(),
        told: mail.told,
    }
}

/// The mail that was passed on, if one was; who did so; and then the whole text as received.
fn passed_on(mut mail: Mail, letters: &Letters) -> (Mail, String, Option<String>) {
    if mail.nature != Nature::Reply {
        return (mail, String::new(), None);
    }
    let hangs = mail.inside.take_if(|inside| {
        hangs_alone(&mail.body, &mail.subject) && (inside.body.is_empty() || !forward::is_ours(&inside.body, letters))
    });
    if let Some(mut inside) = hangs {
        let whole = match mail.body.trim().is_empty() {
            true => inside.body.clone(),
            false => format!("{}\n{}", mail.body, inside.body),
        };
        mail.told.append(&mut inside.told);
        inside.told = mail.told;
        if inside.received.is_none() {
            inside.received = mail.received;
        }
        let (inside, _, _) = passed_on(*inside, letters);
        return (inside, mail.sender, Some(whole));
    }
    let Some(inside) = forward::inside(&mail.subject, &mail.body, letters) else {
        return (mail, String::new(), None);
    };
    let by = std::mem::take(&mut mail.sender);
    (mail.sender, mail.from) = who_says(&inside.from);
    if mail.sender.is_empty() {
        mail.told.push("the forwarded mail does not say from which address it came".to_owned());
    }
    match when::read(&inside.sent) {
        Some(received) if mail.received.is_some_and(|passed_on| received.on > passed_on.on) => {
            mail.received = None;
            mail.told.push(
                "the date of the forwarded mail is after that of the mail that passed it on, so neither was taken"
                    .to_owned(),
            );
        }
        Some(received) => mail.received = Some(received),
        None => mail.told.push(
            "the date of the forwarded mail could not be read; that of the mail that passed it on was taken".to_owned(),
        ),
    }
    mail.subject = one_line(&inside.subject);
    let whole = std::mem::replace(&mut mail.body, inside.text);
    (mail.nature, mail.undelivered) = Signs::default().judged(&mail);
    (mail, by, Some(whole))
}

/// Whether the mail says nothing, or next to nothing, beside the one that hangs on it.
fn hangs_alone(body: &str, subject: &str) -> bool {
    let body = body.trim();
    body.is_empty() || (body.len() <= LONGEST_COMMENT && forward::is_passed_on(subject))
}

#[cfg(test)]
mod tests {
    use super::{Letters, Mail, source};
    use crate::domain::calendar::Received;
    use rstest::rstest;

    /// Passed on, on 20 September 2023, with the date inside as it stands there.
    #[rstest]
    #[case::before("12 September 2023 14:05", Some("2023-09-12"), "")]
    #[case::on_the_same_day("20 September 2023 14:05", Some("2023-09-20"), "")]
    #[case::after("21 September 2023 14:05", None, "neither was taken")]
    #[case::unreadable("last week", Some("2023-09-20"), "could not be read")]
    fn the_date_inside_is_taken_where_it_can_be(#[case] sent: &str, #[case] on: Option<&str>, #[case] told: &str) {
        let mail = Mail {
            sender: "clerk@passing.example".to_owned(),
            subject: "FW: Charter".to_owned(),
            received: Some(Received::day("2023-09-20".parse().unwrap())),
            body: format!("From: Clerk <clerk@wem.example>\nSent: {sent}\nTo: Team\nSubject: Charter\n\nSpeeding\n"),
            ..Mail::default()
        };
        let source = source(mail, "a.eml".into(), 1, &Letters::new(&[]));
        assert_eq!(source.sender.raw(), "clerk@wem.example");
        assert_eq!(source.received.map(|received| received.on.to_string()).as_deref(), on);
        assert!(source.told.join("\n").contains(told), "{:?}", source.told);
    }
}
