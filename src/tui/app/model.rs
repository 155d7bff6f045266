//! The model, and the routing of what happens to the layer that it concerns; nothing else.
//!
//! ```text
//! key, paste, resize ──> Msg ──> update(&mut Model, Msg) -> Vec<Effect> ──> the runtime runs them ──> Msg
//! ```
//! `update` is pure: no input or output, no clock, no terminal.

use std::collections::VecDeque;
use std::path::PathBuf;

use super::answers;
use super::layer::{Layer, Tab};
use super::msg::{CouncilFileKey, Effect, Msg};
use crate::tui::app::snapshot::Snapshot;
use crate::tui::app::{dispatch, input, tabs};
use crate::tui::forms::drafts::Drafts;
use crate::tui::forms::form::FormContext;
use crate::tui::keys::command::{Cmd, Scope};
use crate::tui::keys::keymap;
use crate::tui::keys::keymap::{Chord, Keymap};
use crate::tui::screens::councils::state::Councils;
use crate::tui::screens::diary::state::Diary;
use crate::tui::screens::diary::update::Alteration;
use crate::tui::screens::inbox::state::Inbox;
use crate::tui::screens::priorities::state::Priorities;
use crate::tui::ui::frame;
use crate::tui::ui::theme::Theme;
use charter::ids::{ItemId, MeetingId, PriorityId, RoundId};
use chrono::NaiveDate;

/// What a message on the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something to know.
    Info,
    /// Something could not be done.
    Error,
}

/// A message in the line over the footer; the next key takes it away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What sort.
    pub tone: Tone,
    /// The words.
    pub text: String,
}

/// What is opened when the file that is being read has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnFileRead {
    /// The council's own screen.
    Open,
    /// The same at one of its priorities.
    OpenPriority(PriorityId),
    /// The form of a return.
    Return,
    /// The form of a meeting.
    Meeting,
    /// The form of the meeting of this day: the one on record, or one that the pattern leads one to expect.
    MeetingOn(NaiveDate, Option<MeetingId>),
    /// Nothing: a meeting on record is altered at once.
    AlterMeeting(MeetingId, Alteration),
    /// The form of the return that an item of the inbox proposes.
    FromInbox(ItemId),
    /// The form for the letter.
    Letter,
    /// The form of the council's details.
    Details,
    /// A form about the priority in focus, or about one of the council's.
    PriorityForm(PriorityForm, Option<PriorityId>),
    /// The form for the decision that the council need not be met.
    Excuse,
    /// The form for its being told of its new team.
    TeamTold,
    /// The page about the council before its meeting.
    Brief,
    /// Nothing: the council's screen that is open is brought up to date.
    Refresh,
}

/// What is done about a priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriorityForm {
    /// Progress is noted.
    Progress,
    /// Something is promised.
    Action,
    /// It is reviewed.
    Review,
    /// It is closed with a result.
    Close,
}

/// Everything that the screen shows and keys act on.
#[derive(Clone, Debug)]
pub struct Model {
    /// What was read from the store.
    pub snapshot: Snapshot,
    /// Which screen lies at the bottom of the stack.
    pub tab: Tab,
    /// The list of councils; its filter is that of every screen at the bottom.
    pub councils: Councils,
    /// The inbox.
    pub inbox: Inbox,
    /// The diary.
    pub diary: Diary,
    /// The priorities of all councils.
    pub priorities: Priorities,
    /// What lies over it; the last is in front.
    pub layers: Vec<Layer>,
    /// The message over the footer.
    pub notice: Option<Notice>,
    /// When the last change was saved, for the footer.
    pub saved_at: Option<String>,
    /// What was typed and not saved.
    pub drafts: Drafts,
    /// Which key does what.
    pub keymap: Keymap,
    /// How it looks.
    pub theme: Theme,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Whether everything shown is invented.
    pub demo: bool,
    /// By what name the journal knows the user.
    pub by: String,
    /// The home folder, for `~` in a path.
    pub home: Option<PathBuf>,
    /// Whether quitting was asked about once, because a form was left unsaved.
    pub quit_asked: bool,
    /// What an answer is awaited for; keys are held until it comes, so that none reaches the wrong layer.
    pub awaiting: Option<Awaiting>,
    /// What day it really is.
    pub clock_today: NaiveDate,
    /// Whether the desk is seen as at today, whatever day that is; not once another day was chosen.
    pub follows_today: bool,
    queued_input: VecDeque<Msg>,
}

/// What an answer of the store is awaited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaiting {
    /// A file, and what is opened with it.
    File(OnFileRead, CouncilFileKey),
    /// The councils of a round as at a day: until they have come, keys would act on others.
    Snapshot(RoundId, NaiveDate),
    /// What a screen at the bottom shows, when it is gone to.
    TabRows(Tab),
    /// A plan.
    Plan,
    /// A change to be committed.
    Change,
}

