//! Text of the file inside sentences of ours: short, on one line, harmless.

use charter::untrusted::sanitize;

/// The longest piece of the file that a sentence has, in characters.
const LONGEST: usize = 40;

/// The beginning of a text.
pub(super) fn shown(text: &str) -> String {
    let text = text.trim();
    let mut start: String = text.chars().take(LONGEST).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    sanitize(&start).into_owned()
}

/// What to call an event in a sentence: its summary in quotes, if it has one.
pub(super) fn called(summary: &str) -> String {
    if summary.trim().is_empty() { "an event".to_owned() } else { format!("“{}”", shown(summary)) }
}

#[cfg(test)]
mod tests {
    use super::called;

    #[test]
    fn an_event_is_called_by_its_summary() {
        assert_eq!(called("Full council\u{202e}\nat Wem"), "“Full council· at Wem”");
        assert_eq!(called(" \n"), "an event");
        assert_eq!(called(&"é".repeat(41)), format!("“{}…”", "é".repeat(40)));
    }
}
