//! What wakes the loop: keys, signals, the terminal going away. One thread each, all asleep while nothing happens.

use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{Event, MouseButton, MouseEvent, MouseEventKind, read};

use super::msg::{Msg, Pointer};

/// What the loop is woken by.
#[derive(Debug)]
pub enum Wake {
    /// Something for `update`.
    Msg(Msg),
    /// The program is asked to end, by this signal.
    Signal(i32),
    /// The terminal is not there any more.
    Gone,
    /// The database cannot be used: a sentence.
    Fault(String),
}

/// Starts the threads that notice a request to end, and that the terminal goes away.
pub fn watch(wake: &Sender<Wake>) -> std::io::Result<()> {
    #[cfg(unix)]
    unix::watch(wake)?;
    #[cfg(not(unix))]
    let _ = wake;
    Ok(())
}

/// Starts the thread that reads keys; the terminal has to be in raw mode.
pub fn listen(wake: &Sender<Wake>) -> std::io::Result<()> {
    let keys = wake.clone();
    thread::Builder::new().name("keys".to_owned()).spawn(move || read_keys(&keys))?;
    Ok(())
}

fn read_keys(wake: &Sender<Wake>) {
    loop {
        let msg = match read() {
            Ok(Event::Key(event)) => Msg::Key(event),
            Ok(Event::Paste(text)) => Msg::Paste(text),
            Ok(Event::Resize(columns, rows)) => Msg::Resize(columns, rows),
            Ok(Event::Mouse(event)) => match pointer(event) {
                Some(pointer) => Msg::Point(pointer),
                None => continue,
            },
            Ok(Event::FocusGained | Event::FocusLost) => continue,
            Err(_) => {
                let _ = wake.send(Wake::Gone);
                return;
            }
        };
        if wake.send(Wake::Msg(msg)).is_err() {
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
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::iterator::Signals;

    use super::Wake;

    pub(super) fn watch(wake: &Sender<Wake>) -> std::io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGQUIT, SIGINT])?;
        let told = wake.clone();
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for signal in &mut signals {
                if told.send(Wake::Signal(signal)).is_err() {
                    return;
                }
            }
        })?;
        let told = wake.clone();
        thread::Builder::new().name("hang-up".to_owned()).spawn(move || {
            wait_for_hang_up();
            let _ = told.send(Wake::Gone);
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
