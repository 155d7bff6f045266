//! Whether a person or a program wrote a mail.
//!
//! First by form: a report of RFC 3464, a class of Outlook, an event of Amazon SES. Old programs and gateways write only text; then
//! the sender must be a mail system, and the subject or the text must say that a mail was not delivered.

use crate::incoming::Nature;
use crate::mail::Mail;
use crate::mail::delivery_notice::{self, DeliveryNotice, Outcome, Place};
use crate::mail::notice_phrases::{Phrases, fold};
use crate::mail_kind::MailKind;

/// The recipients in a delivery report.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub failed: Vec<String>,
    /// Whether it reports other states: delayed, delivered.
    pub is_of_others: bool,
    /// Whether it is an event of Amazon SES, in JSON. Any address may send that.
    pub is_event: bool,
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
    /// Whether it is a `multipart/report` (RFC 6522).
    pub is_report: bool,
    /// RFC 6522, in lower case; blank if the report does not say.
    pub report_type: String,
    /// Whether a disposition notification says that the mail was deleted unread (RFC 8098, 3.2.6).
    pub deleted_unread: bool,
    /// RFC 3464.
    pub report: Report,
    /// The header `X-Failed-Recipients` of Exim and Gmail.
    pub failed_recipients: Vec<String>,
    /// To whom it was sent. A report is sent to whoever wrote the mail, never to the recipient that failed.
    pub sent_to: Vec<String>,
    /// Outlook's message class, in lower case.
    pub class: String,
}

/// Who sent a mail, as far as it may be a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sender {
    /// No person has such an address or name.
    Daemon,
    /// A mail system, or a person who looks after one.
    System,
    /// Nobody to whom an answer can be sent.
    NullPath,
    /// A program, to judge by its address.
    Program,
    Person,
}

/// What the signs say of a mail.
#[derive(Debug, PartialEq, Eq)]
pub struct Classified {
    pub kind: MailKind,
    pub nature: Nature,
    /// Of a bounce the addresses that failed.
    pub undelivered: Vec<String>,
}

impl Signs {
    pub fn classify(self, mail: &Mail) -> Classified {
        let subject = fold(&mail.subject);
        let sender = self.sender(mail);
        let notice = self.notice(mail, sender);
        let kind = self.kind(mail, &subject, sender, &notice);
        let undelivered = self.undelivered(&subject, sender, &notice, mail.body.trim().is_empty());
        let is_automatic = || kind != MailKind::Mail || self.is_automatic(&subject) || sender == Sender::Daemon;
        let nature = match &undelivered {
            Some(_) => Nature::Bounce,
            None if is_automatic() => Nature::AutoReply,
            None => Nature::Reply,
        };
        Classified { kind, nature, undelivered: undelivered.unwrap_or_default() }
    }

    /// What it is by its class, its calendar part, its report, or the words of a recall.
    fn kind(&self, mail: &Mail, subject: &str, sender: Sender, notice: &DeliveryNotice) -> MailKind {
        let by_class = MailKind::of_class(&self.class);
        if by_class != MailKind::Mail {
            return by_class;
        }
        let is_of_a_system = matches!(sender, Sender::Daemon | Sender::System | Sender::NullPath);
        match self.report_type.as_str() {
            "disposition-notification" if self.deleted_unread => MailKind::UnreadReceipt,
            "disposition-notification" => MailKind::ReadReceipt,
            "delivery-status" => MailKind::DeliveryReport,
            _ if is_of_a_system && is_delayed(subject, notice) => MailKind::DeliveryReport,
            _ if is_recall(&mail.subject.to_lowercase(), &mail.body) => MailKind::Recall,
            _ => self.calendar.unwrap_or(MailKind::Mail),
        }
    }

    /// `None` if it is no bounce.
    fn undelivered(
        &self,
        subject: &str,
        sender: Sender,
        notice: &DeliveryNotice,
        is_blank: bool,
    ) -> Option<Vec<String>> {
        if !matches!(self.report_type.as_str(), "" | "delivery-status" | "global-delivery-status") {
            return None;
        }
        let is_by_form = self.is_report || self.report.is_event || self.is_non_delivery_class();
        let by_program = is_by_form || sender != Sender::Person;
        if by_program && !self.report.failed.is_empty() {
            return Some(self.report.failed.clone());
        }
        if (by_program && self.report.is_of_others) || is_delayed(subject, notice) {
            return None;
        }
        let named = !self.failed_recipients.is_empty();
        let by_form = named || !self.report_type.is_empty() || self.is_non_delivery_class();
        if !by_form && !says_undelivered(subject, sender, notice, is_blank) {
            return None;
        }
        Some(if named { self.failed_recipients.clone() } else { notice.recipients.clone() })
    }

    /// What a program says about the delivery; nothing for a person's mail.
    fn notice(&self, mail: &Mail, sender: Sender) -> DeliveryNotice {
        if sender == Sender::Person && !self.is_report && !self.is_non_delivery_class() {
            return DeliveryNotice::default();
        }
        let ignored: Vec<String> = self.sent_to.iter().chain([&mail.sender]).cloned().collect();
        delivery_notice::read(&mail.body, &ignored)
    }

