//! Every way to end the program restores the terminal, and the demonstration leaves nothing behind.

use std::fs;
use std::path::PathBuf;

use crate::scenario::{Scenario, UserActions, WIDE};
use crate::support::{Dashboard, Home, Page};
use rusqlite::Connection;
use rustix::process::{Pid, Signal, kill_process};

/// A way to end the program.
#[derive(Clone, Copy, Debug)]
enum ExitWay {
    Key(&'static str),
    /// A signal and its number.
    Signal(i32),
    /// The terminal's window is closed.
    Vanish,
}

/// Signals that end a program by default, other than those in [`EXIT_WAYS`].
const OTHER_SIGNALS: [i32; 13] = [
    libc::SIGABRT,
    libc::SIGALRM,
    libc::SIGIO,
    libc::SIGPROF,
    libc::SIGPWR,
    libc::SIGSTKFLT,
    libc::SIGSYS,
    libc::SIGTRAP,
    libc::SIGUSR1,
    libc::SIGUSR2,
    libc::SIGVTALRM,
    libc::SIGXCPU,
    // A real-time signal, which has no name.
    40,
];

const EXIT_WAYS: [ExitWay; 6] = [
    ExitWay::Key("q"),
    ExitWay::Signal(libc::SIGTERM),
    ExitWay::Signal(libc::SIGHUP),
    ExitWay::Signal(libc::SIGINT),
    ExitWay::Signal(libc::SIGQUIT),
    ExitWay::Vanish,
];

impl ExitWay {
    fn trigger(self, desk: &mut Dashboard) {
        match self {
            Self::Key(key) => {
                desk.press(key);
                desk.assert_exited(0);
            }
            Self::Signal(signal) => {
                desk.signal(signal);
                desk.assert_exited(u32::try_from(128 + signal).expect("a small number"));
            }
            Self::Vanish => {
                desk.hang_up();
                // There is no terminal to restore; the program only has to end.
                desk.wait_exit();
            }
        }
    }
}

#[test]
fn every_way_out_gives_the_terminal_back() {
    for way in EXIT_WAYS {
        let scenario = Scenario::new();
        let mut desk = scenario.open();
        assert!(desk.terminal_modes_left().iter().any(|mode| mode == "alternate screen"), "it has the terminal");
        way.trigger(&mut desk);
        let ran = scenario.run(&["list", "--json"]);
        assert_eq!(ran.code, Some(0), "{way:?}: {ran:?}");
        let database = scenario.home.database();
        let left: Vec<PathBuf> = files_in(database.parent().expect("a folder"));
        let checksum = database.with_file_name("charterdesk.db-checksum");
        assert_eq!(left, [database, checksum], "{way:?}");
    }
}

/// With a form open, any signal keeps the text as a draft.
#[test]
fn any_signal_that_ends_it_keeps_the_draft_and_gives_the_terminal_back() {
    let scenario = Scenario::new();
    let mut kept = String::new();
    for signal in OTHER_SIGNALS {
        let mut desk = scenario.open();
        desk.go_to("Wem Town");
        desk.press("n");
        desk.wait_for("Note on Wem Town Council");
        // What ended the previous run.
        desk.wait_for(&kept);
        kept = format!("typed before signal {signal}");
        desk.replace_text(&kept);
        desk.wait_for(&kept);
        desk.signal(signal);
        desk.assert_exited(u32::try_from(128 + signal).expect("a small number"));
    }
}

/// Also while a form, a picker or a council lies over the list.
#[test]
fn a_signal_in_any_layer_gives_the_terminal_back() {
    for (keys, shown) in
        [("r", "Return of"), ("c", "all counties"), ("?", "Keys that work"), ("/", "Find"), ("Enter", "‹Return")]
    {
        let scenario = Scenario::new();
        let mut desk = scenario.open();
        desk.go_to("Wem Town");
        desk.press(keys);
        desk.wait_for(shown);
        desk.signal(libc::SIGTERM);
        desk.assert_exited(128 + 15);
    }
}

/// Asked to end right after the first frame.
#[test]
fn a_signal_at_the_very_start_gives_the_terminal_back() {
    for signal in [libc::SIGTERM, libc::SIGINT] {
        let scenario = Scenario::new();
        let desk = scenario.start(WIDE, &[], &[]);
        desk.wait_for("charterdesk");
        desk.signal(signal);
        desk.assert_exited(u32::try_from(128 + signal).expect("a small number"));
    }
}

#[test]
fn the_demonstration_leaves_no_folder_behind() {
    for way in EXIT_WAYS {
        let home = Home::new();
        let temporary = home.path().join("tmp");
        fs::create_dir(&temporary).expect("a folder");
        let mut desk = Dashboard::start_in(&home, WIDE, &["demo"], &[("TMPDIR", temporary.to_str().expect("a path"))]);
        desk.wait_for("610 of 610 councils");
        assert_eq!(files_in(&temporary).len(), 1, "it has its folder");
        way.trigger(&mut desk);
        assert_eq!(files_in(&temporary), Vec::<PathBuf>::new(), "{way:?}");
    }
}

/// A file that is damaged in the middle opens; the damage is found behind the first screen.
#[test]
fn a_fault_behind_the_screen_ends_it_with_a_sentence() {
    let scenario = Scenario::new();
    scenario.run_ok(&["list"]);
    corrupt_database(&scenario);
    let before = fs::read(scenario.home.database()).expect("the file");
    let desk = scenario.start(WIDE, &[], &[]);
    desk.assert_exited(1);
    let said = desk.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("is damaged"), "{said}");
    assert!(said.contains("It was not written to") && said.contains("--database"), "{said}");
    assert_eq!(fs::read(scenario.home.database()).expect("the file"), before, "a damaged file is left as it is");
}

