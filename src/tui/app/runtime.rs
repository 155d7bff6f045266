//! The loop: waits for events, updates the model, performs the effects, draws one frame.

use std::io::Write as _;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use anyhow::{Context, anyhow};
use desk::draft_file;
use desk::seed::seed;
use store::{Page, Store};

use crate::list_views::{ListView, ListViews, ViewEdit};
use crate::session::{ColorDepth, ExitReason, Session};
use crate::settings;
use crate::settings::{Settings, SettingsError, StartTab, ThemeName};
use crate::tui::app::effect::Effect;
use crate::tui::app::events::{LoopEvent, listen, watch};
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::notice::Tone;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::app::tab::Tab;
use crate::tui::app::terminal::TerminalGuard;
use crate::tui::app::update::update;
use crate::tui::app::view::view;
use crate::tui::app::worker::Worker;
use crate::tui::app::{list_views, queries, records};
use crate::tui::keys::keymap::Keymap;
use crate::tui::ui::palette::Palette;
use crate::tui::ui::theme::{Depth, Theme};

/// More than any screen shows. They are drawn while the rest is being read.
const FIRST_PAGE: usize = 60;

/// A terminal that hangs up counts as this signal.
const SIGHUP: i32 = 1;

/// Runs the dashboard until the user quits or a signal ends it, and restores the terminal.
///
/// # Errors
/// The database, a key of the settings, or the terminal can't be used. The error is a sentence.
pub fn run(session: Session) -> anyhow::Result<ExitReason> {
    let keymap = keymap(&session.settings)?;
    let (event_tx, event_rx) = channel();
    let signals_tx = event_tx.clone();
    // Setting up forty signals takes half a millisecond, so it is done while the database opens.
    let watching = thread::spawn(move || watch(&signals_tx));
    let opened = Store::open(&session.database, session.clock.now(), seed)?;
    let as_at = session.as_at.unwrap_or_else(|| session.clock.today());
    let first = queries::snapshot(&opened.store, None, as_at, Page::First(FIRST_PAGE))?;
    let (drafts, drafts_error) = draft_file::open(&session.database, session.clock.now().at.into());
    // Signals are watched before the terminal is switched, so that a signal right after it restores the terminal.
    watching.join().map_err(|_| anyhow!("the signals of this system cannot be watched"))??;
    let mut terminal = TerminalGuard::enter(session.settings.mouse).context("the terminal cannot be used")?;
    let mut model = new_model(&session, keymap, Snapshot::new(first), terminal.size()?);
    model.drafts = drafts.into();
    model.show_welcome(opened.seeded.as_ref().map(|seeded| (seeded.councils, seeded.round.as_str())), &opened.notices);
    if opened.seeded.is_some() && !session.demo {
        records::first_steps(&mut model);
    }
    if let Some(sentence) = drafts_error {
        model.notify(Tone::Error, sentence);
    }
    let opening = restore_views(&mut model, &session);
    let list_before = list_views::now(&model);
    terminal.draw(|frame| view(&model, frame))?;

    listen(&event_tx)?;
    let worker = Worker::start(opened.store, &session, event_tx.clone())?;
    worker.send(Effect::ReadSnapshot(None, as_at));
    opening.into_iter().for_each(|effect| worker.send(effect));
    let reason = run_loop(&mut model, &mut terminal, &event_rx, &event_tx, &worker, &session);
    // A running change may finish first. If it is cut off, its draft is kept.
    worker.shut_down();
    let saved_drafts = model.all_drafts().write(&session.database);
    let kept_list = keep_list(&model, &list_before, &session);
    drop(terminal);
    if let Err(sentence) = kept_list {
        let _ = writeln!(std::io::stderr(), "{sentence}");
    }
    match saved_drafts {
        Ok(warning) => {
            // Nothing can be printed to a terminal that hung up.
            let _ = warning.map(|sentence| writeln!(std::io::stderr(), "{sentence}"));
            reason
        }
        Err(error) => {
            reason.and(Err(anyhow!("text that was not saved could not be kept ({error}); what was saved is safe")))
        }
    }
}

fn new_model(session: &Session, keymap: Keymap, first: Snapshot, size: (u16, u16)) -> Model {
    let theme = theme(session).for_reader(session.settings.reader);
    let mut model = Model::new(first, keymap, theme, size, session.demo);
    model.tab = first_tab(session.settings.start);
    model.shared.by.clone_from(&session.by);
    model.shared.home.clone_from(&session.home);
    model.mouse = session.settings.mouse;
    model.shared.clock_today = session.clock.today();
    model.follows_today = session.as_at.is_none();
    model
}

/// Opens the start view, or the list as it was left. Returns what the worker has to read for it.
fn restore_views(model: &mut Model, session: &Session) -> Vec<Effect> {
    let views = session.views.as_deref().map(ListViews::read).unwrap_or_else(|| Ok(ListViews::default()));
    let views = views.unwrap_or_else(|sentence| {
        model.notify(Tone::Error, sentence);
        ListViews::default()
    });
    model.own_team.clone_from(&session.settings.team);
    list_views::restore(model, views)
}

/// Keeps how the list is set for the next start, if that has changed.
fn keep_list(model: &Model, before: &ListView, session: &Session) -> Result<(), String> {
    let now = list_views::now(model);
    match &session.views {
        Some(path) if now != *before => ListViews::edit(path, &ViewEdit::Last(now)),
        _ => Ok(()),
    }
}

