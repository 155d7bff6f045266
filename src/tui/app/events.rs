//! The sources of the loop's events: keys, signals, hang-up of the terminal. Each is a thread that sleeps between
//! events.

use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{Event, MouseButton, MouseEvent, MouseEventKind, read};

use crate::tui::app::msg::{Msg, Pointer, PointerKind};

#[derive(Debug)]
#[cfg_attr(not(unix), allow(dead_code, reason = "only Unix sends signals"))]
pub enum LoopEvent {
    Msg(Msg),
    Signal(i32),
    /// SIGTSTP: suspend, as the key does.
    Stop,
    /// SIGCONT, after any kind of stop.
    Continued,
    Resized,
    Gone,
    /// The database can't be used: the sentence to print.
    Fault(String),
}

/// Starts the threads for signals and hang-up.
pub fn watch(event_tx: &Sender<LoopEvent>) -> std::io::Result<()> {
    #[cfg(unix)]
    unix::watch(event_tx)?;
    #[cfg(not(unix))]
    let _ = event_tx;
    Ok(())
}

/// Starts the thread that reads keys. The terminal has to be in raw mode.
pub fn listen(event_tx: &Sender<LoopEvent>) -> std::io::Result<()> {
    let keys = event_tx.clone();
    thread::Builder::new().name("keys".to_owned()).spawn(move || read_keys(&keys))?;
    Ok(())
}

#[allow(clippy::disallowed_methods, reason = "a double click is a matter of time, which its message carries")]
fn read_keys(event_tx: &Sender<LoopEvent>) {
    let start = Instant::now();
    loop {
        let msg = match read() {
            Ok(Event::Key(event)) => Msg::Key(event),
            Ok(Event::Paste(text)) => Msg::Paste(text),
            Ok(Event::Resize(columns, rows)) => Msg::Resize(columns, rows),
            Ok(Event::Mouse(event)) => match pointer(event, start.elapsed()) {
                Some(pointer) => Msg::Mouse(pointer),
                None => continue,
            },
            Ok(Event::FocusGained | Event::FocusLost) => continue,
            Err(_) => {
                let _ = event_tx.send(LoopEvent::Gone);
                return;
            }
        };
        if event_tx.send(LoopEvent::Msg(msg)).is_err() {
            return;
        }
    }
}

fn pointer(event: MouseEvent, at: Duration) -> Option<Pointer> {
    let kind = match event.kind {
        MouseEventKind::ScrollDown => PointerKind::WheelDown,
        MouseEventKind::ScrollUp => PointerKind::WheelUp,
        MouseEventKind::Down(MouseButton::Left) => PointerKind::Press,
        MouseEventKind::Drag(MouseButton::Left) => PointerKind::Drag,
        _ => return None,
    };
    Some(Pointer { kind, column: event.column, row: event.row, at })
}

#[cfg(unix)]
mod unix {
    use std::sync::mpsc::Sender;
    use std::thread;

    use rustix::event::{PollFd, PollFlags, poll};
    use signal_hook::consts::signal::{
        SIGABRT, SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP, SIGUSR1,
        SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU,
    };
    use signal_hook::iterator::Signals;

    use super::LoopEvent;

    /// The signals that end a program by default on every Unix.
    ///
    /// Not included: SIGXFSZ, which `cli::run` handles; SIGPIPE, which Rust ignores; and SIGBUS, SIGFPE, SIGILL,
    /// SIGSEGV, because the faulty instruction would run again after the handler, forever.
    const TERMINATING: [i32; 13] = [
        SIGABRT, SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGUSR1, SIGUSR2, SIGVTALRM,
        SIGXCPU,
    ];

    /// More such signals on Linux.
    #[cfg(target_os = "linux")]
    fn platform_signals() -> Vec<i32> {
        let mut signals = vec![libc::SIGIO, libc::SIGPWR];
        #[cfg(not(any(target_arch = "mips", target_arch = "mips64", target_arch = "sparc64")))]
        signals.push(libc::SIGSTKFLT);
        signals.extend(libc::SIGRTMIN()..=libc::SIGRTMAX());
        signals
    }

    /// Elsewhere SIGIO is ignored by default, and the others don't exist.
    #[cfg(not(target_os = "linux"))]
    fn platform_signals() -> Vec<i32> {
        Vec::new()
    }

    pub(super) fn watch(sender: &Sender<LoopEvent>) -> std::io::Result<()> {
        let mut signals =
            Signals::new(TERMINATING.into_iter().chain(platform_signals()).chain([SIGTSTP, SIGCONT, SIGWINCH]))?;
        let event_tx = sender.clone();
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in &mut signals {
                let event = match signal {
                    SIGTSTP => LoopEvent::Stop,
                    SIGCONT => LoopEvent::Continued,
                    // crossterm reports it too, but not after an escape sequence that it could not parse.
                    SIGWINCH => LoopEvent::Resized,
                    ending => LoopEvent::Signal(ending),
                };
                if event_tx.send(event).is_err() {
                    return;
                }
            }
        })?;
        let event_tx = sender.clone();
        thread::Builder::new().name("hang-up".to_owned()).spawn(move || {
            wait_for_hang_up();
            let _ = event_tx.send(LoopEvent::Gone);
        })?;
        Ok(())
    }

    /// Sleeps until the terminal hangs up. Not every process gets SIGHUP then, and crossterm's reader spins without
    /// noticing. A poll for no events still reports the hang-up.
    fn wait_for_hang_up() {
        let stdin = std::io::stdin();
        loop {
            let mut fds = [PollFd::new(&stdin, PollFlags::empty())];
            match poll(&mut fds, None) {
                Ok(_) if fds[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => return,
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
    }
}
