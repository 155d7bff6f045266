//! A mail as it was read, and what comes in of it.

use std::borrow::Cow;

use super::attached::is_picture;
use super::forward;
use super::headers::who_says;
use super::letter::Letters;
use super::limits::{MOST_ADDRESSES, cut_lines, one_line};
use super::nature::Signs;
use super::view::{says_something, written};
use super::when;
use crate::domain::calendar::Received;
use crate::domain::foreign::Foreign;
use crate::domain::incoming::{Attachment, Digest, Nature, Origin, Source};
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
    /// The mails that hang on it, if nothing else does.
    pub inside: Vec<Mail>,
    pub nature: Nature,
    pub undelivered: Vec<String>,
    pub told: Vec<String>,
}

impl Mail {
    /// What tells it again: all that it is, before what it quotes is looked for.
    fn digest(&self) -> Digest {
        let received = self.received.map_or_else(String::new, |received| received.to_string());
        let mut parts: Vec<Cow<'_, str>> = vec![Origin::Mail.code().into(), self.nature.code().into(), received.into()];
        parts.extend([&self.sender, &self.subject, &self.body].map(Cow::from));
        parts.extend(self.undelivered.iter().map(Cow::from));
        for attachment in &self.attachments {
            let text = attachment.text.as_ref().map_or("", |text| text.raw());
            parts.extend([attachment.name.raw().into(), attachment.size.to_string().into(), text.into()]);
        }
        parts.extend(self.inside.iter().map(|inside| inside.digest().code().to_owned().into()));
        Digest::of(parts.iter().map(Cow::as_ref))
    }
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
            inside: Vec::new(),
            nature: Nature::Reply,
            undelivered: Vec::new(),
            told: Vec::new(),
        }
    }
}

/// The longest comment beside a mail that hangs on another as what it passes on, with a signature, in bytes.
const LONGEST_COMMENT: usize = 1500;

/// What comes in of a mail of a file: one reply, or each of several that were put into one mail to pass them on.
pub(super) fn sources(mut mail: Mail, file: &Foreign, number: u64, letters: &Letters) -> Vec<Source> {
    let passes_on_several = mail.inside.len() > 1
        && mail.nature == Nature::Reply
        && hangs_alone(&mail.body, &mail.subject, &mail.inside[0]);
    if mail.inside.len() > 1 && !passes_on_several {
        mail.told.push(format!("{} mails hang on it, and what is read may be of any of them", mail.inside.len()));
    }
    let mut inside = if passes_on_several { std::mem::take(&mut mail.inside) } else { Vec::new() };
    inside.retain(|inside| inside.body.is_empty() || !forward::is_ours(&inside.body, letters));
    if inside.is_empty() {
        return vec![source(mail, file.clone(), number, letters)];
    }
    // Each as if it were alone, by its own Message-ID: the one around them all would make them one.
    let alone = |inside: Mail| Mail { message_id: inside.message_id.clone(), inside: vec![inside], ..mail.clone() };
    inside.into_iter().map(|inside| source(alone(inside), file.clone(), number, letters)).collect()
}

