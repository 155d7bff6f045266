//! The four lists.

use charter::calendar::{format_full, format_short};
use charter::council_line::CouncilLine;
use charter::english::pluralize;
use charter::priority_line::PriorityLine;
use charter::status::{CouncilStatus, Flag};
use charter::untrusted::sanitize;
use chrono::NaiveDate;

use crate::tui::app::model::Model;
use crate::tui::app::shared::Shared;
use crate::tui::app::tab::Tab;
use crate::tui::reader::page::{Page, line_words, parted, sentence, words};
use crate::tui::screens::councils::state::Group;
use crate::tui::screens::councils::{pane, view as councils_view};
use crate::tui::screens::inbox::{proposal, source, view as inbox_view};
use crate::tui::screens::{councils, diary, inbox, priorities, today};
use crate::tui::ui::filter_line::none_left;
use crate::tui::ui::list_state::{ListRow, ListState};

pub fn page(model: &Model, room: usize, height: usize) -> Page {
    let mut page = match model.tab {
        Tab::Today => list_of_tasks(model, height),
        Tab::Councils => list_of_councils(model, room, height),
        Tab::Inbox => list_of_items(model, room, height),
        Tab::Diary => list_of_meetings(model, height),
        Tab::Priorities => list_of_priorities(model, height),
    };
    let filter = &model.shared.search.filter;
    if !filter.is_empty() {
        let esc = if filter.chosen.is_some() { "goes back to the report" } else { "shows all" };
        page.about(format!("only councils {}; Esc {esc}", none_left(filter)));
    }
    if page.rows.is_empty() {
        page.about("no rows");
    }
    page
}

/// `Councils, row 3 of 12`, on a heading `Councils, heading 1 of 4`: headings are no rows of the list.
fn title<R: ListRow>(tab: Tab, list: ListState, rows: &[R]) -> String {
    let kind = if rows.get(list.cursor).is_some_and(ListRow::is_heading) { "heading" } else { "row" };
    match list.position(rows) {
        Some((at, len)) => format!("{tab}, {kind} {} of {len}", at + 1),
        None => tab.to_string(),
    }
}

fn date(words: &str, on: Option<NaiveDate>, shared: &Shared) -> String {
    on.map_or_else(String::new, |on| format!("{words} {}", format_short(on, shared.snapshot.as_at())))
}

fn list_of_councils(model: &Model, room: usize, height: usize) -> Page {
    let (shared, list) = (&model.shared, &model.councils);
    let mut page = Page::new(title(Tab::Councils, list.list, &list.rows));
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
    sentence([parted(&councils_view::group_line(shared, group, false, (0, 120))), folded.to_owned()])
}

/// What is asked of somebody first, else the status.
fn status_words(status: &CouncilStatus) -> String {
    let urgent = [Flag::Conflict, Flag::NeedsChoice].into_iter().find(|flag| status.flags.has(*flag));
    urgent.filter(|_| status.waiting.is_none()).map_or_else(|| status.describe(), |flag| flag.to_string())
}

/// `Wem Town Council, assumed declined (silent), no reply, meets 12 Oct`.
pub fn council(shared: &Shared, line: &CouncilLine) -> String {
    let status = &line.status;
    let heard = match (status.heard_on, status.waiting) {
        (Some(on), _) => date("heard", Some(on), shared),
        (None, Some(waiting)) => waiting.describe(shared.snapshot.as_at()),
        (None, None) => "no reply".to_owned(),
    };
    let priorities = match status.priorities {
        0 => String::new(),
        n => pluralize(n.into(), "priority"),
    };
    sentence([
        line.name.sanitized().into_owned(),
        status_words(status),
        heard,
        priorities,
        status.method.as_ref().map_or_else(String::new, |method| sanitize(method.label()).into_owned()),
        status.frequency.as_ref().map_or_else(String::new, |often| sanitize(often.label()).into_owned()),
        date("last seen", status.engagement.last_seen_on, shared),
        date("meets", status.engagement.next_meeting_on, shared),
    ])
}

fn list_of_tasks(model: &Model, height: usize) -> Page {
    let (shared, list) = (&model.shared, &model.today);
    let mut page = Page::new(title(Tab::Today, list.list, &list.rows));
    page.about(parted(&today::view::title(list, shared)));
    page.list(list.list.cursor, list.rows.len(), height, |index| {
        Some(match *list.rows.get(index)? {
            today::state::Row::Section(section, count) => sentence([section.to_string(), count.to_string()]),
            today::state::Row::More(section, count) => format!("{section}, {count} more"),
            row @ today::state::Row::Task(_) => {
                let task = list.task(row)?;
                sentence([today::view::name(shared, list, task).0, task.words.clone(), date("on", task.on, shared)])
            }
        })
    });
    page
}

fn list_of_items(model: &Model, room: usize, height: usize) -> Page {
    let (shared, list) = (&model.shared, &model.inbox);
    let mut page = Page::new(title(Tab::Inbox, list.list, &list.rows));
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
                let inbox::state::Row::Heading(heading, shown) = row else { return None };
                sentence([heading.label().to_owned(), shown.to_string()])
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
    let mut page = Page::new(title(Tab::Diary, list.list, &list.rows));
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
            row @ diary::state::Row::Entry(_) => {
                let entry = list.entry(row)?;
                let at = entry.at.map(|at| at.format(" at %H:%M").to_string()).unwrap_or_default();
                sentence([
                    entry.title.clone(),
                    format!("{}{at}", format_full(entry.on)),
                    diary::view::entry_detail(shared, entry),
                ])
            }
        })
    });
    page
}

fn list_of_priorities(model: &Model, height: usize) -> Page {
    let (shared, list) = (&model.shared, &model.priorities);
    let mut page = Page::new(title(Tab::Priorities, list.list, &list.rows));
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
