//! The month of the focused day, or its week on narrow screens, with the number of meetings on each day.

use charter::calendar::{add_days, month_name};
use chrono::{Datelike, NaiveDate, Weekday};
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::screens::diary::state::Diary;
use crate::tui::ui::theme::Role;

const DAY: usize = 5;
pub const MONTH: u16 = 7 * DAY as u16;
const DAY_OF_WEEK: usize = 11;

fn days_from_monday(day: NaiveDate) -> i64 {
    i64::from(day.weekday().num_days_from_monday())
}

fn monday(day: NaiveDate) -> NaiveDate {
    add_days(day, -days_from_monday(day))
}

fn week(monday: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    (0..7).map(move |n| add_days(monday, n))
}

/// Two rows for each week: the days, and the numbers of meetings.
pub fn month(diary: &Diary, shared: &Shared) -> Vec<Line<'static>> {
    let (theme, day) = (shared.theme, diary.day);
    let first = day.with_day(1).unwrap_or(day);
    let title = format!(" {} {}", month_name(day.month()), day.year());
    let names: String = week(monday(day)).map(|day| format!("{:>4} ", day.format("%a").to_string())).collect();
    let mut drawn = vec![Line::styled(title, theme.style(Role::Strong)), Line::styled(names, theme.style(Role::Dim))];
    let mut start = monday(first);
    while start < first || start.month() == first.month() {
        let days = week(start).map(|on| if on.month() == first.month() { Some(on) } else { None });
        let (mut numbers, mut counts) = (Vec::new(), Vec::new());
        for on in days {
            let Some(on) = on else {
                numbers.push(Span::raw(" ".repeat(DAY)));
                counts.push(Span::raw(" ".repeat(DAY)));
                continue;
            };
            let (before, after) = marks(diary, shared, on);
            numbers.push(cell(diary, shared, on, format!(" {before}{:>2}{after}", on.day())));
            let count = diary.counts.get(&on);
            let count = count.map_or(" ".repeat(DAY), |n| format!("{n:>4} "));
            counts.push(Span::styled(count, theme.style(Role::Accent)));
        }
        drawn.push(Line::from(numbers));
        drawn.push(Line::from(counts));
        start = add_days(start, 7);
    }
    drawn
}

/// The Monday, or so that the focused day is the last of the days that fit.
fn first_shown(focused: NaiveDate, days: u16) -> NaiveDate {
    add_days(monday(focused), (days_from_monday(focused) + 1 - i64::from(days)).max(0))
}

/// The days of the focused week that fit whole.
pub fn strip(diary: &Diary, shared: &Shared, room: usize) -> Line<'static> {
    let mut spans = Vec::new();
    let days = u16::try_from(room / DAY_OF_WEEK).unwrap_or(7).clamp(1, 7);
    for on in week(first_shown(diary.day, days)).take(days.into()) {
        let (before, after) = marks(diary, shared, on);
        let text = format!("{before}{} {:>2}", on.format("%a"), on.day());
        spans.push(cell(diary, shared, on, text));
        let count = diary.counts.get(&on).map(|n| format!(":{n:>2}")).unwrap_or_default();
        spans.push(Span::styled(format!("{count:<3}"), shared.theme.style(Role::Accent)));
        spans.push(Span::raw(format!("{after:<width$}", width = DAY_OF_WEEK - 10)));
    }
    Line::from(spans)
}

/// The marks around a day: the focus, and brackets for the as-at day.
fn marks(diary: &Diary, shared: &Shared, on: NaiveDate) -> (&'static str, &'static str) {
    let (open, close) = shared.theme.glyphs().choice;
    let today = on == shared.snapshot.as_at();
    let before = match (on == diary.day, today) {
        (true, _) => shared.cursor_mark(true),
        (false, true) => open,
        (false, false) => " ",
    };
    (before, if today { close } else { " " })
}

fn cell(diary: &Diary, shared: &Shared, on: NaiveDate, text: String) -> Span<'static> {
    let theme = shared.theme;
    let closed = matches!(on.weekday(), Weekday::Sat | Weekday::Sun) || diary.holidays.contains_key(&on);
    let style = if on == diary.day {
        theme.selection()
    } else if on == shared.snapshot.as_at() {
        theme.style(Role::Strong)
    } else if closed {
        theme.style(Role::Dim)
    } else {
        theme.style(Role::Text)
    };
    Span::styled(text, style)
}

#[cfg(test)]
mod tests {
    use super::first_shown;
    use chrono::NaiveDate;
    use rstest::rstest;

    #[rstest]
    #[case::a_whole_week("2023-10-08", 7, "2023-10-02")]
    #[case::the_start_of_a_week("2023-10-03", 5, "2023-10-02")]
    #[case::the_last_that_fits("2023-10-06", 5, "2023-10-02")]
    #[case::a_sunday("2023-10-08", 5, "2023-10-04")]
    #[case::one_day("2023-10-05", 1, "2023-10-05")]
    fn the_focused_day_is_among_those_shown(#[case] focused: NaiveDate, #[case] days: u16, #[case] first: NaiveDate) {
        assert_eq!(first_shown(focused, days), first);
    }
}
