//! What wakes the loop: keys, signals, the terminal going away. One thread each, all asleep while nothing happens.

use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{Event, MouseButton, MouseEvent, MouseEventKind, read};

use crate::tui::app::msg::{Msg, Pointer};

/// What the loop is woken by.
#[derive(Debug)]
#[cfg_attr(not(unix), allow(dead_code, reason = "only Unix sends signals"))]
pub enum LoopEvent {
    /// Something for `update`.
    Msg(Msg),
    /// The program is asked to end, by this signal.
    Signal(i32),
    /// The program is asked to stop until the shell lets it go on, as the key for it does.
    Stop,
    /// The program goes on after a stop, whoever stopped it.
    Continued,
    /// The window has another size.
    Resized,
    /// The terminal is not there any more.
    Gone,
    /// The database cannot be used: a sentence.
    Fault(String),
}

/// Starts the threads that notice a request to end, and that the terminal goes away.
pub fn watch(wake: &Sender<LoopEvent>) -> std::io::Result<()> {
    #[cfg(unix)]
    unix::watch(wake)?;
    #[cfg(not(unix))]
    let _ = wake;
    Ok(())
}

/// Starts the thread that reads keys; the terminal has to be in raw mode.
pub fn listen(wake: &Sender<LoopEvent>) -> std::io::Result<()> {
    let keys = wake.clone();
    thread::Builder::new().name("keys".to_owned()).spawn(move || read_keys(&keys))?;
    Ok(())
}

fn read_keys(wake: &Sender<LoopEvent>) {
    loop {
        let msg = match read() {
            Ok(Event::Key(event)) => Msg::Key(event),
            Ok(Event::Paste(text)) => Msg::Paste(text),
            Ok(Event::Resize(columns, rows)) => Msg::Resize(columns, rows),
            Ok(Event::Mouse(event)) => match pointer(event) {
                Some(pointer) => Msg::Mouse(pointer),
                None => continue,
            },
            Ok(Event::FocusGained | Event::FocusLost) => continue,
            Err(_) => {
                let _ = wake.send(LoopEvent::Gone);
                return;
            }
        };
        if wake.send(LoopEvent::Msg(msg)).is_err() {
            return;
        }
    }
}

fn pointer(event: MouseEvent) -> Option<Pointer> {
    match event.kind {
        MouseEventKind::ScrollDown => Some(Pointer::WheelDown),
        MouseEventKind::ScrollUp => Some(Pointer::WheelUp),
        MouseEventKind::Down(MouseButton::Left) => Some(Pointer::Click(event.row)),
        _ => None,
    }
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

    /// The signals that end a program which does nothing about them, on every Unix.
    ///
    /// Not among them: SIGXFSZ, which nothing of the program ends by (`cli::run`); SIGPIPE, which Rust ignores; and SIGBUS,
    /// SIGFPE, SIGILL, SIGSEGV, by which the machine says that the program is broken: it would meet the same instruction
    /// again after the handler, without end.
    const ENDING: [i32; 13] = [
        SIGABRT, SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGUSR1, SIGUSR2, SIGVTALRM,
        SIGXCPU,
    ];

    /// The same, where Linux has more.
    #[cfg(target_os = "linux")]
    fn more_ending() -> Vec<i32> {
        let mut signals = vec![libc::SIGIO, libc::SIGPWR];
        #[cfg(not(any(target_arch = "mips", target_arch = "mips64", target_arch = "sparc64")))]
        signals.push(libc::SIGSTKFLT);
        signals.extend(libc::SIGRTMIN()..=libc::SIGRTMAX());
        signals
    }

    /// Elsewhere a program survives SIGIO, and there are no others.
    #[cfg(not(target_os = "linux"))]
    fn more_ending() -> Vec<i32> {
        Vec::new()
    }

    pub(super) fn watch(wake: &Sender<LoopEvent>) -> std::io::Result<()> {
        let mut signals = Signals::new(ENDING.into_iter().chain(more_ending()).chain([SIGTSTP, SIGCONT, SIGWINCH]))?;
        let told = wake.clone();
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in &mut signals {
                let woken = match signal {
                    SIGTSTP => LoopEvent::Stop,
                    SIGCONT => LoopEvent::Continued,
                    // crossterm tells it too, but not behind an escape sequence that it could not read.
                    SIGWINCH => LoopEvent::Resized,
                    ending => LoopEvent::Signal(ending),
                };
                if told.send(woken).is_err() {
                    return;
                }
            }
        })?;
        let told = wake.clone();
        thread::Builder::new().name("hang-up".to_owned()).spawn(move || {
            wait_for_hang_up();
            let _ = told.send(LoopEvent::Gone);
        })?;
        Ok(())
    }

    /// Sleeps until the terminal hangs up. Not every process gets SIGHUP then, and crossterm's reader never notices: it
    /// spins. Asking for no event at all leaves only the hang-up, which is always told.
    fn wait_for_hang_up() {
        let stdin = std::io::stdin();
        loop {
            let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
            match poll(&mut watched, None) {
                Ok(_) if watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => return,
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
    }
}
