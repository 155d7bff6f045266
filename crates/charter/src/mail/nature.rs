//! Whether a person or a program wrote a mail.

use crate::incoming::Nature;
use crate::mail::Mail;
use crate::mail_kind::MailKind;

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
    /// What its calendar part is: an invitation, an answer to one, an entry.
    pub calendar: Option<MailKind>,
    /// RFC 3462, in lower case.
    pub report_type: String,
    /// Whether a disposition notification says that the mail was deleted unread (RFC 8098, 3.2.6).
    pub deleted_unread: bool,
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
        if self.kind(mail) != MailKind::Mail || self.is_automatic(&subject) {
            return (Nature::AutoReply, Vec::new());
        }
        (Nature::Reply, Vec::new())
    }

    /// What it is by its class, its calendar part, its report, or the words of a recall.
    pub fn kind(&self, mail: &Mail) -> MailKind {
        let by_class = MailKind::of_class(&self.class);
        if by_class != MailKind::Mail {
            return by_class;
        }
        let subject = mail.subject.to_lowercase();
        match self.report_type.as_str() {
            "disposition-notification" if self.deleted_unread => MailKind::UnreadReceipt,
            "disposition-notification" => MailKind::ReadReceipt,
            "delivery-status" => MailKind::DeliveryReport,
            _ if self.may_be_bounce(&mail.sender) && is_delayed(&subject) => MailKind::DeliveryReport,
            _ if is_recall(&subject, &mail.body) => MailKind::Recall,
            _ => self.calendar.unwrap_or(MailKind::Mail),
        }
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

    fn is_automatic(&self, subject: &str) -> bool {
        let submitted = self.auto_submitted.split([';', ' ']).next().unwrap_or_default();
        let bulk = matches!(self.precedence.as_str(), "bulk" | "junk" | "list");
        let class = self.class.as_str();
        !matches!(submitted, "" | "no")
            || self.auto_reply
            || self.precedence == "auto_reply"
            || !self.report_type.is_empty()
            || class.starts_with("report.")
            || class.contains("oof")
            || ((bulk || self.null_return_path || !self.headers) && is_automatic_subject(subject))
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

/// Outlook writes such a mail when a sender takes one back, and when it has tried to.
fn is_recall(subject: &str, body: &str) -> bool {
    let asks = subject.starts_with("recall: ") && body.to_lowercase().contains("would like to recall the message");
    asks || subject.starts_with("message recall success:") || subject.starts_with("message recall failure:")
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
    use crate::mail_kind::MailKind;
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
    #[case::calendar(Signs { calendar: Some(MailKind::MeetingAccepted), ..seen() }, "Accepted: a", Nature::AutoReply)]
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

    #[rstest]
    #[case::contact(Signs { class: "ipm.contact".into(), ..seen() }, "a", "", MailKind::Contact)]
    #[case::read(Signs { report_type: "disposition-notification".into(), ..seen() }, "Read: a", "", MailKind::ReadReceipt)]
    #[case::unread(
        Signs { report_type: "disposition-notification".into(), deleted_unread: true, ..seen() },
        "Not read: a",
        "",
        MailKind::UnreadReceipt
    )]
    #[case::delayed(Signs { null_return_path: true, ..seen() }, "Delivery delayed: a", "", MailKind::DeliveryReport)]
    #[case::recall(seen(), "Recall: a", "The Clerk would like to recall the message, \"a\".", MailKind::Recall)]
    #[case::recall_in_words(seen(), "Recall: the bollards", "We want them back.", MailKind::Mail)]
    #[case::recalled(seen(), "Message Recall Failure: a", "", MailKind::Recall)]
    #[case::away(Signs { auto_reply: true, ..seen() }, "a", "", MailKind::Mail)]
    fn kinds(#[case] signs: Signs, #[case] subject: &str, #[case] body: &str, #[case] kind: MailKind) {
        let mail = Mail { subject: subject.to_owned(), body: body.to_owned(), ..Mail::default() };
        assert_eq!(signs.kind(&mail), kind);
        let automatic = kind != MailKind::Mail || signs.auto_reply;
        assert_eq!(signs.classify(&mail).0, if automatic { Nature::AutoReply } else { Nature::Reply });
    }

    #[test]
    fn words_of_programs() {
        assert!(is_automatic_subject("Allan o’r swyddfa: Siarter") && is_automatic_subject("[Out of Office] a"));
        assert!(!is_automatic_subject("Re: Automatic number plates"));
    }
}