/// The system kills a program that writes beyond the limit, unless the program handles SIGXFSZ.
#[test]
fn a_limit_on_the_size_of_files_is_said_and_the_dashboard_goes_on() {
    let scenario = Scenario::new();
    scenario.run_ok(&["list"]);
    let before = scenario.journal();
    let blocks = fs::metadata(scenario.home.database()).expect("the file").len() / 512;
    let script = format!(
        "ulimit -f {blocks}; exec {} --database {} --as-at 2023-10-05",
        env!("CARGO_BIN_EXE_charterdesk"),
        scenario.database()
    );
    let mut desk = Dashboard::start_program("/bin/sh", WIDE, &["-c", &script], &[]);
    desk.wait_for("610 of 610 councils");
    desk.signal(libc::SIGXFSZ);
    desk.go_to("Wem Town");
    desk.press("n");
    desk.wait_for("Note on Wem Town Council");
    desk.paste(&"much was said ".repeat(1_000));
    desk.press("C-s");
    let said = |page: Page<'_>| page.text().split_whitespace().collect::<Vec<_>>().join(" ");
    desk.wait_until(|page| said(page).contains("limits the size of files (ulimit -f)"), "the sentence");
    desk.press("Esc");
    desk.wait_gone("Note on");
    desk.press("Enter");
    desk.wait_for("‹Return");
    desk.press("Esc q q");
    desk.assert_exited(0);
    assert_eq!(scenario.journal(), before);
}

#[test]
fn suspended_and_resumed_it_is_as_it_was() {
    let scenario = Scenario::new();
    let mut desk = scenario.open();
    desk.go_to("Wem Town");
    let before = desk.screen();
    suspend(&mut desk);
    desk.wait_until(|page| !page.screen.alternate_screen(), "the terminal to be given back");
    wait_stopped(desk.pid());
    assert_eq!(desk.terminal_modes_left(), Vec::<String>::new());
    // The program paints over what the shell printed meanwhile.
    desk.resize(119, 39);
    desk.resize(WIDE.cols, WIDE.rows);
    desk.signal(libc::SIGCONT);
    desk.wait_until(|page| page.screen.alternate_screen() && page.text() == before, "the screen to be as it was");
    desk.press("n");
    desk.wait_for("Note on Wem Town Council");
    desk.press("Esc");
    desk.wait_gone("Note on");
    desk.quit();
}

