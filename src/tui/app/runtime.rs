//! The loop: waits for events, updates the model, performs the effects, draws one frame.

use std::io::Write as _;
use std::sync::mpsc::{Receiver, Sender, channel};

use anyhow::{Context, anyhow};
use desk::draft_file;
use desk::seed::seed;
use store::{Page, Store};

use crate::session::{ColorDepth, ExitReason, Session};
use crate::settings::{Settings, SettingsError, ThemeName};
use crate::tui::app::effect::Effect;
use crate::tui::app::events::{LoopEvent, listen, watch};
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::notice::Tone;
use crate::tui::app::queries;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::app::terminal::TerminalGuard;
use crate::tui::app::update::update;
use crate::tui::app::view::view;
use crate::tui::app::worker::Worker;
use crate::tui::keys::keymap::Keymap;
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
    let opened = Store::open(&session.database, session.clock.now(), seed)?;
    let as_at = session.as_at.unwrap_or_else(|| session.clock.today());
    let first = queries::snapshot(&opened.store, None, as_at, Page::First(FIRST_PAGE))?;
    let (drafts, no_drafts) = draft_file::open(&session.database, session.clock.now().at.into());
    let (wake, woken) = channel();
    // Signals are watched before the terminal is switched, so that a signal right after it restores the terminal.
    watch(&wake)?;
    let mut held = TerminalGuard::enter(session.settings.mouse).context("the terminal cannot be used")?;
    let mut model = Model::new(Snapshot::new(first), keymap, theme(&session), held.size()?, session.demo);
    model.drafts = drafts.into();
    model.shared.by.clone_from(&session.by);
    model.shared.home.clone_from(&session.home);
    model.shared.clock_today = session.clock.today();
    model.follows_today = session.as_at.is_none();
    model.show_welcome(opened.loaded.as_ref().map(|loaded| (loaded.councils, loaded.round.as_str())), &opened.notices);
    if let Some(sentence) = no_drafts {
        model.notify(Tone::Error, sentence);
    }
    held.draw(|frame| view(&model, frame))?;

    listen(&wake)?;
    let worker = Worker::start(opened.store, &session, wake.clone())?;
    worker.send(Effect::ReadSnapshot(None, as_at));
    let left = run_loop(&mut model, &mut held, &woken, &wake, &worker, &session);
    // A running change may finish first. If it is cut off, its draft is kept.
    worker.shut_down();
    let kept = model.all_drafts().write(&session.database);
    drop(held);
    match kept {
        Ok(said) => {
            // Nothing can be printed to a terminal that hung up.
            let _ = said.map(|sentence| writeln!(std::io::stderr(), "{sentence}"));
            left
        }
        Err(error) => {
            left.and(Err(anyhow!("what was typed and not saved could not be kept ({error}); what was saved is safe")))
        }
    }
}

fn run_loop(
    model: &mut Model,
    held: &mut TerminalGuard,
    woken: &Receiver<LoopEvent>,
    wake: &Sender<LoopEvent>,
    worker: &Worker,
    session: &Session,
) -> anyhow::Result<ExitReason> {
    loop {
        let mut next = woken.recv().ok();
        // A dashboard that stays open overnight moves to the new day, so that "today" means today.
        let today = session.clock.today();
        if today != model.shared.clock_today || (model.follows_today && today != model.shared.snapshot.as_at()) {
            let _ = wake.send(LoopEvent::Msg(Msg::DayChanged(today)));
        }
        // All waiting events are handled before a frame is drawn, so that a held key never lags.
        while let Some(wake_up) = next {
            let msg = match wake_up {
                LoopEvent::Msg(msg) => msg,
                LoopEvent::Signal(signal) => return Ok(ExitReason::Signal(signal)),
                LoopEvent::Gone => return Ok(ExitReason::Signal(SIGHUP)),
                LoopEvent::Stop => {
                    held.suspend()?;
                    next = woken.try_recv().ok();
                    continue;
                }
                LoopEvent::Resized => match held.size() {
                    Ok((columns, rows)) => Msg::Resize(columns, rows),
                    Err(_) => return Ok(ExitReason::Signal(SIGHUP)),
                },
                LoopEvent::Continued => match held.resume().and_then(|()| held.size()) {
                    Ok((columns, rows)) => Msg::Resize(columns, rows),
                    Err(_) => return Ok(ExitReason::Signal(SIGHUP)),
                },
                LoopEvent::Fault(sentence) => return Err(anyhow!(sentence)),
            };
            for effect in update(model, msg) {
                if effect == Effect::Quit {
                    return Ok(ExitReason::Quit);
                }
                perform(effect, model, held, wake, worker, session)?;
            }
            next = woken.try_recv().ok();
        }
        if held.draw(|frame| view(model, frame)).is_err() {
            return Ok(ExitReason::Signal(SIGHUP));
        }
    }
}

/// Performs an effect. No other place does.
fn perform(
    effect: Effect,
    model: &mut Model,
    held: &mut TerminalGuard,
    wake: &Sender<LoopEvent>,
    worker: &Worker,
    session: &Session,
) -> anyhow::Result<()> {
    match effect {
        Effect::SaveDrafts => {
            let said = model.drafts.write(&session.database).unwrap_or_else(|error| {
                Some(format!("what you typed could not be kept as a draft ({error}): save it, or copy it"))
            });
            if let Some(sentence) = said {
                let _ = wake.send(LoopEvent::Msg(Msg::Notice(sentence)));
            }
        }
        Effect::Copy(text) => {
            held.copy(&text)?;
            let first = text.lines().next().unwrap_or_default().to_owned();
            let _ = wake.send(LoopEvent::Msg(Msg::Copied(first)));
        }
        Effect::Redraw => held.clear()?,
        // `LoopEvent::Continued` follows when the shell continues the process.
        Effect::Suspend => held.suspend()?,
        Effect::StopImport => worker.stop(),
        Effect::Quit => {}
        asked => worker.send(asked),
    }
    Ok(())
}

fn keymap(settings: &Settings) -> anyhow::Result<Keymap> {
    let overrides = settings.keys.iter().map(|key| (key.command.as_str(), key.key.as_str()));
    let unusable = |error| {
        SettingsError(format!(
            "the settings cannot be used: {error}. Nothing was changed; mend [keys] in the settings file"
        ))
    };
    Ok(Keymap::with_overrides(overrides).map_err(unusable)?)
}

fn theme(session: &Session) -> Theme {
    let light = match session.settings.theme {
        ThemeName::Light => true,
        ThemeName::Dark => false,
        ThemeName::Plain => return Theme::plain(session.ascii),
        ThemeName::Auto => session.light,
    };
    let depth = match session.palette {
        ColorDepth::None => Depth::None,
        ColorDepth::Sixteen => Depth::Sixteen,
        ColorDepth::Indexed => Depth::Palette,
        ColorDepth::True => Depth::True,
    };
    Theme::new(depth, light, session.ascii)
}
