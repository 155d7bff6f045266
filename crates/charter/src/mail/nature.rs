//! Whether a person or a program wrote a mail.

use crate::incoming::Nature;
use crate::mail::Mail;

/// The recipients in a delivery report.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub failed: Vec<String>,
    /// Whether it reports other states: delayed, delivered.
    pub is_of_others: bool,
    /// Addresses in its text, if it names no recipient.
    pub in_text: Vec<String>,
}

/// The headers that show the nature of a mail.
#[derive(Debug, Default)]
pub struct Signs {
    /// False for forwarded text, which has no headers.
    pub headers: bool,
    /// RFC 3834, in lower case.
    pub auto_submitted: String,
    /// One of the headers used before RFC 3834.
    pub auto_reply: bool,
    /// In lower case.
    pub precedence: String,
    pub null_return_path: bool,
    /// Whether it answers a calendar invitation.
    pub calendar_answer: bool,
    /// RFC 3462, in lower case.
    pub report_type: String,
    /// RFC 3464.
    pub report: Report,
    /// Exim's own header.
    pub failed_recipients: Vec<String>,
    /// Outlook's message class, in lower case.
    pub class: String,
}

impl Signs {
    /// The nature; for a bounce also the addresses that failed.
    pub fn classify(self, mail: &Mail) -> (Nature, Vec<String>) {
        let subject = mail.subject.to_lowercase();
        if let Some(undelivered) = self.undelivered(&subject, &mail.sender) {
            return (Nature::Bounce, undelivered);
        }
        if self.is_automatic(&subject, &mail.sender) {
            return (Nature::AutoReply, Vec::new());
        }
        (Nature::Reply, Vec::new())
    }

    /// `None` if it is no bounce.
    fn undelivered(&self, subject: &str, sender: &str) -> Option<Vec<String>> {
        if !self.report.failed.is_empty() {
            return Some(self.report.failed.clone());
        }
        if self.report.is_of_others {
            return None;
        }
        let by_form = self.report_type == "delivery-status"
            || (self.class.starts_with("report.") && self.class.ends_with(".ndr"));
        let named = !self.failed_recipients.is_empty();
        let is_bounce = named || by_form || (self.may_be_bounce(sender) && is_bounce_subject(subject));
        if !is_bounce || is_delayed(subject) {
            return None;
        }
        Some(if named { self.failed_recipients.clone() } else { self.report.in_text.clone() })
    }

    /// Whether a mail server may have written it.
    pub fn may_be_bounce(&self, sender: &str) -> bool {
        self.null_return_path || is_postmaster(sender)
    }

    fn is_automatic(&self, subject: &str, sender: &str) -> bool {
        let submitted = self.auto_submitted.split([';', ' ']).next().unwrap_or_default();
        let bulk = matches!(self.precedence.as_str(), "bulk" | "junk" | "list");
        let class = self.class.as_str();
        !matches!(submitted, "" | "no")
            || self.auto_reply
            || self.precedence == "auto_reply"
            || self.calendar_answer
            || !self.report_type.is_empty()
            || class.starts_with("report.")
            || class.starts_with("ipm.schedule.meeting.resp")
            || class.contains("oof")
            || ((bulk || self.null_return_path || !self.headers) && is_automatic_subject(subject))
            || (self.may_be_bounce(sender) && is_delayed(subject))
    }
}

/// Subject prefixes of automatic replies, in English and Welsh.
const AUTOMATIC: [&str; 12] = [
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "automated reply",
    "auto response",
    "auto-response",
    "out of office",
    "out of the office",
    "ateb awtomatig",
    "allan o'r swyddfa",
    "vacation",
];

pub(crate) fn is_automatic_subject(subject: &str) -> bool {
    let subject = subject.trim_start_matches(['[', '(', ' ']).replace('’', "'").to_lowercase();
    AUTOMATIC.iter().any(|beginning| subject.starts_with(beginning))
        || subject.contains("out of office")
        || subject.contains("on vacation")
}

pub fn is_bounce_subject(subject: &str) -> bool {
    let words = [
        "undeliver",
        "delivery status notification",
        "delivery failure",
        "delivery has failed",
        "delivery failed",
        "failure notice",
        "returned mail",
        "returned to sender",
        "could not be delivered",
        "not delivered",
        "delivery notification",
        "heb ei ddanfon",
    ];
    words.iter().any(|words| subject.contains(words))
}

fn is_delayed(subject: &str) -> bool {
    ["delayed", "(delay)", "delivery delay", "warning: could not send", "warning: message"]
        .iter()
        .any(|words| subject.contains(words))
}

