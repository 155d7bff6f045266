//! Two contradicting answers of a council side by side: the recorded return and the new reply.

use charter::calendar::{Received, format_full};
use charter::ids::ItemId;
use charter::returns::{Answer, Frequency, Method};
use charter::untrusted::sanitize;
use desk::inbox::InboxLine;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::app::shared::Shared;
use crate::tui::keys::command::Cmd;
use crate::tui::ui::frame::{Areas, lines};
use crate::tui::ui::hit::{Hit, Target};
use crate::tui::ui::panel::{around, inside, panel};
use crate::tui::ui::text::{column, wrap};
use crate::tui::ui::theme::Role;

#[derive(Clone, Debug)]
pub struct Conflict {
    pub item: ItemId,
    pub name: String,
    /// The recorded answer and when it was received.
    pub on_record: (Answer, Received),
    pub new: Answer,
    pub received: Received,
    /// Whether some of the new answer is only suggested.
    has_suggestions: bool,
}

/// The label of one question, and both answers.
struct ComparisonRow {
    label: &'static str,
    sides: [Vec<String>; 2],
}

impl Conflict {
    /// Includes the suggested values, because the user compares everything. `None` if the item is no conflict.
    pub fn new(line: &InboxLine, name: String, received: Received) -> Option<Self> {
        let against = line.triage.conflicts_with.as_deref()?;
        let on_record = (against.answer.clone(), against.received);
        let (new, has_suggestions) = (line.triage.suggested.clone(), line.triage.has_suggestions());
        Some(Self { item: line.item.id, name, on_record, new, received, has_suggestions })
    }

    /// `how often: recorded monthly, new quarterly; they differ`, for a screen reader.
    pub fn sentences(&self) -> Vec<String> {
        let sentence = |row: ComparisonRow| {
            let [recorded, new] = row.sides.map(|texts| texts.join("; "));
            let differs = if recorded == new { "the same" } else { "they differ" };
            format!("{}: recorded {recorded}, new {new}, {differs}", row.label)
        };
        self.comparison("not stated").into_iter().map(sentence).collect()
    }

    fn comparison(&self, empty: &str) -> Vec<ComparisonRow> {
        let (old, new) = (&self.on_record.0, &self.new);
        let both = |label, of: &dyn Fn(&Answer) -> Vec<String>| {
            let side = |answer| Some(of(answer)).filter(|values| !values.is_empty()).unwrap_or(vec![empty.to_owned()]);
            ComparisonRow { label, sides: [side(old), side(new)] }
        };
        let word = |text: Option<&str>| text.map(|text| sanitize(text).into_owned()).into_iter().collect();
        let received = [self.on_record.1, self.received].map(|received| vec![format_full(received.on)]);
        vec![
            ComparisonRow { label: "received", sides: received },
            both("takes part", &|answer| vec![answer.wish.label().to_owned()]),
            both("priorities", &|answer| {
                let numbered = (1..).zip(&answer.priorities);
                numbered.map(|(number, sent): (usize, _)| format!("{number} {}", sent.text().sanitized())).collect()
            }),
            both("how often", &|answer| word(answer.frequency.as_ref().map(Frequency::label))),
            both("method", &|answer| word(answer.method.as_ref().map(Method::label))),
        ]
    }
}

const KEYS: [(Cmd, &str); 3] = [
    (Cmd::KeepRecorded, "keep the recorded answer"),
    (Cmd::UseNew, "use the new answer"),
    (Cmd::KeepBoth, "keep both as a conflict"),
];

const WIDEST: u16 = 96;
const LABEL: usize = 12;

/// The choices at the bottom.
pub fn hits(shared: &Shared, conflict: &Conflict, areas: &Areas) -> Vec<Hit> {
    let wanted = (WIDEST, comparison_lines(shared, conflict, areas).len() + KEYS.len() + 1);
    let inner = inside(areas, wanted);
    let height = inner.height.min(3);
    let rows = (inner.bottom() - height..inner.bottom()).zip(KEYS);
    let key = |(y, (command, _))| Hit::new(Rect { y, height: 1, ..inner }, Target::Run(command));
    around(areas, wanted).into_iter().chain(rows.map(key)).collect()
}

fn comparison_lines(shared: &Shared, conflict: &Conflict, areas: &Areas) -> Vec<Line<'static>> {
    let theme = shared.theme;
    let room = usize::from(areas.body.width.min(WIDEST)).saturating_sub(2);
    // On a narrow screen the labels are above the values.
    let label = if room >= 60 { LABEL } else { 0 };
    let side = room.saturating_sub(label + 4) / 2;
    let new_heading = if conflict.has_suggestions { "new, some suggested" } else { "new" };
    let mut drawn = vec![row(shared, label, side, "", ["recorded", new_heading], Role::Strong)];
    for comparison in conflict.comparison(theme.glyphs().empty) {
        // An empty value contradicts nothing.
        let open = comparison.sides.iter().any(|side| side.as_slice() == [theme.glyphs().empty]);
        let differs = comparison.sides[0] != comparison.sides[1] && !open && comparison.label != "received";
        let mark = if differs { format!("! {}", comparison.label) } else { format!("  {}", comparison.label) };
        if label == 0 {
            drawn.push(Line::styled(format!(" {mark}"), theme.style(if differs { Role::Bad } else { Role::Dim })));
        }
        let wrapped = comparison.sides.map(|texts| texts.iter().flat_map(|text| wrap(text, side)).collect::<Vec<_>>());
        let role = if differs { Role::Strong } else { Role::Text };
        for index in 0..wrapped[0].len().max(wrapped[1].len()) {
            let text = |of: usize| wrapped[of].get(index).map_or("", String::as_str);
            let mark = if index == 0 { mark.as_str() } else { "" };
            drawn.push(row(shared, label, side, mark, [text(0), text(1)], role));
        }
    }
    drawn
}

pub fn draw(frame: &mut Frame<'_>, shared: &Shared, conflict: &Conflict, areas: &Areas) {
    let theme = shared.theme;
    let mut drawn = comparison_lines(shared, conflict, areas);
    let mut keys = vec![Line::default()];
    for (id, words) in KEYS {
        let key = shared.keymap.key(id).unwrap_or_default();
        let key = Span::styled(format!(" {key} "), theme.style(Role::Accent));
        keys.push(Line::from(vec![key, Span::raw(words)]));
    }
    let title = format!("Two answers from {}", conflict.name);
    let inner = panel(frame, shared.theme, areas, &title, (WIDEST, drawn.len() + keys.len()));
    // The keys stay visible, however long the answers are.
    let height = usize::from(inner.height);
    if drawn.len() + keys.len() > height {
        keys.remove(0);
    }
    drawn.truncate(height.saturating_sub(keys.len()));
    drawn.extend(keys);
    lines(frame, inner, drawn);
}

fn row(shared: &Shared, label: usize, side: usize, mark: &str, texts: [&str; 2], role: Role) -> Line<'static> {
    let theme = shared.theme;
    let head = if mark.starts_with('!') { Role::Bad } else { Role::Dim };
    let divider = Span::styled(format!(" {} ", theme.glyphs().divider), theme.style(Role::Dim));
    Line::from(vec![
        Span::styled(if label == 0 { String::new() } else { column(mark, label, theme.ascii) }, theme.style(head)),
        Span::raw(" "),
        Span::styled(column(texts[0], side, theme.ascii), theme.style(role)),
        divider,
        Span::styled(column(texts[1], side, theme.ascii), theme.style(role)),
    ])
}
