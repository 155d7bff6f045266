//! The store on a thread of its own: what the loop asks for is done there, in order, and answered as a message.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use chrono::NaiveDate;

use super::desk::Reading;
use super::events::Wake;
use super::msg::{Effect, Msg};
use crate::clock::Clock;
use crate::domain::edit::Refusal;
use crate::domain::ids::RoundId;
use crate::domain::journal::Saved;
use crate::store::{ApplyError, Page, Store, StoreError};

/// The thread and the way to it.
pub struct Worker {
    jobs: Sender<Effect>,
    /// Hangs up when the thread has ended.
    ended: Receiver<()>,
}

/// How long the end of the program waits for what is being written: another process may hold the database for longer, and
/// a transaction that was not committed leaves no trace.
const PATIENCE: Duration = Duration::from_millis(1200);

impl Worker {
    /// Starts it with a store.
    pub fn start(mut store: Store, by: String, clock: Clock, wake: Sender<Wake>) -> std::io::Result<Self> {
        let (jobs, asked) = channel();
        let (ending, ended) = channel::<()>();
        thread::Builder::new().name("store".to_owned()).spawn(move || {
            let _held_until_the_end = ending;
            let worked = catch_unwind(AssertUnwindSafe(|| work(&mut store, &by, clock, &asked, &wake)));
            if worked.is_err() {
                let _ = wake.send(Wake::Fault(
                    "the part that keeps the data failed; what was saved is safe. Start charterdesk again".to_owned(),
                ));
            }
        })?;
        Ok(Self { jobs, ended })
    }

    /// Asks for something. What cannot be asked any more has been told as a fault.
    pub fn ask(&self, effect: Effect) {
        let _ = self.jobs.send(effect);
    }

    /// Lets it finish what it was asked for, within two seconds of whatever ended the program.
    pub fn finish(self) {
        drop(self.jobs);
        // An answer is never sent: either the thread ends and hangs up, or patience does.
        let _ = self.ended.recv_timeout(PATIENCE);
    }
}

fn work(store: &mut Store, by: &str, clock: Clock, asked: &Receiver<Effect>, wake: &Sender<Wake>) {
    let mut soundness = Soundness::Unknown;
    while let Ok(effect) = asked.recv() {
        let writes = matches!(effect, Effect::Apply(_) | Effect::Undo | Effect::Redo);
        if writes && !soundness.is_sound(store, clock, wake) {
            return;
        }
        let answer = answer(store, by, clock, effect);
        let notices = store.take_notices();
        for msg in answer.into_iter().chain(notices.into_iter().map(Msg::Notice)) {
            if wake.send(Wake::Msg(msg)).is_err() {
                return;
            }
        }
        soundness.ask(store, clock, wake);
    }
}

/// Whether the database is sound. Reading all of it takes seconds for a whole country, so it is done on a thread and a
/// connection of its own, behind the first list; the first change waits for it, because a damaged file is never written.
enum Soundness {
    Unknown,
    Asked(Receiver<bool>),
    Sound,
}

impl Soundness {
    /// Has it looked into, if that was not done yet. What is found is told to the loop.
    fn ask(&mut self, store: &Store, clock: Clock, wake: &Sender<Wake>) {
        if !matches!(self, Self::Unknown) {
            return;
        }
        let (tell, told) = channel();
        let (path, wake) = (store.path().to_owned(), wake.clone());
        let looked = thread::Builder::new().name("check".to_owned()).spawn(move || {
            let found = Store::open(&path, clock.now()).and_then(|opened| opened.store.verify());
            let sound = found.is_ok();
            if let Err(error) = found {
                let _ = wake.send(Wake::Fault(error.to_string()));
            }
            let _ = tell.send(sound);
        });
        // Without a thread it is not looked into, and no change is made: the receiver has then hung up.
        drop(looked);
        *self = Self::Asked(told);
    }

    fn is_sound(&mut self, store: &Store, clock: Clock, wake: &Sender<Wake>) -> bool {
        self.ask(store, clock, wake);
        if let Self::Asked(told) = self
            && told.recv().unwrap_or(false)
        {
            *self = Self::Sound;
        }
        matches!(self, Self::Sound)
    }
}

fn answer(store: &mut Store, by: &str, clock: Clock, effect: Effect) -> Option<Msg> {
    Some(match effect {
        Effect::Read(round, as_at) => match read(store, round, as_at, Page::All) {
            Ok(reading) => Msg::Read(Box::new(reading)),
            Err(error) => Msg::Failed(error.to_string()),
        },
        Effect::ReadFile(council, round, as_at) => match read_file(store, council, round, as_at) {
            Ok(file) => Msg::File(file.map(Box::new)),
            Err(error) => Msg::Failed(error.to_string()),
        },
        Effect::Apply(change) => saved(store.apply(&change, by, clock.now())),
        Effect::Undo => saved(store.undo(by, clock.now())),
        Effect::Redo => saved(store.redo(by, clock.now())),
        Effect::KeepDrafts | Effect::Copy(_) | Effect::Redraw | Effect::Suspend | Effect::Quit => return None,
    })
}

/// Reads the councils of a round, the newest if none is named.
pub fn read(store: &Store, round: Option<RoundId>, as_at: NaiveDate, page: Page) -> Result<Reading, StoreError> {
    let rounds = store.rounds()?;
    let newest = rounds.len().saturating_sub(1);
    let current = rounds.iter().position(|known| Some(known.id) == round).unwrap_or(newest);
    let lines = store.lines(&rounds[current], as_at, page)?;
    let complete = matches!(page, Page::All);
    // No list shows a category: the first page does without them.
    let categories = if complete { store.categories()? } else { Vec::new() };
    Ok(Reading { current, as_at, lines, complete, categories, rounds })
}

fn read_file(
    store: &Store,
    council: crate::domain::ids::CouncilId,
    round: RoundId,
    as_at: NaiveDate,
) -> Result<Option<crate::domain::file::CouncilFile>, StoreError> {
    let rounds = store.rounds()?;
    match rounds.iter().find(|known| known.id == round) {
        Some(round) => store.council_file(council, round, as_at),
        None => Ok(None),
    }
}

fn saved(outcome: Result<Saved, ApplyError>) -> Msg {
    match outcome {
        Ok(saved) => Msg::Saved(saved),
        Err(ApplyError::Refused(Refusal::Stale { what, now })) => {
            let refusal = Refusal::Stale { what, now: now.clone() };
            Msg::Refused(refusal.to_string(), Some(now))
        }
        Err(error) => Msg::Refused(error.to_string(), None),
    }
}
