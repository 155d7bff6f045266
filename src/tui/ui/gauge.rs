//! The second line of the header: how the councils in front responded, those that match the filter or those of the report.

use charter::response_group::{ResponseCounts, ResponseGroup};
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::ui::bar::stacked;
use crate::tui::ui::frame::spread;
use crate::tui::ui::text::width;
use crate::tui::ui::theme::Role;

/// What the line counts.
pub struct Counted<'a> {
    pub counts: &'a ResponseCounts,
    /// Of the day that they are counted on.
    pub is_past: bool,
    /// Says that the numbers are not of the whole round: `shown: `. Blank if they are.
    pub label: &'static str,
}

/// The groups of the councils that match the filter; they sum to their number.
pub fn of_shown(shared: &Shared, room: usize) -> Line<'static> {
    if !shared.snapshot.is_complete() {
        return waiting_line(shared, "reading the register");
    }
    let is_past = shared.snapshot.round().is_past(shared.snapshot.as_at());
    let label = if shared.search.filter.is_empty() { "" } else { "shown: " };
    line(shared, &Counted { counts: shared.search.counts(), is_past, label }, room)
}

/// While there is nothing to count yet.
pub fn waiting_line(shared: &Shared, words: &str) -> Line<'static> {
    Line::styled(format!(" {words}"), shared.theme.style(Role::Dim))
}

pub fn line(shared: &Shared, counted: &Counted<'_>, room: usize) -> Line<'static> {
    let (theme, counts) = (shared.theme, counted.counts);
    let labelled = |mut spans: Vec<Span<'static>>| {
        if !counted.label.is_empty() {
            spans.insert(0, Span::styled(counted.label, theme.style(Role::Dim)));
        }
        spans
    };
    type Word = fn(ResponseGroup) -> &'static str;
    type Variant = (usize, Option<(Word, bool)>, fn(&ResponseCounts) -> String);
    let without: fn(&ResponseCounts) -> String = |_| String::new();
    let (long, short): (Word, Word) = (ResponseGroup::label, short_label);
    // From the longest to the shortest: the cells of the bar, the words of the groups and whether those that missed the
    // deadline have their sum, and the councils with a reply waiting.
    let variants: [Variant; 9] = [
        (24, Some((long, true)), have_waiting),
        (12, Some((long, true)), have_waiting),
        (12, Some((long, true)), number_waiting),
        (12, Some((short, true)), number_waiting),
        (0, Some((short, true)), number_waiting),
        (0, Some((short, false)), number_waiting),
        (0, None, number_waiting),
        (0, Some((short, false)), without),
        (0, None, without),
    ];
    let build = |(bar, words, waiting): Variant| {
        let groups = match words {
            Some((word, with_sum)) => group_counts(shared, counted, word, with_sum),
            None => in_time_and_missed(shared, counted),
        };
        (bar, labelled(groups), waiting(counts))
    };
    let fits = |(bar, groups, waiting): &(usize, Vec<Span<'_>>, String)| {
        let groups: usize = groups.iter().map(|span| width(&span.content)).sum();
        bar + usize::from(*bar > 0) + 2 + groups + width(waiting) <= room
    };
    // Only what is tried is built; the last is cut if it does not fit.
    let fitting = variants.into_iter().map(build).find(fits);
    let (bar, groups, waiting) = fitting.unwrap_or_else(|| build((0, None, without)));
    let mut left = vec![Span::raw(" ")];
    if bar > 0 {
        left.extend(stacked(&group_parts(counts, counted.is_past), bar, theme));
        left.push(Span::raw(" "));
    }
    left.extend(groups);
    spread(left, vec![Span::styled(waiting, theme.style(Role::Warn))], room)
}

/// The number of each group with its role, in the order of the bar.
pub fn group_parts(counts: &ResponseCounts, is_past: bool) -> [(usize, Role); 5] {
    ResponseGroup::of_day(is_past).map(|group| (counts.count(group), group_role(group)))
}

pub fn group_role(group: ResponseGroup) -> Role {
    match group {
        ResponseGroup::OnTime | ResponseGroup::Answered => Role::Accent,
        ResponseGroup::Late | ResponseGroup::Incomplete => Role::Warn,
        ResponseGroup::Silent => Role::Bad,
        ResponseGroup::Awaiting | ResponseGroup::NeverReached | ResponseGroup::NotSent => Role::Dim,
    }
}

/// `on time 239 · ! missed 371: late 50, incomplete 81, …`, or without the sum `on time 239 · ! late 50, …`. Groups without
/// councils are left out.
fn group_counts(
    shared: &Shared,
    counted: &Counted<'_>,
    word: fn(ResponseGroup) -> &'static str,
    with_sum: bool,
) -> Vec<Span<'static>> {
    let (counts, is_past) = (counted.counts, counted.is_past);
    let dot = format!(" {} ", shared.theme.glyphs().dot);
    let [first, others @ ..] = ResponseGroup::of_day(is_past);
    let part = |group: ResponseGroup| format!("{} {}", word(group), counts.count(group));
    let others: Vec<String> = others.into_iter().filter(|group| counts.count(*group) > 0).map(part).collect();
    if !is_past {
        let all = std::iter::once(part(first)).chain(others).collect::<Vec<_>>().join(&dot);
        return vec![Span::styled(all, shared.theme.style(Role::Text))];
    }
    let mut spans = in_time_and_missed(shared, counted);
    if !others.is_empty() && !with_sum {
        spans.pop();
        spans.push(Span::styled(format!("! {}", others.join(", ")), shared.theme.style(Role::Bad)));
    } else if !others.is_empty() {
        spans.push(Span::styled(format!(": {}", others.join(", ")), shared.theme.style(Role::Text)));
    }
    spans
}

fn in_time_and_missed(shared: &Shared, counted: &Counted<'_>) -> Vec<Span<'static>> {
    let (theme, counts, is_past) = (shared.theme, counted.counts, counted.is_past);
    let dot = theme.glyphs().dot;
    let first = ResponseGroup::of_day(is_past)[0];
    let in_time = Span::styled(format!("{first} {}", counts.count(first)), theme.style(Role::Strong));
    let rest = counts.total() - counts.count(first);
    if !is_past {
        return vec![in_time, Span::raw(format!(" {dot} not answered {rest}"))];
    }
    vec![in_time, Span::raw(format!(" {dot} ")), Span::styled(format!("! missed {rest}"), theme.style(Role::Bad))]
}

fn have_waiting(counts: &ResponseCounts) -> String {
    match counts.waiting() {
        0 => String::new(),
        1 => "  1 has a reply waiting ".to_owned(),
        n => format!("  {n} have a reply waiting "),
    }
}

fn number_waiting(counts: &ResponseCounts) -> String {
    if counts.waiting() > 0 { format!("  {} waiting ", counts.waiting()) } else { String::new() }
}

pub fn short_label(group: ResponseGroup) -> &'static str {
    if group == ResponseGroup::NeverReached { "unreached" } else { group.label() }
}