/// What comes in of a mail that is one reply.
fn source(mail: Mail, file: Foreign, number: u64, letters: &Letters) -> Source {
    let message_id = Foreign::new(mail.message_id.as_str());
    let digest = mail.digest();
    let (mail, forwarded_by, around) = passed_on(mail, letters);
    let (text, whole) = match written(&mail.body, letters) {
        Some(text) => (text, around.unwrap_or(mail.body)),
        None => (mail.body, around.unwrap_or_default()),
    };
    let whole = if whole == text { String::new() } else { whole };
    // The text with what was cut from two mails may be longer than either.
    let (whole, _) = cut_lines(whole, MOST_TEXT);
    Source {
        digest,
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

/// What is told where somebody wrote a word above what he passed on.
const COMMENTED: &str = "whoever passed it on wrote something above it, which is not read; it stands in the whole text";

/// What is told where he says what the mail below does not.
const ANSWERED: &str =
    "whoever passed it on says something of it himself: what he wrote is taken as the reply, with the mail below it";

/// What is told where both say something: the reply is the council's, as is its date.
const ADDED: &str = "whoever passed it on says something of it himself, which is read with it";

/// What is told of a date that cannot be.
const TURNED_ROUND: &str =
    "the date of the forwarded mail is after that of the mail that passed it on, so neither was taken";

/// The mail that was passed on, if one was; who did so; and then the whole text as received.
fn passed_on(mut mail: Mail, letters: &Letters) -> (Mail, String, Option<String>) {
    if mail.nature != Nature::Reply {
        return (mail, String::new(), None);
    }
    let hangs = mail.inside.pop_if(|inside| {
        hangs_alone(&mail.body, &mail.subject, inside)
            && (inside.body.is_empty() || !forward::is_ours(&inside.body, letters))
    });
    if let Some(inside) = hangs.filter(|_| mail.inside.is_empty()) {
        return what_hangs(mail, inside, letters);
    }
    let Some(inside) = forward::inside(&mail.subject, &mail.body, letters) else {
        return (mail, String::new(), None);
    };
    let says = says_something(&inside.comment);
    if says && !says_something(&inside.text) {
        mail.told.push(ANSWERED.to_owned());
        let whole = std::mem::replace(&mut mail.body, format!("{}\n{}", inside.comment, inside.text));
        return (mail, String::new(), Some(whole));
    }
    if !inside.comment.is_empty() {
        mail.told.push(if says { ADDED } else { COMMENTED }.to_owned());
    }
    let by = std::mem::take(&mut mail.sender);
    (mail.sender, mail.from) = who_says(&inside.from);
    if mail.sender.is_empty() {
        mail.told.push("the forwarded mail does not say from which address it came".to_owned());
    }
    match when::read(&inside.sent) {
        Some(received) => take_date(&mut mail, Some(received)),
        None => mail.told.push(
            "the date of the forwarded mail could not be read; that of the mail that passed it on was taken".to_owned(),
        ),
    }
    mail.subject = one_line(&inside.subject);
    let text = if says { format!("{}\n{}", inside.comment, inside.text) } else { inside.text };
    let whole = std::mem::replace(&mut mail.body, text);
    (mail.nature, mail.undelivered) = Signs::default().judged(&mail);
    (mail, by, Some(whole))
}

/// The same of a mail that hangs on the one that passes it on.
fn what_hangs(mut mail: Mail, mut inside: Mail, letters: &Letters) -> (Mail, String, Option<String>) {
    let whole = match mail.body.trim().is_empty() {
        true => inside.body.clone(),
        false => {
            mail.told.push(COMMENTED.to_owned());
            format!("{}\n{}", mail.body, inside.body)
        }
    };
    mail.told.append(&mut inside.told);
    let received = inside.received;
    take_date(&mut mail, received);
    (inside.told, inside.received) = (mail.told, mail.received);
    inside.attachments.extend(mail.attachments.into_iter().filter(is_picture));
    let (inside, _, _) = passed_on(inside, letters);
    (inside, mail.sender, Some(whole))
}

/// Dates a mail by the one that it passes on, if that is dated.
fn take_date(mail: &mut Mail, inside: Option<Received>) {
    let Some(inside) = inside else { return };
    if mail.received.is_some_and(|passed_on| inside.on > passed_on.on) {
        mail.received = None;
        mail.told.push(TURNED_ROUND.to_owned());
    } else {
        mail.received = Some(inside);
    }
}

/// Whether the mail says nothing beside the one that hangs on it, or next to nothing that this does not say.
fn hangs_alone(body: &str, subject: &str, inside: &Mail) -> bool {
    let body = body.trim();
    let is_comment = body.len() <= LONGEST_COMMENT && forward::is_passed_on(subject);
    body.is_empty() || (is_comment && (!says_something(body) || says_something(&inside.body)))
}

#[cfg(test)]
mod tests {
    use super::{Attachment, Foreign, Letters, Mail, Source, sources};
    use crate::domain::calendar::Received;
    use rstest::rstest;

    /// Passed on, on 20 September 2023, with the date inside as it stands there.
    #[rstest]
    #[case::before("12 September 2023 14:05", Some("2023-09-12"), "")]
    #[case::on_the_same_day("20 September 2023 14:05", Some("2023-09-20"), "")]
    #[case::after("21 September 2023 14:05", None, "neither was taken")]
    #[case::unreadable("last week", Some("2023-09-20"), "could not be read")]
    fn the_date_inside_is_taken_where_it_can_be(#[case] sent: &str, #[case] on: Option<&str>, #[case] told: &str) {
        let body = format!("From: Clerk <clerk@wem.example>\nSent: {sent}\nTo: Team\nSubject: Charter\n\nSpeeding\n");
        let source = one(passing(body));
        assert_eq!(source.sender.raw(), "clerk@wem.example");
        assert_eq!(source.received.map(|received| received.on.to_string()).as_deref(), on);
        assert!(source.told.join("\n").contains(told), "{:?}", source.told);
    }

    fn of(mail: Mail) -> Vec<Source> {
        let letter = "Which three policing priorities does your council choose for this quarter?";
        sources(mail, &Foreign::from("a.eml"), 1, &Letters::new(&[letter.to_owned()]))
    }

    fn one(mail: Mail) -> Source {
        let [source] = of(mail).try_into().unwrap();
        source
    }

    /// As Outlook passes on what is chosen in a list; our letter may be among it.
    #[test]
    fn several_that_hang_on_one_are_a_reply_each() {
        let inside = |from: &str, body: &str| Mail {
            message_id: format!("1@{from}"),
            sender: format!("clerk@{from}"),
            received: Some(Received::day("2023-09-12".parse().unwrap())),
            body: body.to_owned(),
            ..Mail::default()
        };
        let ours = "Which three policing priorities does your council choose for this quarter?\n";
        let hang =
            vec![inside("wem.example", "Speeding\n"), inside("us.example", ours), inside("clun.example", "Litter\n")];
        let found =
            of(Mail { message_id: "0@us.example".to_owned(), inside: hang.clone(), ..passing("FYI".to_owned()) });
        let told: Vec<_> = found
            .iter()
            .map(|it| (it.message_id.raw(), it.sender.raw(), it.forwarded_by.raw(), it.text.raw(), it.number))
            .collect();
        let by = "clerk@passing.example";
        assert_eq!(
            told,
            [
                ("1@wem.example", "clerk@wem.example", by, "Speeding\n", 1),
                ("1@clun.example", "clerk@clun.example", by, "Litter\n", 1)
            ]
        );
        let answered = one(Mail { inside: hang, ..passing("Our priorities are burglary and litter.".to_owned()) });
        assert!(answered.told.join("").contains("3 mails hang on it"), "{:?}", answered.told);
    }

    /// The picture of a signature is no file that somebody hung on it.
    #[test]
    fn a_picture_beside_what_hangs_stays_with_it() {
        let picture = Attachment { name: "logo.png".into(), kind: "image/png".into(), size: 9, text: None };
        let inside = Mail { sender: "clerk@wem.example".to_owned(), body: "Speeding\n".to_owned(), ..Mail::default() };
        let mut hung = super::super::attached::Hung::default();
        hung.unread("logo.png", "image/png", 9, None);
        hung.mail("", "message/rfc822", 9, inside);
        let mut mail = passing(String::new());
        hung.put_on(&mut mail);
        let found = one(mail);
        assert_eq!((found.sender.raw(), found.attachments), ("clerk@wem.example", vec![picture]));
    }

    fn passing(body: String) -> Mail {
        Mail {
            sender: "clerk@passing.example".to_owned(),
            subject: "FW: Charter".to_owned(),
            received: Some(Received::day("2023-09-20".parse().unwrap())),
            body,
            ..Mail::default()
        }
    }

    /// The same of a mail that hangs on it.
    #[rstest]
    #[case::before(Some("2023-09-12"), Some("2023-09-12"), "")]
    #[case::after(Some("2023-09-21"), None, "neither was taken")]
    #[case::undated(None, Some("2023-09-20"), "")]
    fn the_date_of_what_hangs_on_it_is_too(#[case] sent: Option<&str>, #[case] on: Option<&str>, #[case] told: &str) {
        let received = sent.map(|day| Received::day(day.parse().unwrap()));
        let inside = Mail { sender: "clerk@wem.example".to_owned(), received, ..passing("Speeding\n".to_owned()) };
        let mail = Mail { inside: vec![inside], ..passing(String::new()) };
        let source = one(mail);
        assert_eq!((source.sender.raw(), source.text.raw()), ("clerk@wem.example", "Speeding\n"));
        assert_eq!(source.received.map(|received| received.on.to_string()).as_deref(), on);
        assert!(source.told.join("\n").contains(told), "{:?}", source.told);
    }

    /// The date of the council's reply decides whether it was late, not the day on which somebody passed it on.
    #[test]
    fn where_both_say_something_the_reply_is_the_councils() {
        let block = "From: Clerk <clerk@wem.example>\nSent: 12 September 2023\nTo: Team\nSubject: Charter\n\n";
        let found = one(passing(format!("They would like to take part.\n\n{block}We wish to take part.\n")));
        assert_eq!(found.sender.raw(), "clerk@wem.example");
        assert_eq!(found.received.map(|received| received.on.to_string()).as_deref(), Some("2023-09-12"));
        assert_eq!(found.text.raw(), "They would like to take part.\n\nWe wish to take part.\n");
        assert!(found.told.join("").contains("is read with it"), "{:?}", found.told);
    }

    /// Above what is passed on, or beside what hangs on the mail.
    #[rstest]
    #[case::nothing("", "clerk@wem.example", "Litter\n", "")]
    #[case::a_word("FYI", "clerk@wem.example", "Litter\n", "wrote something above it")]
    #[case::a_signature(
        "FYI\n\nSergeant\nRural crime officer\nTel 101\nReport anti-social behaviour and speeding online",
        "clerk@wem.example",
        "Litter\n",
        "wrote something above it"
    )]
    #[case::an_answer(
        "Our priorities are speeding and parking. The chairman adds the note below.",
        "clerk@passing.example",
        "Our priorities are speeding and parking. The chairman adds the note below.\n\nLitter\n",
        "says something of it himself"
    )]
    fn what_stands_above_is_not_lost(
        #[case] comment: &str,
        #[case] sender: &str,
        #[case] text: &str,
        #[case] told: &str,
    ) {
        let block = "From: Clerk <clerk@wem.example>\nSent: 12 September 2023\nTo: Team\nSubject: Charter\n\nLitter\n";
        let source = one(passing(format!("{comment}\n\n{block}")));
        assert_eq!((source.sender.raw(), source.text.raw()), (sender, text));
        assert!(source.told.join("\n").contains(told), "{:?}", source.told);
        assert!(source.whole.raw().contains(comment));
        assert_eq!(source.told.is_empty(), told.is_empty(), "{:?}", source.told);
    }
}