/// The same under a shell with job control, which keeps terminal settings for each job.
#[test]
fn a_shell_gets_its_prompt_back_and_fg_the_program() {
    let scenario = Scenario::new();
    let env = [("CHARTERDESK_DATABASE", scenario.database()), ("PS1", "prompt>".to_owned())];
    let env: Vec<(&str, &str)> = env.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut shell = Dashboard::start_program("/bin/sh", WIDE, &["-i"], &env);
    shell.wait_for("prompt>");
    shell.type_text(&format!("{} --as-at 2023-10-05", env!("CARGO_BIN_EXE_charterdesk")));
    shell.press("Enter");
    shell.wait_for("610 of 610 councils");
    suspend(&mut shell);
    shell.wait_until(|page| !page.screen.alternate_screen() && page.cursor().is_some(), "the prompt");
    shell.wait_for("Stopped");
    shell.type_text("fg");
    shell.press("Enter");
    shell.wait_for("610 of 610 councils");
    shell.press("q");
    // The program reads keys until it has ended. The shell's prompt shows that it has.
    shell.wait_until(|page| page.text().matches("prompt>").count() == 3, "the prompt");
    shell.type_text("echo code=$?; exit");
    shell.press("Enter");
    shell.wait_for("code=0");
    shell.wait_exit();
    assert_eq!(shell.terminal_modes_left(), Vec::<String>::new());
}

/// The dashboard as a shell job, and its process id.
fn start_as_job(scenario: &Scenario) -> (Dashboard, i32) {
    let pid = scenario.home.path().join("pid");
    let env = [("CHARTERDESK_DATABASE", scenario.database()), ("PS1", "prompt>".to_owned())];
    let env: Vec<(&str, &str)> = env.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut shell = Dashboard::start_program("/bin/sh", WIDE, &["-i"], &env);
    shell.wait_for("prompt>");
    let program = env!("CARGO_BIN_EXE_charterdesk");
    shell.type_text(&format!("sh -c 'echo $$ >{}; exec {program} --as-at 2023-10-05'", pid.display()));
    shell.press("Enter");
    shell.wait_for("610 of 610 councils");
    let pid = fs::read_to_string(pid).expect("the shell wrote it").trim().parse().expect("a number");
    (shell, pid)
}

fn send_signal(pid: i32, signal: Signal) {
    let pid = Pid::from_raw(pid).expect("a process");
    kill_process(pid, signal).expect("the process can be signalled");
}

/// Number of context switches of the process. It rises after the process continues.
fn context_switches(pid: i32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("the process is there");
    let counts = status.lines().filter(|line| line.contains("voluntary_ctxt_switches"));
    counts.map(|line| line.rsplit('\t').next().and_then(|count| count.parse::<u64>().ok()).expect("a number")).sum()
}

/// The job answers keys and ends, and the shell's terminal is restored.
fn assert_answers_and_ends(mut shell: Dashboard) {
    shell.go_to("Wem Town");
    shell.press("n");
    shell.wait_for("Note on Wem Town Council");
    shell.press("Esc");
    shell.wait_gone("Note on");
    shell.press("q");
    shell.wait_until(|page| !page.screen.alternate_screen() && page.cursor().is_some(), "the prompt");
    // Keys typed before the job has ended would go to the job.
    shell.wait_until(|page| page.row(page.cursor().map_or(0, |(row, _)| row)).ends_with("prompt>"), "the prompt");
    shell.type_text("echo code=$?; exit");
    shell.press("Enter");
    shell.wait_for("code=0");
    shell.wait_exit();
    assert_eq!(shell.terminal_modes_left(), Vec::<String>::new());
}

