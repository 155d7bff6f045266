//! The four lists.

use charter::calendar::{format_full, format_short};
use charter::council_line::CouncilLine;
use charter::english::pluralize;
use charter::priority_line::PriorityLine;
use charter::untrusted::{Untrusted, sanitize};
use chrono::NaiveDate;

use crate::tui::app::model::Model;
use crate::tui::app::shared::Shared;
use crate::tui::app::tab::Tab;
use crate::tui::reader::page::{Page, line_words, parted, sentence, words};
use crate::tui::screens::councils::state::{Group, GroupKey};
use crate::tui::screens::councils::{pane, view as councils_view};
use crate::tui::screens::inbox::{proposal, source, view as inbox_view};
use crate::tui::screens::{councils, diary, inbox, priorities};
use crate::tui::ui::filter_line::none_left;

pub fn page(model: &Model, room: usize, height: usize) -> Page {
    let mut page = match model.tab {
        Tab::Councils => list_of_councils(model, room, height),
        Tab::Inbox => list_of_items(model, room, height),
        Tab::Diary => list_of_meetings(model, height),
        Tab::Priorities => list_of_priorities(model, height),
    };
    let filter = &model.shared.search.filter;
    if !filter.is_empty() {
        page.about(format!("only councils {}; Esc shows all", none_left(filter)));
    }
    if page.rows.is_empty() {
        page.about("no rows");
    }
    page
}

/// `Councils, row 3 of 12`.
fn title(tab: Tab, cursor: usize, len: usize) -> String {
    if len == 0 { tab.to_string() } else { format!("{tab}, row {} of {len}", cursor + 1) }
}

fn date(words: &str, on: Option<NaiveDate>, shared: &Shared) -> String {
    on.map_or_else(String::new, |on| format!("{words} {}", format_short(on, shared.snapshot.as_at())))
}

fn list_of_councils(model: &Model, room: usize, height: usize) -> Page {
    let (shared, list) = (&model.shared, &model.councils);
    let mut page = Page::new(title(Tab::Councils, list.list.cursor, list.rows.len()));
    page.list(list.list.cursor, list.rows.len(), height, |index| {
        Some(match list.rows.get(index)? {
            councils::state::Row::Group(group) => group_words(shared, list.groups.get(*group)?),
            councils::state::Row::Council(line) => {
                let line = shared.snapshot.lines().get(*line as usize)?;
                sentence([council(shared, line), tagged(list.tagged.contains(&line.id))])
            }
        })
    });
    page.detail = pane::words(list, shared, room).iter().map(line_words).collect();
    page
}

fn tagged(is_tagged: bool) -> String {
    if is_tagged { "tagged".to_owned() } else { String::new() }
}

fn group_words(shared: &Shared, group: &Group) -> String {
    let folded = if group.folded { "folded" } else { "" };
    let shown = format!("{} shown", group.shown);
    match &group.key {
        GroupKey::County(name) => {
            let tally = shared.snapshot.county(&Untrusted::from(name.as_str()));
            let replied = format!("{} of {} replied", tally.replied, tally.councils);
            sentence([sanitize(name).into_owned(), replied, shown, folded.to_owned()])
        }
        GroupKey::Missed(missed) => {
            sentence([format!("{}: {}", missed.heading(), missed.next_step()), shown, folded.to_owned()])
        }
    }
}

/// `Wem Town Council, silent, no reply, meets 12 Oct`.
pub fn council(shared: &Shared, line: &CouncilLine) -> String {
    let status = &line.status;
    let heard = match status.heard_on {
        Some(on) => date("heard", Some(on), shared),
        None => "no reply".to_owned(),
    };
    let priorities = match status.priorities {
        0 => String::new(),
        n => pluralize(n.into(), "priority"),
    };
    sentence([
        line.name.sanitized().into_owned(),
        councils_view::status_cell(status).1.to_owned(),
        heard,
        priorities,
        status.method.as_ref().map_or_else(String::new, |method| sanitize(method.label()).into_owned()),
        status.frequency.as_ref().map_or_else(String::new, |often| sanitize(often.label()).into_owned()),
        date("last seen", status.engagement.last_seen_on, shared),
        date("meets", status.engagement.next_meeting_on, shared),
    ])
}