fn run_loop(
    model: &mut Model,
    terminal: &mut TerminalGuard,
    event_rx: &Receiver<LoopEvent>,
    event_tx: &Sender<LoopEvent>,
    worker: &Worker,
    session: &Session,
) -> anyhow::Result<ExitReason> {
    loop {
        let mut waiting = event_rx.recv().ok();
        // A dashboard that stays open overnight moves to the new day, so that "today" means today.
        let today = session.clock.today();
        if today != model.shared.clock_today || (model.follows_today && today != model.shared.snapshot.as_at()) {
            let _ = event_tx.send(LoopEvent::Msg(Msg::DayChanged(today)));
        }
        // All waiting events are handled before a frame is drawn, so that a held key never lags.
        while let Some(event) = waiting {
            let msg = match event {
                LoopEvent::Msg(msg) => msg,
                LoopEvent::Signal(signal) => return Ok(ExitReason::Signal(signal)),
                LoopEvent::Gone => return Ok(ExitReason::Signal(SIGHUP)),
                LoopEvent::Stop => {
                    terminal.suspend()?;
                    waiting = event_rx.try_recv().ok();
                    continue;
                }
                LoopEvent::Resized => match terminal.size() {
                    Ok((columns, rows)) => Msg::Resize(columns, rows),
                    Err(_) => return Ok(ExitReason::Signal(SIGHUP)),
                },
                LoopEvent::Continued => match terminal.resume().and_then(|()| terminal.size()) {
                    Ok((columns, rows)) => Msg::Resize(columns, rows),
                    Err(_) => return Ok(ExitReason::Signal(SIGHUP)),
                },
                LoopEvent::Fault(sentence) => return Err(anyhow!(sentence)),
            };
            for effect in update(model, msg) {
                if effect == Effect::Quit {
                    return Ok(ExitReason::Quit);
                }
                perform(effect, model, terminal, event_tx, worker, session)?;
            }
            waiting = event_rx.try_recv().ok();
        }
        if terminal.draw(|frame| view(model, frame)).is_err() {
            return Ok(ExitReason::Signal(SIGHUP));
        }
    }
}

/// Performs an effect. No other place does.
fn perform(
    effect: Effect,
    model: &mut Model,
    terminal: &mut TerminalGuard,
    event_tx: &Sender<LoopEvent>,
    worker: &Worker,
    session: &Session,
) -> anyhow::Result<()> {
    match effect {
        Effect::SaveDrafts => {
            let warning = model.drafts.write(&session.database).unwrap_or_else(|error| {
                Some(format!("what you typed could not be kept as a draft ({error}): save it, or copy it"))
            });
            if let Some(sentence) = warning {
                let _ = event_tx.send(LoopEvent::Msg(Msg::Notice(sentence)));
            }
        }
        Effect::EditViews(edit) => {
            let kept = session.views.as_deref().map_or(Ok(()), |path| ListViews::edit(path, &edit));
            if let Err(sentence) = kept {
                let _ = event_tx.send(LoopEvent::Msg(Msg::Notice(sentence)));
            }
        }
        Effect::RememberTeam(team) => {
            let remember = |path| settings::remember_team(path, team.as_deref());
            if let Some(Err(SettingsError(sentence))) = session.settings_path.as_deref().map(remember) {
                let _ = event_tx.send(LoopEvent::Msg(Msg::Notice(sentence)));
            }
        }
        Effect::Copy(text) => {
            terminal.copy(&text)?;
            let first = text.lines().next().unwrap_or_default().to_owned();
            let _ = event_tx.send(LoopEvent::Msg(Msg::Copied(first)));
        }
        Effect::Redraw => terminal.clear()?,
        Effect::CaptureMouse(on) => terminal.capture_mouse(on)?,
        // `LoopEvent::Continued` follows when the shell continues the process.
        Effect::Suspend => terminal.suspend()?,
        Effect::StopImport => worker.stop(),
        Effect::Quit => {}
        request => worker.send(request),
    }
    Ok(())
}

fn keymap(settings: &Settings) -> anyhow::Result<Keymap> {
    let overrides = settings.keys.iter().map(|key| (key.command.as_str(), key.key.as_str()));
    let unusable = |error| {
        SettingsError(format!(
            "the settings cannot be used: {error}. Nothing was changed; correct [keys] in the settings file"
        ))
    };
    Ok(Keymap::with_overrides(overrides).map_err(unusable)?)
}

fn first_tab(start: StartTab) -> Tab {
    match start {
        StartTab::Today => Tab::Today,
        StartTab::Councils => Tab::Councils,
    }
}

fn theme(session: &Session) -> Theme {
    let palette = match session.settings.theme {
        ThemeName::Dark => Palette::Dark,
        ThemeName::Light => Palette::Light,
        ThemeName::Paper => Palette::Paper,
        ThemeName::Contrast => Palette::Contrast,
        ThemeName::Plain => return Theme::plain(session.ascii),
        ThemeName::Auto if session.light => Palette::Light,
        ThemeName::Auto => Palette::Dark,
    };
    let depth = match session.palette {
        ColorDepth::None => Depth::None,
        ColorDepth::Sixteen => Depth::Sixteen,
        ColorDepth::Indexed => Depth::Palette,
        ColorDepth::True => Depth::True,
    };
    Theme::new(depth, palette, session.ascii)
}
