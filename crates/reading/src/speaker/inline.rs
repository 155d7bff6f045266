//! The mail that stands in the text of another which passes it on.

use crate::lines::quote_marks::{
    Divider, HeaderBlock, MAX_HEADER_LINES, divider, header_block, is_quoted, is_separator, may_be_mark, unquoted,
};
use charter::incoming::is_police_address;
use charter::mail::address::who_says;
use charter::mail::nature::Signs;
use charter::mail::text::{one_line, tidy};
use charter::mail::{Mail, date};

/// A mail in the text of another.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct InlineForward {
    /// What stands above it; blank if nothing does.
    pub note: String,
    /// The mail, as far as the text tells of it.
    pub mail: Mail,
}

/// The mail that a text passes on; `None` where the text is an answer of its own: one above what had been passed on before, by
/// anybody but the police.
pub(super) fn find_inline_forward(mail: &Mail) -> Option<InlineForward> {
    let lines: Vec<&str> = mail.body.lines().collect();
    let passing = subject_kind(&mail.subject);
    let is_passed_on = passing == SubjectKind::Forwarded;
    let (place, announced) = find_start(&lines, is_passed_on)?;
    if announced != Some(Divider::Forwarded) && !is_passed_on {
        return None;
    }
    let rest = &lines[place + usize::from(announced.is_some())..];
    let first = rest.iter().position(|line| !line.trim().is_empty())?;
    // Some programs quote what they pass on.
    let marked = is_quoted(rest[first]);
    let rest: Vec<&str> = rest[first..].iter().map(|line| if marked { unquoted(line) } else { line }).collect();
    let first = rest.iter().position(|line| !line.trim().is_empty())?;
    let block = header_block(&rest[first..], announced.is_some())?;
    let body = tidy(&rest[first + block.lines..].join("\n"));
    let words: Vec<&str> = lines[..place].iter().filter(|line| !is_separator(line)).copied().collect();
    let words = tidy(&words.join("\n"));
    let answers = passing == SubjectKind::Answered && !words.is_empty() && !is_police_address(&mail.sender);
    (!body.is_empty() && !answers).then(|| InlineForward { note: words, mail: mail_from_block(&block, body) })
}

/// The mail of which a text says so much.
fn mail_from_block(block: &HeaderBlock, body: String) -> Mail {
    let (sender, from) = who_says(&block.from);
    let received = date::read(&block.sent);
    let mut mail = Mail { sender, from, subject: one_line(&block.subject), received, body, ..Mail::default() };
    if mail.sender.is_empty() {
        mail.warnings.push("the forwarded mail does not say from which address it came".to_owned());
    }
    if mail.received.is_none() {
        "the date of the forwarded mail could not be read".clone_into(&mut mail.date_warning);
    }
    (mail.nature, mail.undelivered) = Signs::default().judged(&mail);
    mail
}

/// Where a mail inside the text begins, and what is announced on that line. One that is quoted itself, as Mac Mail has it, is
/// looked for only where the subject says that it is passed on: it may be what somebody else answered.
fn find_start(lines: &[&str], is_passed_on: bool) -> Option<(usize, Option<Divider>)> {
    let dividing = lines.iter().enumerate().filter(|(_, line)| may_be_mark(line));
    dividing.into_iter().find_map(|(place, line)| {
        let quoted = is_passed_on && is_quoted(line);
        let found = if quoted { divider(unquoted(line)) } else { divider(line) };
        if found.is_some() {
            return Some((place, found));
        }
        let begins = match quoted {
            true => {
                let rest = lines[place..].iter().take(MAX_HEADER_LINES).take_while(|line| is_quoted(line));
                let rest: Vec<&str> = rest.map(|line| unquoted(line)).collect();
                header_block(&rest, false).is_some()
            }
            false => header_block(&lines[place..], false).is_some(),
        };
        begins.then_some((place, None))
    })
}

/// What the subject of a mail says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SubjectKind {
    /// It is passed on, and was not answered after that.
    Forwarded,
    /// It is an answer.
    Answered,
    /// Neither.
    Neither,
}

/// What a subject says.
pub(super) fn subject_kind(subject: &str) -> SubjectKind {
    let subject = subject.to_lowercase();
    let first = |words: [&str; 3]| words.iter().filter_map(|word| subject.find(word)).min();
    let begins = |place: &usize| subject[..*place].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let passed = first(["fw:", "fwd:", "yml:"]).filter(begins).filter(|place| *place < 40);
    let answered = first(["re:", "ateb:", "atb:"]).filter(begins);
    match (passed, answered) {
        (Some(passed), answered) if answered.is_none_or(|answered| passed < answered) => SubjectKind::Forwarded,
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

    fn found(words: &str) -> InlineForward {
        let day = "2023-09-12".parse().unwrap();
        let mail = Mail {
            sender: "clerk@wem.example".to_owned(),
            from: "Clerk <clerk@wem.example>".to_owned(),
            received: Some(Received { on: day, at: chrono::NaiveTime::from_hms_opt(14, 5, 0) }),
            subject: "Charter".to_owned(),
            body: "Speeding\n".to_owned(),
            ..Mail::default()
        };
        InlineForward { note: words.to_owned(), mail }
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
    #[case::old_outlook("FW: Charter", "-----Original Message-----\n{}Speeding\n", true)]
    #[case::an_answer("RE: Charter", "Litter\n\n{}Speeding\n", false)]
    #[case::an_answer_to_one("RE: FW: Charter", "Litter\n\n{}Speeding\n", false)]
    #[case::nothing_in_it("FW: Charter", "Litter\n\n{}", false)]
    fn mails_inside(#[case] subject: &str, #[case] text: &str, #[case] is: bool) {
        let block = if text.contains("> {}") { BLOCK.replace('\n', "\n> ") } else { BLOCK.to_owned() };
        let words =
            ["FYI\n\nSergeant\n", "FYI\n", "See below\n"].into_iter().find(|words| text.contains(words.trim_end()));
        let body = text.replace("{}", &block).replace("{T}", THUNDERBIRD);
        let mail = Mail { subject: subject.to_owned(), body, ..Mail::default() };
        assert_eq!(find_inline_forward(&mail), is.then(|| found(words.unwrap_or_default())));
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
