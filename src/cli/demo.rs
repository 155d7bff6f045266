//! `demo`: the dashboard on demo data, in a temporary database.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};

use super::dashboard;
use super::failure::Failure;
use crate::cli::context::Invocation;
use crate::clock::Clock;
use crate::session::{ExitReason, Session};
use desk::demo_data;
use desk::seed::seed;
use store::Store;

const AUTHOR: &str = "demonstration";

/// Thursday 5 October 2023, 14:02:11 in London, five days after the deadline.
pub fn demo_clock() -> Clock {
    Clock::Fixed(DateTime::<Utc>::from_timestamp(1_696_510_931, 0).unwrap_or_default())
}

pub fn run(invocation: &Invocation, run_dashboard: fn(Session) -> anyhow::Result<ExitReason>) -> Result<(), Failure> {
    let mut invocation = Invocation { clock: demo_clock(), ..invocation.clone() };
    let folder = TempFolder::create().map_err(|error| {
        Failure::Failed(format!(
            "no folder could be made for the demonstration ({error}). Nothing was changed; set TMPDIR to a folder that \
             can be written to"
        ))
    })?;
    invocation.global.database = Some(folder.database());
    let mut session = dashboard::build_session(&invocation, true)?;
    session.as_at.get_or_insert(demo_day());
    make_demo(&folder.database(), demo_clock())?;
    dashboard::run_session(session, run_dashboard)
}

fn demo_day() -> NaiveDate {
    demo_clock().today()
}

pub fn make_demo(path: &Path, clock: Clock) -> Result<(), Failure> {
    let moment = clock.now();
    let mut store = Store::open(path, moment, seed)?.store;
    let Some(round) = store.rounds()?.pop() else { return Ok(()) };
    for change in demo_data::demo_replies(&store.councils()?, &round) {
        store.load(&change, AUTHOR, moment)?;
    }
    let today = moment.today();
    let (councils, priorities) = (store.councils()?, store.priorities(&round, today)?);
    let diary = store.diary(round.starts_on, today)?;
    let context =
        demo_data::DemoState { councils: &councils, priorities: &priorities, diary: &diary, round: &round, today };
    for change in demo_data::demo_work(&context) {
        store.load(&change, AUTHOR, moment)?;
    }
    // The demo inbox is filled by the ordinary import.
    let waiting = demo_data::demo_sources(&store.councils()?, &round);
    store.load_inbox(&format!("{} (invented)", demo_data::DEMO_FILE), waiting, AUTHOR, moment)?;
    Ok(())
}

struct TempFolder(PathBuf);

impl TempFolder {
    fn create() -> std::io::Result<Self> {
        #[cfg_attr(not(unix), allow(unused_mut, reason = "only Unix has a mode to set"))]
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let base = std::env::temp_dir();
        let mut number = 0_u32;
        loop {
            let path = base.join(format!("charterdesk-demo-{}-{number}", std::process::id()));
            // Creation fails if the path exists, so nobody can plant a folder or a link there for us.
            match builder.create(&path) {
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && number < 1000 => number += 1,
                made => return made.map(|()| Self(path)),
            }
        }
    }

    fn database(&self) -> PathBuf {
        self.0.join("demo.db")
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        // The system clears its temporary folder, so a failure here does no harm.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{TempFolder, demo_clock, demo_day, make_demo};
    use charter::priority::{Concern, PriorityState};
    use store::{Page, Store};

    #[test]
    fn the_demonstration_is_on_5_october() {
        assert_eq!(demo_clock().now().at.to_rfc3339(), "2023-10-05T13:02:11+00:00");
        assert_eq!(demo_day().to_string(), "2023-10-05");
    }

    #[test]
    fn every_promise_and_concern_occurs() {
        let folder = TempFolder::create().unwrap();
        make_demo(&folder.database(), demo_clock()).unwrap();
        let store = Store::open(&folder.database(), demo_clock().now(), desk::seed::seed);
        let store = store.unwrap().store;
        let round = store.rounds().unwrap().remove(0);
        let lines = store.lines(&round, demo_day(), Page::All).unwrap();
        let promises: BTreeSet<_> = lines.iter().map(|line| line.status.quarterly.promise).collect();
        let none: Vec<_> = charter::engagement::Promise::ALL.iter().filter(|p| !promises.contains(p)).collect();
        assert!(none.is_empty(), "{none:?}");
        let patterns = store.councils().unwrap().iter().filter(|council| council.pattern.is_some()).count();
        assert_eq!(patterns, lines.len(), "every pattern of the demonstration is understood");
        let priorities = store.priorities(&round, demo_day()).unwrap();
        let concerns: BTreeSet<_> = priorities.iter().flat_map(|line| line.concerns(demo_day())).collect();
        // A priority is stale after three months, so it only shows at a later as-at day.
        let wanted = Concern::ALL.iter().filter(|concern| **concern != Concern::Stale);
        assert_eq!(concerns, wanted.copied().collect());
        assert!(priorities.iter().any(|line| line.status.state == PriorityState::Closed));
        let team_changes = |id| store.council_file(id, &round, demo_day()).unwrap().unwrap().changes;
        assert!(lines.iter().any(|line| team_changes(line.id).iter().any(|change| change.is_unannounced(demo_day()))));
    }

    #[test]
    fn the_folder_is_private_and_is_deleted() {
        let (one, two) = (TempFolder::create().unwrap(), TempFolder::create().unwrap());
        assert_ne!(one.0, two.0);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&one.0).unwrap().permissions().mode() & 0o777, 0o700);
        }
        let path = one.0.clone();
        std::fs::write(one.database(), "x").unwrap();
        drop(one);
        assert!(!path.exists());
    }
}
