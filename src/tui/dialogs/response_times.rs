//! How long councils wait for the team: each kind in numbers, then the councils that wait, the longest first.

use charter::calendar::format_short;
use charter::english::pluralize;
use charter::response_times::{Wait, WaitKind};
use desk::response_times::ResponseTimes;
use ratatui::Frame;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::list_state::ListState;
use crate::tui::ui::motion::Motion;
use crate::tui::ui::panel::{Listing, inner_size, panel, row};
use crate::tui::ui::scrollbar;
use crate::tui::ui::text::{column, column_right, width, wrap};
use crate::tui::ui::theme::Role;

#[derive(Clone, Debug)]
pub struct WaitList {
    times: ResponseTimes,
    /// Those that last.
    pub lasting: Vec<Wait>,
    pub list: ListState,
}

impl WaitList {
    pub fn new(times: ResponseTimes) -> Self {
        Self { lasting: times.lasting(), times, list: ListState::default() }
    }

    pub fn apply(&mut self, motion: Motion, visible: usize) {
        let len = self.lasting.len();
        self.list.apply(motion, visible, len);
    }

    /// One sentence for each kind, each number with its base.
    pub fn summaries(&self) -> Vec<String> {
        WaitKind::ALL.iter().map(|kind| self.summary(*kind)).collect()
    }

    fn summary(&self, kind: WaitKind) -> String {
        let known = self.times.summary(kind);
        let days = |days: Option<i64>| pluralize(usize::try_from(days.unwrap_or_default()).unwrap_or_default(), "day");
        let ended = match known.median_days {
            Some(median) => {
                format!("{} ended, median {median} days, longest {}", known.ended, days(known.longest_days))
            }
            None => "none ended yet".to_owned(),
        };
        let lasting = match known.lasting {
            0 => "none waiting".to_owned(),
            n if known.longest_lasting_days == Some(0) => format!("{n} waiting since today"),
            n => format!("{n} waiting, the longest for {}", days(known.longest_lasting_days)),
        };
        let over = self.times.limit.zip(known.over).map_or_else(String::new, |(limit, over)| {
            format!("; {over} of {} over {} hours", known.ended + known.lasting, limit.hours)
        });
        format!("From {kind}: {ended}; {lasting}{over}.")
    }

    /// The council, what it waits for, since when, and for how long.
    pub fn describe(&self, shared: &Shared, wait: &Wait) -> [String; 4] {
        let days = usize::try_from(wait.days(self.times.as_at)).unwrap_or_default();
        [
            shared.council_name(wait.council),
            awaited(wait.kind).to_owned(),
            format_short(wait.from, self.times.as_at),
            pluralize(days, "day"),
        ]
    }
}

/// What ends a wait.
fn awaited(kind: WaitKind) -> &'static str {
    match kind {
        WaitKind::Acknowledgement => "acknowledgement",
        WaitKind::FirstAction => "first action",
        WaitKind::Told => "update",
    }
}

/// With the border.
const WIDTH: u16 = 100;
const SINCE: usize = 12;
const DAYS: usize = 9;
const KIND: usize = 16;

fn above(waits: &WaitList, shared: &Shared) -> Vec<String> {
    let room = inner_size(shared.size, WIDTH).0.saturating_sub(2);
    let mut above: Vec<String> = waits.summaries().iter().flat_map(|text| wrap(text, room)).collect();
    above.push(String::new());
    above
}

pub fn layout(shared: &Shared, waits: &WaitList, areas: &Areas) -> Listing {
    let len = waits.lasting.len();
    Listing::new(areas, WIDTH, (above(waits, shared).len(), 0), waits.list.cursor.min(len.saturating_sub(1)), len)
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, waits: &WaitList, areas: &Areas) {
    let (theme, listing) = (shared.theme, layout(shared, waits, areas));
    let title = format!("Response times, {}", shared.snapshot.round().title());
    let inner = panel(frame, theme, areas, &title, listing.wanted);
    let room = usize::from(inner.width);
    let head = above(waits, shared);
    let above = u16::try_from(head.len()).unwrap_or(u16::MAX);
    let mut drawn: Vec<Line<'_>> =
        head.into_iter().map(|text| Line::styled(format!(" {text}"), theme.style(Role::Info))).collect();
    if waits.lasting.is_empty() {
        drawn.push(Line::styled(" no council waits", theme.style(Role::Dim)));
    }
    for index in listing.shown {
        let [name, kind, since, days] = waits.describe(shared, &waits.lasting[index]);
        let since = if room >= 80 { column_right(&since, SINCE, theme.ascii) } else { String::new() };
        let names = room.saturating_sub(KIND + width(&since) + DAYS + 3);
        let text = format!(
            " {} {}{since}{}",
            column(&name, names, theme.ascii),
            column(&kind, KIND, theme.ascii),
            column_right(&days, DAYS, theme.ascii)
        );
        drawn.push(row(theme, vec![Span::styled(text, theme.style(Role::Text))], index == waits.list.cursor, room));
    }
    lines(frame, inner, drawn);
    scrollbar::draw_on_border(frame, theme, inner, above, 1, (waits.list.cursor, waits.lasting.len()));
}
