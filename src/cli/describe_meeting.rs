//! A meeting as one line of text.

use charter::calendar::format_full;
use charter::meeting::Meeting;

/// For example `Tue 3 Oct 2023 at 19:30, town hall: not attended (leave)`.
pub fn describe_meeting(meeting: &Meeting) -> String {
    let facts = &meeting.facts;
    let at = facts.at.map(|at| format!(" at {}", at.format("%H:%M"))).unwrap_or_default();
    let place = if facts.place.is_blank() { String::new() } else { format!(", {}", facts.place.sanitized()) };
    let how = match (facts.attendance, facts.plan) {
        _ if facts.cancelled => "cancelled by the council".to_owned(),
        (Some(attendance), _) => attendance.label().to_owned(),
        (None, Some(plan)) => format!("planned, {plan}"),
        (None, None) => "no attendance planned".to_owned(),
    };
    let reason = facts.describe_reason().map(|reason| format!(" ({reason})")).unwrap_or_default();
    format!("{}{at}{place}: {how}{reason}", format_full(facts.on))
}