impl Model {
    /// The program as it starts, with the first page of what was read.
    pub fn new(snapshot: Snapshot, keymap: Keymap, theme: Theme, size: (u16, u16), demo: bool) -> Self {
        let mut model = Self {
            snapshot,
            tab: Tab::Councils,
            councils: Councils::default(),
            inbox: Inbox::default(),
            diary: Diary::default(),
            priorities: Priorities::default(),
            layers: Vec::new(),
            notice: None,
            saved_at: None,
            drafts: Drafts::default(),
            keymap,
            theme,
            size,
            demo,
            by: String::new(),
            home: None,
            quit_asked: false,
            awaiting: None,
            clock_today: NaiveDate::default(),
            follows_today: false,
            queued_input: VecDeque::new(),
        };
        if !model.snapshot.is_complete() {
            // The first page is drawn; what is typed at it waits for the councils that it may be about.
            model.awaiting = Some(Awaiting::Snapshot(model.snapshot.round().id, model.snapshot.as_at()));
        }
        model.clock_today = model.snapshot.as_at();
        model.councils.arrange(&model.snapshot);
        model.councils.keep_visible(frame::list_height(&model));
        model
    }

    /// Where keys hold now, the innermost scope first.
    pub fn scopes(&self) -> &'static [Scope] {
        self.layers.last().map_or(self.tab.scopes(), Layer::scopes)
    }

    /// What forms need to know.
    pub fn context(&self) -> FormContext<'_> {
        FormContext {
            today: self.snapshot.as_at(),
            round: self.snapshot.round(),
            categories: self.snapshot.categories(),
            by: &self.by,
        }
    }

    /// Says something in the line over the footer.
    pub fn notify(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice { tone, text: text.into() });
    }

    /// Says at the start what was loaded and which keys to try; otherwise what the store has to say.
    pub fn show_welcome(&mut self, loaded: Option<(usize, &str)>, notices: &[String]) {
        if let Some((councils, round)) = loaded {
            self.notify(
                Tone::Info,
                format!("{councils} councils loaded for {round}. Try / to find, c for a county, ? for keys."),
            );
        } else if let Some(notice) = notices.first() {
            self.notify(Tone::Info, notice.clone());
        } else if !self.drafts.is_empty() {
            let forms = charter::english::pluralize(self.drafts.len(), "form");
            self.notify(Tone::Info, format!("{forms} not saved last time: what was typed comes back when you open it"));
        }
    }

    /// Every draft, with what stands in forms that are still open.
    pub fn all_drafts(&self) -> Drafts {
        let mut drafts = self.drafts.clone();
        for layer in &self.layers {
            if let Layer::Form(form) = layer {
                drafts.keep(form, self.snapshot.as_at());
            }
        }
        drafts
    }

    /// Drops the keys that were typed while an answer was awaited: it is not the one that they were typed for.
    pub fn drop_queued_input(&mut self) {
        self.queued_input.clear();
    }
}

/// Takes in what happened; gives what is to be done about it.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = route(model, msg);
    while model.awaiting.is_none()
        && let Some(queued_input) = model.queued_input.pop_front()
    {
        effects.extend(route(model, queued_input));
    }
    tabs::keep_visible(model);
    effects
}

fn route(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let effects = dispatch(model, msg);
    // Whatever it was may have changed which councils the filter leaves: each screen at the bottom follows.
    tabs::arrange(model);
    effects
}

fn dispatch(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(event) if keymap::is_alt(event) => handle_alt(model, event),
        Msg::Key(_) | Msg::Paste(_) | Msg::Mouse(_) if model.awaiting.is_some() => {
            model.queued_input.push_back(msg);
            Vec::new()
        }
        Msg::Key(event) => match Chord::of(event) {
            Some(chord) => handle_key(model, chord),
            None => Vec::new(),
        },
        Msg::Paste(text) => input::paste(model, &text),
        Msg::Mouse(pointer) => input::point(model, pointer),
        Msg::Resize(columns, rows) => {
            model.size = (columns, rows);
            // Smaller and bigger again before a frame was drawn is the same size to us, and an empty window to the terminal.
            vec![Effect::Redraw]
        }
        answer => answers::take(model, answer),
    }
}

/// No key of ours has Alt. A terminal writes Alt-x as Esc and x, so that a quick hand on Esc looks like Alt: it is taken for
/// the two keys. Where text is typed it is taken for nothing, because there Alt moves by words elsewhere.
fn handle_alt(model: &mut Model, event: keymap::Event) -> Vec<Effect> {
    if cfg!(not(unix)) || model.layers.last().is_some_and(Layer::takes_text) {
        return Vec::new();
    }
    keymap::esc_and_key(event).into_iter().flat_map(|event| route(model, Msg::Key(event))).collect()
}

/// A typed character in a text field is always text; any other key is looked up, the innermost scope first.
fn handle_key(model: &mut Model, chord: Chord) -> Vec<Effect> {
    model.notice = None;
    if !frame::is_too_small(model) && input::type_into(model, chord) {
        return Vec::new();
    }
    match model.keymap.resolve(model.scopes(), chord) {
        // Behind the notice that the window is too small nothing is changed blindly.
        Some(command) if frame::is_too_small(model) && !matches!(command, Cmd::Quit | Cmd::QuitNow | Cmd::Redraw) => {
            Vec::new()
        }
        Some(command) => dispatch::run(model, command),
        None => input::press(model, chord),
    }
}
