//! A program on a terminal: start, resize, signal, hang up, wait for its end. Typing and waiting have files of their
//! own.

mod typing;
mod waiting;

use super::home::{Home, PROGRAM};
use super::sys;
use super::terminal::{Seen, Terminal};
use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::fs::File;
use std::io::PipeWriter;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long a wait may take before the test fails. Generous, for busy machines; a healthy program never comes near it.
const CEILING: Duration = Duration::from_secs(20);

/// The size of a terminal, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub cols: u16,
    pub rows: u16,
}

/// What to start, and where.
pub struct Launch<'a> {
    pub program: &'a str,
    pub args: &'a [&'a str],
    /// Added to the clean environment of [`Home::environment`]. An empty value removes a variable.
    pub env: &'a [(&'a str, &'a str)],
    pub size: Size,
    pub home: Home,
    /// Asked after every chunk of output from the very first; see [`Context::seen_at`].
    pub watch: Option<Seen>,
}

/// A program on a terminal. Dropping it kills the program.
pub struct Dashboard {
    home: Home,
    terminal: Arc<Terminal>,
    /// The master side of the pty; `None` after a hang-up.
    line: Option<Line>,
    threads: Vec<JoinHandle<()>>,
    pid: i32,
    started: Instant,
    keys: usize,
    /// The last byte written was a lone ESC, which must be read before anything follows it.
    escape_pending: bool,
}

/// The master side of the pty.
struct Line {
    pty: Box<dyn MasterPty + Send>,
    input: Arc<Mutex<File>>,
    /// Dropped to stop the reader.
    _stop: PipeWriter,
    /// The terminal's settings before the program started.
    settings: String,
}

impl Dashboard {
    /// Starts `charterdesk` in a new home.
    pub fn start(size: Size, args: &[&str], env: &[(&str, &str)]) -> Self {
        Self::start_in(&Home::new(), size, args, env)
    }

    /// Starts `charterdesk` in an existing home.
    pub fn start_in(home: &Home, size: Size, args: &[&str], env: &[(&str, &str)]) -> Self {
        let home = home.clone();
        Self::launch(Launch { program: PROGRAM, args, env, size, home, watch: None })
    }

    /// Starts another program by its path.
    pub fn start_program(program: &str, size: Size, args: &[&str], env: &[(&str, &str)]) -> Self {
        Self::launch(Launch { program, args, env, size, home: Home::new(), watch: None })
    }

    pub fn launch(launch: Launch<'_>) -> Self {
        let Launch { program, args, env, size, home, watch } = launch;
        let pair = native_pty_system().openpty(pty_size(size)).expect("a pty");
        let mut command = CommandBuilder::new(program);
        command.env_clear();
        command.args(args);
        command.cwd(home.path());
        for (name, value) in home.environment(env) {
            command.env(name, value);
        }

        let descriptor = pair.master.as_raw_fd().expect("a pty has a descriptor");
        let output = sys::duplicate(descriptor).expect("a second descriptor");
        let input = Arc::new(Mutex::new(sys::duplicate(descriptor).expect("a third descriptor")));
        let (stopped, stop) = std::io::pipe().expect("a pipe");
        let settings = settings(&*pair.master);
        let terminal = Terminal::new(size.rows, size.cols, watch);

        let started = Instant::now();
        let mut child = pair.slave.spawn_command(command).unwrap_or_else(|error| panic!("{program}: {error}"));
        let pid = child.process_id().and_then(|pid| i32::try_from(pid).ok()).expect("a process id");
        // Only the program may hold its side of the pty, or its output would never end.
        drop(pair.slave);

        let reader = thread::spawn({
            let (terminal, input) = (Arc::clone(&terminal), Arc::clone(&input));
            move || terminal.read(output, &stopped, &input)
        });
        let waiter = thread::spawn({
            let terminal = Arc::clone(&terminal);
            move || {
                let exit = child.wait().expect("a child can be waited for");
                terminal.change(|state| state.exit = Some(exit));
            }
        });
        let line = Some(Line { pty: pair.master, input, _stop: stop, settings });
        Self { home, terminal, line, threads: vec![reader, waiter], pid, started, keys: 0, escape_pending: false }
    }

    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The process id.
    pub fn pid(&self) -> i32 {
        self.pid
    }
}

impl Dashboard {
    /// Resizes the terminal. The program gets SIGWINCH.
    pub fn resize(&mut self, cols: u16, rows: u16) {
        let line = self.line.as_ref().expect("a terminal that has not been hung up");
        // Resize the screen first: the program's answer must find the new size.
        self.terminal.change(|state| state.set_size(rows, cols));
        line.pty.resize(pty_size(Size { cols, rows })).expect("a pty can be resized");
    }

    /// Sends the program a signal, such as `libc::SIGTERM`.
    #[track_caller]
    pub fn signal(&self, signal: i32) {
        if self.terminal.lock().exit.is_some() {
            self.fail(&format!("no program left for signal {signal}"));
        }
        sys::send_signal(self.pid, signal).expect("the program can be signalled");
    }

    /// Hangs the terminal up, as when its window is closed or the connection drops. The screen stays as it was; typing
    /// and resizing are no longer possible.
    pub fn hang_up(&mut self) {
        self.line = None;
        // The reader holds a descriptor of its own, so the last one is closed only after it has stopped.
        self.terminal.wait(CEILING, |state| state.closed);
        let reader = self.threads.remove(0);
        reader.join().expect("the reader doesn't panic");
    }

    /// Blocks until the program has ended and all its output was read.
    #[track_caller]
    pub fn wait_exit(&self) -> ExitStatus {
        if !self.ends() {
            self.fail(&format!("the program has not ended after {CEILING:?}"));
        }
        self.terminal.lock().exit.clone().expect("it has ended")
    }

    /// Blocks until the program has ended and all its output was read. Returns false if it does not end in time.
    pub fn ends(&self) -> bool {
        self.terminal.wait(CEILING, |state| state.closed && state.exit.is_some())
    }

    /// What the program should have restored and has not: names of terminal modes, and line settings (echo, signals,
    /// line editing). Empty if the terminal is as before.
    pub fn terminal_modes_left(&self) -> Vec<String> {
        let mut left = self.terminal.lock().modes_on();
        if let Some(line) = &self.line {
            let now = settings(&*line.pty);
            if now != line.settings {
                left.push(format!("line settings: {now} instead of {}", line.settings));
            }
        }
        left
    }
}

impl Drop for Dashboard {
    fn drop(&mut self) {
        if self.terminal.lock().exit.is_none() {
            // The program may have ended by itself at this moment.
            let _ = sys::send_signal(self.pid, libc::SIGKILL);
        }
        self.line = None;
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

/// The line settings as text, to compare and print.
fn settings(pty: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", pty.get_termios().expect("a terminal has settings"))
}

fn pty_size(size: Size) -> PtySize {
    PtySize { rows: size.rows, cols: size.cols, pixel_width: 0, pixel_height: 0 }
}
