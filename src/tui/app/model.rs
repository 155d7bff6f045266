//! The whole state of the dashboard. Only `update` changes it.

use std::collections::VecDeque;

use charter::written::Passage;
use chrono::NaiveDate;

use crate::list_views::ListViews;
use crate::tui::app::awaiting::Awaiting;
use crate::tui::app::layer::Layer;
use crate::tui::app::msg::{Msg, Press};
use crate::tui::app::notice::{Notice, Tone};
use crate::tui::app::search::CouncilSearch;
use crate::tui::app::shared::Shared;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::app::tab::Tab;
use crate::tui::forms::drafts::Drafts;
use crate::tui::keys::command::Cmd;
use crate::tui::keys::keymap::Keymap;
use crate::tui::keys::scope::Scope;
use crate::tui::screens::council::state::CouncilScreen;
use crate::tui::screens::councils::state::Councils;
use crate::tui::screens::diary::state::Diary;
use crate::tui::screens::inbox::state::Inbox;
use crate::tui::screens::priorities::state::Priorities;
use crate::tui::screens::report::state::ReportScreen;
use crate::tui::screens::today::state::Today;
use crate::tui::ui::theme::Theme;

pub const KEYS_TO_TRY: &str = "Try / to find, c for a county, ? for keys.";

#[derive(Clone, Debug)]
pub struct Model {
    pub shared: Shared,
    pub tab: Tab,
    pub today: Today,
    pub councils: Councils,
    pub inbox: Inbox,
    pub diary: Diary,
    pub priorities: Priorities,
    /// From the bottom to the top.
    pub layers: Vec<Layer>,
    pub notice: Option<Notice>,
    pub saved_at: Option<String>,
    pub drafts: Drafts,
    /// The report from which the councils of a bar were listed: Esc brings it back.
    pub report_behind: Option<Box<ReportScreen>>,
    /// The command that asks before it acts, and its question. The same key acts if it would ask the same again.
    pub asked: Option<(Cmd, String)>,
    pub views: ListViews,
    /// The team whose councils one key shows.
    pub own_team: Option<String>,
    /// The saved view that was opened or saved last.
    pub view_name: Option<String>,
    /// Keys wait for this answer, so that none reaches the wrong layer.
    pub awaiting: Option<Awaiting>,
    /// `true` until the user chooses another day: the as-at day then moves with the clock.
    pub follows_today: bool,
    pub queued_input: VecDeque<Msg>,
    /// Found by the search, until its council is open.
    pub opening: Option<Passage>,
    /// Run from the palette, the last one first.
    pub recent_commands: Vec<Cmd>,
    /// Whether the terminal reports the mouse.
    pub mouse: bool,
    /// For a double click, and for dragging.
    pub pressed: Option<Press>,
}

impl Model {
    /// The state at the start, with the first page of councils.
    pub fn new(snapshot: Snapshot, keymap: Keymap, theme: Theme, size: (u16, u16), demo: bool) -> Self {
        // Keys typed at the first page wait for all councils, because they may be about one that is missing.
        let awaiting = (!snapshot.is_complete()).then(|| Awaiting::Snapshot(snapshot.round().id, snapshot.as_at()));
        let clock_today = snapshot.as_at();
        let shared = Shared {
            snapshot,
            search: CouncilSearch::default(),
            keymap,
            theme,
            size,
            demo,
            by: String::new(),
            home: None,
            clock_today,
            tab_in_front: true,
        };
        let mut model = Self {
            shared,
            tab: Tab::Councils,
            councils: Councils::default(),
            inbox: Inbox::default(),
            diary: Diary::default(),
            today: Today::default(),
            priorities: Priorities::default(),
            layers: Vec::new(),
            notice: None,
            saved_at: None,
            drafts: Drafts::default(),
            report_behind: None,
            asked: None,
            views: ListViews::default(),
            own_team: None,
            view_name: None,
            awaiting,
            follows_today: false,
            queued_input: VecDeque::new(),
            opening: None,
            recent_commands: Vec::new(),
            mouse: true,
            pressed: None,
        };
        model.search();
        model
    }

    pub fn view(&self) -> (charter::ids::RoundId, NaiveDate) {
        self.shared.snapshot.view()
    }

    pub fn search(&mut self) {
        self.shared.search.run(&self.shared.snapshot);
        self.councils.arrange(&self.shared);
    }

    /// Searches as the user types; the cursor goes to the best match.
    pub fn find(&mut self, typed: &str) {
        typed.clone_into(&mut self.shared.search.filter.find);
        self.shared.search.refine(&self.shared.snapshot);
        self.councils.go_to_best_match(&self.shared);
    }

    pub fn scopes(&self) -> &'static [Scope] {
        self.layers.last().map_or(self.tab.scopes(), Layer::scopes)
    }

    /// The open council screen, even under other layers.
    pub fn council_screen(&self) -> Option<&CouncilScreen> {
        self.layers.iter().rev().find_map(|layer| match layer {
            Layer::Council(screen) => Some(screen.as_ref()),
            _ => None,
        })
    }

    /// The report, if nothing hides it but the form that writes it.
    pub fn report_in_front(&self) -> Option<&ReportScreen> {
        let mut covering = self.layers.iter().rev().filter(|layer| layer.covers());
        let shown = covering.find(|layer| !matches!(layer, Layer::Form(form) if form.purpose.is_report()))?;
        if let Layer::Report(screen) = shown { Some(screen) } else { None }
    }

    /// What the layer in front shows of the filtered councils in place of their list. The find field lies above it.
    pub fn map_title(&self) -> Option<&'static str> {
        match self.layer_below_find() {
            Some(Layer::Map(_)) => Some("Map"),
            Some(Layer::Districts(_)) => Some("Districts"),
            _ => None,
        }
    }

    /// The layer in front, but for the find field.
    pub fn layer_below_find(&self) -> Option<&Layer> {
        self.layers.iter().rev().find(|layer| !matches!(layer, Layer::Find(_)))
    }

    pub fn notify(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice { tone, text: text.into() });
    }

    /// Shows what was loaded and which keys to try, or the store's notices.
    pub fn show_welcome(&mut self, loaded: Option<(usize, &str)>, notices: &[String]) {
        if let Some((councils, round)) = loaded {
            self.notify(Tone::Info, format!("{councils} councils loaded for {round}. {KEYS_TO_TRY}"));
        } else if let Some(notice) = notices.first() {
            self.notify(Tone::Info, notice.clone());
        } else if !self.drafts.is_empty() {
            let forms = charter::english::pluralize(self.drafts.len(), "form");
            self.notify(Tone::Info, format!("{forms} not saved last time: open it and what you typed is restored"));
        }
    }

    /// The kept drafts and the text of the open forms.
    pub fn all_drafts(&self) -> Drafts {
        let mut drafts = self.drafts.clone();
        for layer in &self.layers {
            if let Layer::Form(form) = layer {
                drafts.keep(form, self.shared.snapshot.as_at());
            }
        }
        drafts
    }

    /// Stops waiting and drops the keys typed meanwhile.
    pub fn stop_waiting(&mut self) {
        self.awaiting = None;
        self.opening = None;
        self.queued_input.clear();
    }
}
