//! Delivery reports (RFC 3464, RFC 6533): which recipients were not reached.

use charter::mail::nature::Report;
use mail_parser::{Message, MimeHeaders, PartType};

use super::bounce_event::{self, BounceEvent};
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
        if part.is_content_type("application", "json") || part.is_text() {
            read_event(part.contents(), &mut report);
        }
    }
    report
}

fn read_event(contents: &[u8], report: &mut Report) {
    match bounce_event::read(contents) {
        Some(BounceEvent::Bounced(addresses)) => report.failed.extend(addresses.into_iter().take(MAX_ADDRESSES)),
        Some(BounceEvent::Other) => report.is_of_others = true,
        None => return,
    }
    report.is_event = true;
}

/// The fields of one recipient.
#[derive(Default)]
struct Recipient {
    final_recipient: Option<String>,
    original_recipient: Option<String>,
    action: Option<String>,
    status: Option<String>,
    diagnostic: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Delivery {
    Failed,
    /// Delayed, relayed, expanded, delivered.
    Other,
}

/// Parses the fields of a report: a group for the mail, then a group for each recipient, separated by empty lines. Some programs
/// leave the empty line out, others add one inside a group.
fn read(status: &str, report: &mut Report) {
    let mut recipient = Recipient::default();
    for field in unfolded(status) {
        let Some((name, value)) = field.split_once(':') else {
            if recipient.is_complete() {
                std::mem::take(&mut recipient).add_to(report);
            }
            continue;
        };
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim().to_owned());
        if recipient.field(&name).is_some_and(|field| field.is_some()) {
            std::mem::take(&mut recipient).add_to(report);
        }
        if let Some(field) = recipient.field(&name) {
            *field = Some(value);
        }
    }
    recipient.add_to(report);
}

/// The fields, each on one line, and a blank line for blank lines.
fn unfolded(status: &str) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    for line in status.lines() {
        match fields.last_mut() {
            Some(field) if line.starts_with([' ', '\t']) && !line.trim().is_empty() && !field.is_empty() => {
                field.push(' ');
                field.push_str(line.trim());
            }
            _ => fields.push(line.trim().to_owned()),
        }
    }
    fields
}

impl Recipient {
    fn field(&mut self, name: &str) -> Option<&mut Option<String>> {
        match name {
            "final-recipient" => Some(&mut self.final_recipient),
            "original-recipient" => Some(&mut self.original_recipient),
            "action" => Some(&mut self.action),
            "status" => Some(&mut self.status),
            "diagnostic-code" => Some(&mut self.diagnostic),
            _ => None,
        }
    }

    fn is_complete(&self) -> bool {
        let named = self.final_recipient.is_some() || self.original_recipient.is_some();
        named && (self.action.is_some() || self.status.is_some())
    }

    fn add_to(self, report: &mut Report) {
        match self.delivery() {
            Some(Delivery::Failed) => {
                let address = self.address();
                if let Some(address) = address.filter(|address| !report.failed.contains(address))
                    && report.failed.len() < MAX_ADDRESSES
                {
                    report.failed.push(address);
                }
            }
            Some(Delivery::Other) => report.is_of_others = true,
            None => {}
        }
    }

    /// The action; without one, the class of the status or of the diagnostic code. 4 is a failure that may pass.
    fn delivery(&self) -> Option<Delivery> {
        let named = self.final_recipient.is_some() || self.original_recipient.is_some();
        if let Some(action) = &self.action {
            let failed = action.trim_start().to_ascii_lowercase().starts_with("fail");
            return Some(if failed { Delivery::Failed } else { Delivery::Other });
        }
        let class = |text: &String| text.chars().find(char::is_ascii_digit);
        let class = self.status.as_ref().and_then(class).or_else(|| self.diagnostic.as_ref().and_then(class));
        match class.filter(|_| named) {
            Some('5') => Some(Delivery::Failed),
            Some('2' | '4') => Some(Delivery::Other),
            _ => None,
        }
    }

