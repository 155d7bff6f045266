//! What a mail program saved: a mail, or a contact, a receipt, an invitation and the like.

use crate::string_enum;

string_enum! {
    /// What an item is, beside whether a person or a program wrote it.
    MailKind {
        Mail = "mail", "mail";
        /// Neither words nor attachments, and a subject that is blank or that of another mail.
        Empty = "empty", "empty mail";
        Contact = "contact", "contact card";
        ContactGroup = "contact-group", "contact group";
        Appointment = "appointment", "calendar entry";
        MeetingRequest = "meeting-request", "meeting invitation";
        MeetingCancelled = "meeting-cancelled", "meeting cancelled";
        MeetingAccepted = "meeting-accepted", "meeting accepted";
        MeetingDeclined = "meeting-declined", "meeting declined";
        MeetingTentative = "meeting-tentative", "meeting accepted tentatively";
        /// Another answer: a new time is proposed, or the program does not say which it is.
        MeetingAnswer = "meeting-answer", "answer to a meeting invitation";
        Task = "task", "task";
        Note = "note", "note of Outlook";
        JournalEntry = "journal-entry", "journal entry of Outlook";
        ReadReceipt = "read-receipt", "read receipt";
        /// The mail was deleted unread.
        UnreadReceipt = "unread-receipt", "deleted without being read";
        /// Delivered, delayed or passed on; an undelivered letter is a bounce.
        DeliveryReport = "delivery-report", "delivery report";
        /// A sender takes a mail back, or Outlook says whether that worked.
        Recall = "recall", "recall notice";
    }
}

/// Message classes in lower case (MS-OXCMSG 2.2.1.3, MS-OXOCAL 2.2, MS-OXOTASK, MS-OXCMAIL 2.1.3). The first that the class
/// starts with counts; a class may be longer: `IPM.Contact.Custom`.
const CLASSES: [(&str, MailKind); 21] = [
    ("ipm.contact", MailKind::Contact),
    ("ipm.abchperson", MailKind::Contact),
    ("ipm.distlist", MailKind::ContactGroup),
    ("ipm.appointment", MailKind::Appointment),
    ("ipm.schedule.meeting.request", MailKind::MeetingRequest),
    ("ipm.schedule.meeting.notification", MailKind::MeetingRequest),
    ("ipm.schedule.meeting.canceled", MailKind::MeetingCancelled),
    ("ipm.schedule.meeting.resp.pos", MailKind::MeetingAccepted),
    ("ipm.schedule.meeting.resp.neg", MailKind::MeetingDeclined),
    ("ipm.schedule.meeting.resp.tent", MailKind::MeetingTentative),
    ("ipm.schedule.meeting.resp", MailKind::MeetingAnswer),
    // Names of the time before Outlook, which winmail.dat still has.
    ("ipm.microsoft schedule.mtgreq", MailKind::MeetingRequest),
    ("ipm.microsoft schedule.mtgcncl", MailKind::MeetingCancelled),
    ("ipm.microsoft schedule.mtgrespp", MailKind::MeetingAccepted),
    ("ipm.microsoft schedule.mtgrespn", MailKind::MeetingDeclined),
    ("ipm.microsoft schedule.mtgrespa", MailKind::MeetingTentative),
    ("ipm.task", MailKind::Task),
    ("ipm.stickynote", MailKind::Note),
    ("ipm.activity", MailKind::JournalEntry),
    ("ipm.outlook.recall", MailKind::Recall),
    ("ipm.recall.report", MailKind::Recall),
];

impl MailKind {
    /// Whether it is a thing that a person files, and was never sent as a mail: a contact, a date, a task.
    pub fn is_filed(self) -> bool {
        let filed = [Self::Contact, Self::ContactGroup, Self::Appointment, Self::Task, Self::Note, Self::JournalEntry];
        filed.contains(&self)
    }

    /// The kind of a message class in lower case; a plain mail for a class that is not known.
    pub fn of_class(class: &str) -> Self {
        let class = class.trim();
        if class.starts_with("report.") {
            return match class.rsplit('.').next().unwrap_or_default() {
                "ipnrn" => Self::ReadReceipt,
                "ipnnrn" => Self::UnreadReceipt,
                // A bounce says so by its nature.
                "ndr" => Self::Mail,
                _ => Self::DeliveryReport,
            };
        }
        let of = |(start, _): &&(&str, Self)| {
            class.strip_prefix(start).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        };
        // A class of tasks goes on without a dot: `IPM.TaskRequest.Accept`.
        let task = class.starts_with("ipm.task").then_some(Self::Task);
        CLASSES.iter().find(of).map(|(_, kind)| *kind).or(task).unwrap_or(Self::Mail)
    }

    /// The kind of a calendar object with this METHOD (RFC 5546), in upper case. `partstat` is how the one attendee of a
    /// REPLY takes part (RFC 5545, 3.2.12).
    pub fn of_calendar(method: &str, partstat: &str) -> Self {
        match (method, partstat) {
            ("REQUEST" | "ADD", _) => Self::MeetingRequest,
            ("CANCEL", _) => Self::MeetingCancelled,
            ("REPLY", "ACCEPTED") => Self::MeetingAccepted,
            ("REPLY", "DECLINED") => Self::MeetingDeclined,
            ("REPLY", "TENTATIVE") => Self::MeetingTentative,
            ("REPLY" | "COUNTER" | "REFRESH" | "DECLINECOUNTER", _) => Self::MeetingAnswer,
            _ => Self::Appointment,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::MailKind;
    use rstest::rstest;

    #[rstest]
    #[case("ipm.note", MailKind::Mail)]
    #[case("ipm.note.smime.multipartsigned", MailKind::Mail)]
    #[case("ipm.post", MailKind::Mail)]
    #[case("", MailKind::Mail)]
    #[case("ipm.contact", MailKind::Contact)]
    #[case("ipm.contact.council", MailKind::Contact)]
    #[case("ipm.contacts", MailKind::Mail)]
    #[case("ipm.schedule.meeting.request", MailKind::MeetingRequest)]
    #[case("ipm.schedule.meeting.resp.tent", MailKind::MeetingTentative)]
    #[case("ipm.schedule.meeting.resp.other", MailKind::MeetingAnswer)]
    #[case("ipm.microsoft schedule.mtgrespn", MailKind::MeetingDeclined)]
    #[case("ipm.taskrequest.accept", MailKind::Task)]
    #[case("report.ipm.note.ipnrn", MailKind::ReadReceipt)]
    #[case("report.ipm.note.ipnnrn", MailKind::UnreadReceipt)]
    #[case("report.ipm.note.dr", MailKind::DeliveryReport)]
    #[case("report.ipm.schedule.meeting.request.ndr", MailKind::Mail)]
    #[case("ipm.recall.report.failure", MailKind::Recall)]
    fn classes(#[case] class: &str, #[case] kind: MailKind) {
        assert_eq!(MailKind::of_class(class), kind);
    }

    #[rstest]
    #[case("REQUEST", "", MailKind::MeetingRequest)]
    #[case("REPLY", "DECLINED", MailKind::MeetingDeclined)]
    #[case("REPLY", "X-OTHER", MailKind::MeetingAnswer)]
    #[case("PUBLISH", "", MailKind::Appointment)]
    fn calendars(#[case] method: &str, #[case] partstat: &str, #[case] kind: MailKind) {
        assert_eq!(MailKind::of_calendar(method, partstat), kind);
    }
}