fn list_of_items(model: &Model, room: usize, height: usize) -> Page {
    let (shared, list) = (&model.shared, &model.inbox);
    let mut page = Page::new(title(Tab::Inbox, list.list.cursor, list.rows.len()));
    page.about(parted(&inbox_view::title(list, shared, room.max(100))));
    page.list(list.list.cursor, list.rows.len(), height, |index| {
        let row = *list.rows.get(index)?;
        Some(match list.item(row) {
            Some(line) => {
                let received = line.source.received.map_or(String::new(), |received| {
                    format!("received {}", format_short(received.on, shared.snapshot.as_at()))
                });
                sentence([inbox_view::name(shared, line, row).0, received, inbox_view::summary_cell(shared, line)])
            }
            None => {
                let inbox::state::Row::Group(group, shown) = row else { return None };
                sentence([group.label().to_owned(), shown.to_string()])
            }
        })
    });
    if let Some(line) = list.focused() {
        let view = list.source_view();
        let source = source::rows(shared.theme, line, view.whole, room, usize::MAX);
        page.detail.push("Proposed return:".to_owned());
        page.detail.extend(proposal::rows(shared, line, room, 40).iter().map(line_words));
        page.detail.push("Reply received:".to_owned());
        page.detail.extend(source.iter().skip(view.list.offset).map(line_words));
        page.detail.retain(|text| !text.is_empty());
    }
    page.rows_first = false;
    page
}

fn list_of_meetings(model: &Model, height: usize) -> Page {
    let (shared, list) = (&model.shared, &model.diary);
    let as_at = shared.snapshot.as_at();
    let mut page = Page::new(title(Tab::Diary, list.list.cursor, list.rows.len()));
    page.list(list.list.cursor, list.rows.len(), height, |index| {
        let row = *list.rows.get(index)?;
        Some(match row {
            diary::state::Row::Day(on) => {
                let holiday = list.holidays.get(&on).map_or(String::new(), |name| format!("bank holiday: {name}"));
                let today = if on == as_at { "today" } else { "" };
                sentence([format_full(on), today.to_owned(), holiday])
            }
            diary::state::Row::Meeting { council, .. } => {
                let meeting = list.meeting(row)?;
                let council = shared.snapshot.lines().get(council)?;
                let at = meeting.at.map(|at| at.format(" at %H:%M").to_string()).unwrap_or_default();
                let promise = council.status.quarterly.promise;
                sentence([
                    council.name.sanitized().into_owned(),
                    format!("{}{at}", format_full(meeting.on)),
                    meeting.describe(as_at),
                    format!("contact {}", promise.label()),
                ])
            }
        })
    });
    page
}

fn list_of_priorities(model: &Model, height: usize) -> Page {
    let (shared, list) = (&model.shared, &model.priorities);
    let mut page = Page::new(title(Tab::Priorities, list.list.cursor, list.rows.len()));
    page.about(parted(&priorities::view::counts_line(list, shared, 120)));
    page.list(list.list.cursor, list.rows.len(), height, |index| {
        let row = *list.rows.get(index)?;
        Some(match row {
            priorities::state::Row::Group(group) => {
                let group = list.groups.get(group)?;
                let name = match group.name.trim() {
                    "" => format!("no {} yet", list.grouping()),
                    name => sanitize(name).into_owned(),
                };
                sentence([name, format!("{} of {}", group.shown, group.of)])
            }
            priorities::state::Row::Priority { council, .. } => {
                let council = shared.snapshot.lines().get(council)?;
                priority(shared, list.priority(row)?, council)
            }
        })
    });
    page
}

/// `Speeding on the main road, Wem Town Council, overdue, agreed, due 12 Oct`.
fn priority(shared: &Shared, line: &PriorityLine, council: &CouncilLine) -> String {
    let status = &line.status;
    let concerns: Vec<&str> = line.concerns(shared.snapshot.as_at()).iter().map(|concern| concern.label()).collect();
    sentence([
        words(&line.text.sanitized()),
        council.name.sanitized().into_owned(),
        concerns.join(", "),
        status.state.label().to_owned(),
        date("next action due", status.next_due, shared),
        date("reviewed", status.reviewed_on, shared),
        date("progress noted", status.progress_on, shared),
    ])
}