    /// The original recipient is the address on file; the final one may be a forward. The other counts if one is no address, but
    /// a local user or an X.400 name.
    fn address(&self) -> Option<String> {
        let named = [&self.original_recipient, &self.final_recipient].into_iter().flatten();
        let address = |value: &String| {
            let value = value.split_once(';').map_or(value.as_str(), |(_, address)| address);
            addresses(&decoded(value)).into_iter().next()
        };
        named.into_iter().find_map(address).or_else(|| addresses(self.diagnostic.as_ref()?).into_iter().next())
    }
}

/// Decodes `\x{E9}` in an address (RFC 6533, 3), and `+2B` in an address of RFC 3461 (xtext) is left as it is.
fn decoded(address: &str) -> String {
    let mut decoded = String::with_capacity(address.len());
    let mut rest = address;
    while let Some((before, after)) = rest.split_once("\\x{") {
        decoded.push_str(before);
        let code = after.split_once('}').filter(|(code, _)| code.len() <= 6);
        let letter = code.and_then(|(code, after)| Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, after)));
        let Some((letter, after)) = letter else {
            decoded.push_str("\\x{");
            rest = after;
            continue;
        };
        decoded.push(letter);
        rest = after;
    }
    decoded + rest
}

#[cfg(test)]
mod tests {
    use super::{Report, read};
    use rstest::rstest;

    #[rstest]
    #[case::failed(
        "Final-Recipient: rfc822; A@wem.example\r\nAction: failed\r\nStatus: 5.1.1\r\n",
        "a@wem.example",
        false
    )]
    #[case::with_a_remark(
        "Final-Recipient: rfc822;\r\n <a@wem.example>\r\nAction: Failed (no such box)\r\n",
        "a@wem.example",
        false
    )]
    #[case::both(
        "Original-Recipient: rfc822;a@wem.example\nFinal-Recipient: rfc822;b@isp.example\nAction: failed\n",
        "a@wem.example",
        false
    )]
    #[case::local(
        "Original-Recipient: local;a\nFinal-Recipient: rfc822; a@wem.example\nAction: failed\n",
        "a@wem.example",
        false
    )]
    #[case::only_the_original(
        "Original-Recipient: rfc822;a@wem.example\nFinal-Recipient: local; a\nAction: failed\n",
        "a@wem.example",
        false
    )]
    #[case::delayed("Final-Recipient: rfc822;a@wem.example\nAction: delayed\n", "", true)]
    #[case::no_action("Final-Recipient: rfc822;a@wem.example\nStatus: 5.1.1\n", "a@wem.example", false)]
    #[case::no_action_delayed("Final-Recipient: rfc822;a@wem.example\nStatus: 4.4.1\n", "", true)]
    #[case::several(
        "Final-Recipient: rfc822;a@wem.example\nAction: failed\n \nAction: relayed\nFinal-Recipient: rfc822;b@wem.example\n\n\
         Final-Recipient: rfc822;c@wem.example\nAction: failed\n",
        "a@wem.example c@wem.example",
        true
    )]
    #[case::no_empty_line(
        "Action: failed\nFinal-Recipient: rfc822;a@wem.example\nAction: failed\nFinal-Recipient: rfc822;b@wem.example\n",
        "a@wem.example b@wem.example",
        false
    )]
    #[case::empty_lines_inside(
        "Final-Recipient: rfc822;a@wem.example\n\nAction: failed\n\nStatus: 5.0.0\n",
        "a@wem.example",
        false
    )]
    #[case::utf_8("Final-Recipient: utf-8; clerc\\x{EA}@wem.example\nAction: failed\n", "clercê@wem.example", false)]
    #[case::by_diagnosis(
        "Final-Recipient: x400; /c=gb\nAction: failed\nDiagnostic-Code: smtp; 550 <a@wem.example>\n",
        "a@wem.example",
        false
    )]
    fn recipients(#[case] fields: &str, #[case] failed: &str, #[case] is_of_others: bool) {
        let mut report = Report::default();
        read(&format!("Reporting-MTA: dns; mail.example\nArrival-Date: Tue, 12 Sep 2023\n\n{fields}"), &mut report);
        assert_eq!((report.failed.join(" ").as_str(), report.is_of_others), (failed, is_of_others));
    }
}