    fn sender(&self, mail: &Mail) -> Sender {
        let local = mail.sender.split('@').next().unwrap_or_default();
        let name = fold(&mail.from).replace(&mail.sender, "");
        let is_system = delivery_notice::is_of_a_system(&mail.sender)
            || Phrases::SystemName.are_in(&name)
            || (mail.sender.is_empty() && Phrases::SystemAddress.are_in(&name));
        if local.contains("daemon") || name.contains("daemon") {
            Sender::Daemon
        } else if is_system {
            Sender::System
        } else if self.null_return_path {
            Sender::NullPath
        } else if Phrases::ProgramAddress.are_in(local) {
            Sender::Program
        } else {
            Sender::Person
        }
    }

    /// Whether Outlook calls it a report of non-delivery.
    fn is_non_delivery_class(&self) -> bool {
        self.class.starts_with("report.") && self.class.ends_with(".ndr")
    }

    fn is_automatic(&self, subject: &str) -> bool {
        let submitted = self.auto_submitted.split([';', ' ']).next().unwrap_or_default();
        let bulk = matches!(self.precedence.as_str(), "bulk" | "junk" | "list");
        let class = self.class.as_str();
        !matches!(submitted, "" | "no")
            || self.auto_reply
            || self.precedence == "auto_reply"
            || self.is_report
            || self.report.is_event
            || class.starts_with("report.")
            || class.contains("oof")
            || ((bulk || self.null_return_path || !self.headers) && is_automatic_subject(subject))
    }
}

/// Whether subject and text of a report without a form say that a mail was not delivered, as far as its sender makes that likely.
/// `is_blank`: it has no text.
fn says_undelivered(subject: &str, sender: Sender, notice: &DeliveryNotice, is_blank: bool) -> bool {
    let failed = notice.outcome == Outcome::Failed;
    let listed = failed && notice.place == Place::Listed;
    let by_subject = Phrases::FailedSubject.are_in(subject) || (failed && Phrases::PossibleSubject.are_in(subject));
    if Phrases::AnsweredSubject.begin(subject) || is_automatic_subject(subject) {
        return false;
    }
    match sender {
        Sender::Daemon => by_subject || failed,
        // A person may look after it, and write of letters that did not arrive; a report says in its text what failed.
        Sender::System | Sender::NullPath => {
            (by_subject && (failed || is_blank || notice.place > Place::Header)) || listed
        }
        Sender::Program => by_subject && listed,
        Sender::Person => false,
    }
}

pub(crate) fn is_automatic_subject(subject: &str) -> bool {
    let subject = fold(subject.trim_start_matches(['[', '(', ' ']));
    Phrases::AutomaticSubject.begin(&subject) || Phrases::Away.are_in(&subject)
}

/// Outlook writes such a mail when a sender takes one back, and when it has tried to.
fn is_recall(subject: &str, body: &str) -> bool {
    let asks = subject.starts_with("recall: ") && body.to_lowercase().contains("would like to recall the message");
    asks || subject.starts_with("message recall success:") || subject.starts_with("message recall failure:")
}

fn is_delayed(subject: &str, notice: &DeliveryNotice) -> bool {
    Phrases::Delayed.are_in(subject) || notice.outcome == Outcome::Delayed
}

#[cfg(test)]
mod tests {
    use super::{Classified, Report, Signs, is_automatic_subject};
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
    #[case::read(Signs { is_report: true, report_type: "disposition-notification".into(), ..seen() }, "Read: a", Nature::AutoReply)]
    #[case::failed(Signs { is_report: true, report_type: "delivery-status".into(), ..seen() }, "a", Nature::Bounce)]
    #[case::other_report(
        Signs { is_report: true, report_type: "delivery-status".into(), report: Report { is_of_others: true, ..Report::default() }, ..seen() },
        "Delivered",
        Nature::AutoReply
    )]
    #[case::exim(Signs { failed_recipients: vec!["a@b.test".into()], ..seen() }, "Mail failed", Nature::Bounce)]
    fn natures(#[case] signs: Signs, #[case] subject: &str, #[case] nature: Nature) {
        let mail = Mail { subject: subject.to_owned(), sender: "clerk@wem.example".to_owned(), ..Mail::default() };
        assert_eq!(signs.classify(&mail).nature, nature);
    }

    #[rstest]
    #[case("postmaster@wem.example", "Undeliverable: Charter", Nature::Bounce)]
    #[case("mailer-daemon@wem.example", "Mail delivery failed: returning message to sender", Nature::Bounce)]
    #[case("postmaster@wem.example", "Delivery delayed: Charter", Nature::AutoReply)]
    #[case("clerk@wem.example", "Undeliverable: Charter", Nature::Reply)]
    #[case("clerk@daemon.example", "Undeliverable: Charter", Nature::Reply)]
    #[case("postmaster@wem.example", "Re: Undeliverable: Charter", Nature::Reply)]
    fn reports_without_a_form(#[case] sender: &str, #[case] subject: &str, #[case] nature: Nature) {
        let mail =
            Mail { subject: subject.to_owned(), sender: sender.to_owned(), from: sender.to_owned(), ..Mail::default() };
        assert_eq!(seen().classify(&mail).nature, nature);
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
        let automatic = kind != MailKind::Mail || signs.auto_reply;
        let nature = if automatic { Nature::AutoReply } else { Nature::Reply };
        assert_eq!(signs.classify(&mail), Classified { kind, nature, undelivered: Vec::new() });
    }

    #[test]
    fn words_of_programs() {
        assert!(is_automatic_subject("Allan o’r swyddfa: Siarter") && is_automatic_subject("[Out of Office] a"));
        assert!(!is_automatic_subject("Re: Automatic number plates"));
    }
}