fn is_postmaster(sender: &str) -> bool {
    let local = sender.split('@').next().unwrap_or_default();
    matches!(local, "mailer-daemon" | "postmaster" | "mail-daemon") || local.starts_with("microsoftexchange")
}

#[cfg(test)]
mod tests {
    use super::{Report, Signs, is_automatic_subject};
    use crate::incoming::Nature;
    use crate::mail::Mail;
    use rstest::rstest;

    fn seen() -> Signs {
        Signs { headers: true, ..Signs::default() }
    }

    #[rstest]
    #[case::a_person(seen(), "Re: Charter", Nature::Reply)]
    #[case::says_no(Signs { auto_submitted: "no".into(), ..seen() }, "Re: Charter", Nature::Reply)]
    #[case::replied(Signs { auto_submitted: "auto-replied; owner-email=\"a\"".into(), ..seen() }, "a", Nature::AutoReply)]
    #[case::generated(Signs { auto_submitted: "auto-generated".into(), ..seen() }, "a", Nature::AutoReply)]
    #[case::old_header(Signs { auto_reply: true, ..seen() }, "a", Nature::AutoReply)]
    #[case::precedence(Signs { precedence: "auto_reply".into(), ..seen() }, "a", Nature::AutoReply)]
    #[case::a_list(Signs { precedence: "bulk".into(), ..seen() }, "Newsletter", Nature::Reply)]
    #[case::bulk_away(Signs { precedence: "bulk".into(), ..seen() }, "Out of Office: a", Nature::AutoReply)]
    #[case::null_path(Signs { null_return_path: true, ..seen() }, "Ateb awtomatig: a", Nature::AutoReply)]
    #[case::null_path_alone(Signs { null_return_path: true, ..seen() }, "Re: a", Nature::Reply)]
    #[case::subject_alone(seen(), "Automatic reply: a", Nature::Reply)]
    #[case::passed_on(Signs::default(), "Automatic reply: a", Nature::AutoReply)]
    #[case::calendar(Signs { calendar_answer: true, ..seen() }, "Accepted: a", Nature::AutoReply)]
    #[case::accepted_in_words(seen(), "Accepted: your priorities", Nature::Reply)]
    #[case::outlook_away(Signs { class: "ipm.note.rules.ooftemplate.microsoft".into(), ..seen() }, "a", Nature::AutoReply)]
    #[case::outlook_failed(Signs { class: "report.ipm.note.ndr".into(), ..seen() }, "a", Nature::Bounce)]
    #[case::outlook_read(Signs { class: "report.ipm.note.ipnrn".into(), ..seen() }, "a", Nature::AutoReply)]
    #[case::read(Signs { report_type: "disposition-notification".into(), ..seen() }, "Read: a", Nature::AutoReply)]
    #[case::failed(Signs { report_type: "delivery-status".into(), ..seen() }, "a", Nature::Bounce)]
    #[case::other_report(
        Signs { report_type: "delivery-status".into(), report: Report { is_of_others: true, ..Report::default() }, ..seen() },
        "Delivered",
        Nature::AutoReply
    )]
    #[case::exim(Signs { failed_recipients: vec!["a@b.test".into()], ..seen() }, "Mail failed", Nature::Bounce)]
    fn natures(#[case] signs: Signs, #[case] subject: &str, #[case] nature: Nature) {
        let mail = Mail { subject: subject.to_owned(), sender: "clerk@wem.example".to_owned(), ..Mail::default() };
        assert_eq!(signs.classify(&mail).0, nature);
    }

    #[rstest]
    #[case("postmaster@wem.example", "Undeliverable: Charter", Nature::Bounce)]
    #[case("mailer-daemon@wem.example", "Mail delivery failed: returning message to sender", Nature::Bounce)]
    #[case("postmaster@wem.example", "Delivery delayed: Charter", Nature::AutoReply)]
    #[case("clerk@wem.example", "Undeliverable: Charter", Nature::Reply)]
    fn reports_without_a_form(#[case] sender: &str, #[case] subject: &str, #[case] nature: Nature) {
        let mail = Mail { subject: subject.to_owned(), sender: sender.to_owned(), ..Mail::default() };
        assert_eq!(seen().classify(&mail).0, nature);
    }

    #[test]
    fn words_of_programs() {
        assert!(is_automatic_subject("Allan o’r swyddfa: Siarter") && is_automatic_subject("[Out of Office] a"));
        assert!(!is_automatic_subject("Re: Automatic number plates"));
    }
}