#[test]
fn a_stop_from_outside_is_as_the_command_for_it() {
    let scenario = Scenario::new();
    let (mut shell, pid) = start_as_job(&scenario);
    for _ in 0..2 {
        send_signal(pid, Signal::TSTP);
        shell.wait_until(|page| !page.screen.alternate_screen() && page.cursor().is_some(), "the prompt");
        wait_stopped(pid);
        shell.wait_for("Stopped");
        shell.type_text("clear; echo so$((1 + 1))");
        shell.press("Enter");
        // The shell echoes input and reads it by lines: no mode of the program is left.
        shell.wait_for("so2");
        assert_eq!(shell.terminal_modes_left(), Vec::<String>::new());
        shell.type_text("fg");
        shell.press("Enter");
        shell.wait_for("610 of 610 councils");
    }
    assert_answers_and_ends(shell);
}

/// No program can prepare for SIGSTOP, but after SIGCONT it must continue as if it had: the shell has used the terminal
/// meanwhile.
#[test]
fn after_a_stop_that_cannot_be_caught_the_screen_comes_back() {
    let scenario = Scenario::new();
    let (mut shell, pid) = start_as_job(&scenario);
    send_signal(pid, Signal::STOP);
    wait_stopped(pid);
    shell.wait_for("Stopped");
    // The program repaints the screen and sets the terminal's modes again. Until then the terminal is raw, and Enter
    // ends no line.
    shell.type_text("stty sane; echo over$((1 + 1)); fg");
    shell.press("C-j");
    shell.wait_until(|page| page.has("610 of 610 councils") && !page.has("over2") && !page.has("Stopped"), "the list");
    assert_answers_and_ends(shell);
}

/// Continued in the background, the program has no terminal. It stops until it is brought to the foreground. The
/// settings that the shell has meanwhile, as at a prompt with its own keys, are not those to restore in the end.
#[test]
fn in_the_background_it_waits_for_its_turn() {
    let scenario = Scenario::new();
    let (mut shell, pid) = start_as_job(&scenario);
    suspend(&mut shell);
    shell.wait_for("Stopped");
    wait_stopped(pid);
    let before = context_switches(pid);
    shell.type_text("stty -echo; bg; echo in$((1 + 1))");
    shell.press("Enter");
    shell.wait_for("in2");
    while context_switches(pid) == before {
        std::thread::yield_now();
    }
    wait_stopped(pid);
    shell.type_text("stty echo; fg");
    shell.press("Enter");
    shell.wait_for("610 of 610 councils");
    assert_answers_and_ends(shell);
}

/// Only the palette suspends: Ctrl-Z undoes.
fn suspend(desk: &mut Dashboard) {
    desk.press(":");
    desk.wait_for("Commands");
    desk.type_text("suspend");
    desk.wait_for("go to the shell; fg comes back");
    desk.press("Enter");
}

/// Blocks until the process is stopped. The kernel notifies only its parent, a thread of the harness that waits for its
/// end, so this polls.
fn wait_stopped(pid: i32) {
    let path = format!("/proc/{pid}/stat");
    let state = || {
        let stat = fs::read_to_string(&path).expect("the process is there");
        stat.rsplit(')').next().and_then(|rest| rest.trim_start().chars().next())
    };
    while state() != Some('T') {
        std::thread::yield_now();
    }
}

/// Overwrites the last page of the largest table.
fn corrupt_database(scenario: &Scenario) {
    let path = scenario.home.database();
    let database = Connection::open(&path).expect("the database opens");
    let size: u16 = database.query_row("pragma page_size", [], |row| row.get(0)).expect("a size");
    drop(database);
    let mut bytes = fs::read(&path).expect("the file");
    let last = bytes.len() - usize::from(size);
    bytes[last..].fill(0xff);
    fs::write(&path, bytes).expect("the file is written");
}

fn files_in(folder: &std::path::Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}
