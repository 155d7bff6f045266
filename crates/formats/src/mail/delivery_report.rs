//! Delivery reports (RFC 3464): which recipients were not reached.

use charter::mail::nature::Report;
use mail_parser::{Message, MimeHeaders, PartType};

use charter::mail::address::addresses;
use charter::mail::text::MAX_ADDRESSES;

pub(super) fn of_parts(message: &Message<'_>) -> Report {
    let mut report = Report::default();
    for part in &message.parts {
        let status = part.is_content_type("message", "delivery-status")
            || part.is_content_type("message", "global-delivery-status");
        if status && !matches!(part.body, PartType::Multipart(_) | PartType::Message(_)) {
            read(&String::from_utf8_lossy(part.contents()), &mut report);
        }
    }
    report
}

/// Parses the fields of a report: a group for the mail, then a group for each recipient, separated by empty lines.
fn read(status: &str, report: &mut Report) {
    let text = status.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
    for group in text.split("\n\n") {
        let field = |wanted: &str| {
            let mut fields = group.lines().filter_map(|line| line.split_once(':'));
            fields.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
        };
        let Some(action) = field("Action") else { continue };
        // The original recipient is the address on file; the final one may be a forward.
        let named = ["Original-Recipient", "Final-Recipient"].into_iter().filter_map(field);
        let address = named.map(|value| value.split_once(';').map_or(value, |(_, address)| address)).map(addresses);
        let address = address.flatten().next();
        if !action.to_ascii_lowercase().starts_with("failed") {
            report.is_of_others = true;
        } else if let Some(address) = address
            && !report.failed.contains(&address)
            && report.failed.len() < MAX_ADDRESSES
        {
            report.failed.push(address);
        }
    }
}

/// Addresses in the text of a report, above the returned mail, without those of the reporting programs.
pub(super) fn in_text(text: &str) -> Vec<String> {
    let returned =
        ["original message headers", "original message", "copy of the message", "message headers", "\nreceived:"];
    let folded = text.to_ascii_lowercase();
    let end = returned.iter().filter_map(|words| folded.find(words)).min().unwrap_or(text.len());
    let program = |address: &String| {
        let local = address.split('@').next().unwrap_or_default();
        matches!(local, "postmaster" | "mailer-daemon" | "mail-daemon") || local.starts_with("microsoftexchange")
    };
    addresses(&text[..end]).into_iter().filter(|address| !program(address)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Report, in_text, read};

    #[test]
    fn failed_recipients_are_read() {
        let status = "Reporting-MTA: dns; mail.example\r\n\r\nFinal-Recipient: rfc822; a@wem.example\r\nAction: failed\r\n\
                      Status: 5.1.1\r\n\r\nOriginal-Recipient: rfc822;B@wem.example\r\nFinal-Recipient: rfc822;\r\n c@d.test\r\n\
                      Action: Failed (no such box)\r\n\r\nFinal-Recipient: rfc822; d@wem.example\r\nAction: delayed\r\n";
        let mut report = Report::default();
        read(status, &mut report);
        assert_eq!(report.failed, ["a@wem.example", "b@wem.example"]);
        assert!(report.is_of_others);
    }

    #[test]
    fn addresses_of_a_report_in_words() {
        let text = "Delivery has failed to these recipients:\nclerk@wem.example\nAsk postmaster@wem.example.\n\
                    Original message headers:\nFrom: team@police.example\n";
        assert_eq!(in_text(text), ["clerk@wem.example"]);
    }
}
