//! The Python that has the other author's packages.

use std::io::Write;
use std::process::Command;

/// Environment variable with the path of the Python to use.
const PYTHON: &str = "CHARTERDESK_ICALENDAR_PYTHON";

/// The Python to use, if this machine has one with the packages.
///
/// # Panics
/// If the variable is set and that Python can't be used.
pub fn python() -> Option<String> {
    let named = std::env::var(PYTHON).ok();
    let python = named.clone().unwrap_or_else(|| "python3".to_owned());
    let asked = Command::new(&python).args(["-c", "import icalendar, recurring_ical_events"]).output();
    let why = match asked {
        Ok(output) if output.status.success() => return Some(python),
        Ok(output) => String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default().to_owned(),
        Err(error) => error.to_string(),
    };
    assert!(named.is_none(), "{PYTHON} is {python}, which cannot be asked: {why}");
    // Not by eprintln: the test runner hides it when a test passes.
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED: no other program read our calendar files, because {python} says: {why}\n\
         To have it done: python3 -m venv target/calendar-check && target/calendar-check/bin/pip install \
         -r .ci/calendar-check.txt && export {PYTHON}=$PWD/target/calendar-check/bin/python"
    );
    None
}
