//! Events that Amazon SES sends as JSON about mails that went through it.

use serde_json::{Deserializer, Value};

use charter::mail::address::addresses;

/// What an event says of a mail.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum BounceEvent {
    /// The addresses that failed.
    Bounced(Vec<String>),
    /// Delivered, opened, complained about.
    Other,
}

/// The event that a text in UTF-8 begins with, alone or as the message of a notification (SNS); words may follow below it.
pub(super) fn read(text: &[u8]) -> Option<BounceEvent> {
    let text = text.trim_ascii_start();
    let value = if text.starts_with(b"{") { first_value(text)? } else { return None };
    let event = match value.get("Message").and_then(Value::as_str) {
        Some(message) => first_value(message.as_bytes())?,
        None => value,
    };
    let kind = ["notificationType", "eventType"].iter().find_map(|name| event.get(name)?.as_str())?;
    if kind != "Bounce" {
        return Some(BounceEvent::Other);
    }
    let recipients = event.pointer("/bounce/bouncedRecipients").and_then(Value::as_array);
    let named = recipients.into_iter().flatten().filter_map(|recipient| recipient.get("emailAddress")?.as_str());
    Some(BounceEvent::Bounced(named.flat_map(|address| addresses(address).into_iter().next()).collect()))
}

fn first_value(text: &[u8]) -> Option<Value> {
    Deserializer::from_slice(text).into_iter().next()?.ok()
}

#[cfg(test)]
mod tests {
    use super::{BounceEvent, read};
    use rstest::rstest;

    #[rstest]
    #[case::bounce(
        r#"{"eventType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":"A <a@wem.example>"},{"emailAddress":"b@wem.example"}]}} --"#,
        Some(BounceEvent::Bounced(vec!["a@wem.example".into(), "b@wem.example".into()]))
    )]
    #[case::in_a_notification(
        r#"{"Type":"Notification","Message":"{\"notificationType\":\"Delivery\"}"}"#,
        Some(BounceEvent::Other)
    )]
    #[case::other_json(r#"{"priority":"speeding"}"#, None)]
    #[case::damaged(r#"{"eventType":"Bounce""#, None)]
    #[case::words("We take part.", None)]
    fn events(#[case] text: &str, #[case] expected: Option<BounceEvent>) {
        assert_eq!(read(text.as_bytes()), expected);
    }
}
