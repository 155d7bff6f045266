//! Quotes text of the file in messages: short, on one line, sanitized.

use charter::untrusted::sanitize;

/// Longest quotation in characters.
const MAX_EXCERPT_CHARS: usize = 40;

pub(super) fn excerpt(text: &str) -> String {
    let text = text.trim();
    let mut start: String = text.chars().take(MAX_EXCERPT_CHARS).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    sanitize(&start).into_owned()
}

/// Names an event in a message: its summary in quotes, if it has one.
pub(super) fn event_name(summary: &str) -> String {
    if summary.trim().is_empty() { "an event".to_owned() } else { format!("“{}”", excerpt(summary)) }
}

#[cfg(test)]
mod tests {
    use super::event_name;

    #[test]
    fn events_are_named_by_summary() {
        assert_eq!(event_name("Full council\u{202e}\nat Wem"), "“Full council· at Wem”");
        assert_eq!(event_name(" \n"), "an event");
        assert_eq!(event_name(&"é".repeat(41)), format!("“{}…”", "é".repeat(40)));
    }
}
