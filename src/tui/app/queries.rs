//! Reads from the store what the screens show.

use std::collections::BTreeSet;

use charter::council_file::CouncilFile;
use charter::ids::{CouncilId, RoundId};
use charter::journal::Entry;
use charter::priority_line::PriorityLine;
use charter::response_times::ReplyLimit;
use charter::round::{Round, round_on};
use chrono::NaiveDate;
use desk::inbox::{self, InboxLine, InboxMemo, WaitingReplies, inbox_lines_with_memo};
use desk::report::ChartPage;
use desk::response_times::ResponseTimes;
use desk::today::Task;
use store::{Page, Store, StoreError};

use crate::tui::app::effect::CouncilFileKey;
use crate::tui::app::snapshot::{Lists, SnapshotData};
use crate::tui::screens::report::state::ReportQuery;

/// Reads the newest round if none is given.
///
/// # Errors
/// The database has no round, or can't be read.
pub fn snapshot(
    store: &Store,
    round: Option<RoundId>,
    as_at: NaiveDate,
    page: Page,
) -> Result<SnapshotData, StoreError> {
    let rounds = store.rounds()?;
    let round = round.or_else(|| round_on(&rounds, as_at).map(|round| round.id));
    let newest = rounds.len().saturating_sub(1);
    let current = rounds.iter().position(|known| Some(known.id) == round).unwrap_or(newest);
    let Some(round) = rounds.get(current) else { return Err(StoreError::NoRound) };
    let lines = store.lines(round, as_at, page)?;
    let complete = matches!(page, Page::All);
    let lists = if complete { lists(store)? } else { Lists::default() };
    Ok(SnapshotData { rounds, current, as_at, lines, complete, lists })
}

fn lists(store: &Store) -> Result<Lists, StoreError> {
    Ok(Lists {
        categories: store.categories()?,
        aims: store.aims()?,
        reasons: store.absence_reasons()?,
        teams: store.teams()?,
        areas: store.areas()?,
        requests: store.requests()?,
        waiting: store.inbox_waiting()?,
    })
}

/// # Errors
/// The round no longer exists, or the database can't be read.
pub fn response_times(
    store: &Store,
    round: RoundId,
    as_at: NaiveDate,
    shown: &BTreeSet<CouncilId>,
    limit: Option<ReplyLimit>,
) -> Result<ResponseTimes, StoreError> {
    let round = find_round(store, round)?.ok_or(StoreError::NoRound)?;
    ResponseTimes::read(store, &round, as_at, shown, limit)
}

/// # Errors
/// The round no longer exists, or the database can't be read.
pub fn report(store: &Store, query: &ReportQuery, limit: Option<ReplyLimit>) -> Result<ChartPage, StoreError> {
    let round = find_round(store, query.round)?.ok_or(StoreError::NoRound)?;
    ChartPage::read(store, &round, query.as_at, limit, query.area.as_ref())
}

pub fn find_round(store: &Store, id: RoundId) -> Result<Option<Round>, StoreError> {
    Ok(store.rounds()?.into_iter().find(|round| round.id == id))
}

/// `None` if the round or the council no longer exists.
pub fn council_file(store: &Store, key: CouncilFileKey) -> Result<Option<CouncilFile>, StoreError> {
    let Some(round) = find_round(store, key.round)? else { return Ok(None) };
    store.council_file(key.council, &round, key.as_at)
}

/// Empty if the round no longer exists.
pub fn priorities(store: &Store, round: RoundId, as_at: NaiveDate) -> Result<Vec<PriorityLine>, StoreError> {
    find_round(store, round)?.map_or_else(|| Ok(Vec::new()), |round| store.priorities(&round, as_at))
}

/// Empty if the round no longer exists.
pub fn inbox(
    store: &Store,
    round: RoundId,
    as_at: NaiveDate,
    memo: &mut InboxMemo,
) -> Result<Vec<InboxLine>, StoreError> {
    find_round(store, round)?.map_or_else(|| Ok(Vec::new()), |round| inbox_lines_with_memo(store, &round, as_at, memo))
}

/// Empty if the round no longer exists.
pub fn waiting_replies(
    store: &Store,
    round: RoundId,
    as_at: NaiveDate,
    memo: &mut InboxMemo,
) -> Result<WaitingReplies, StoreError> {
    let round = find_round(store, round)?;
    round.map_or_else(|| Ok(WaitingReplies::new()), |round| inbox::waiting_replies(store, &round, as_at, memo))
}

/// Empty if the round no longer exists.
pub fn today(store: &Store, round: RoundId, as_at: NaiveDate, memo: &mut InboxMemo) -> Result<Vec<Task>, StoreError> {
    find_round(store, round)?.map_or_else(|| Ok(Vec::new()), |round| desk::today::read(store, &round, as_at, memo))
}

pub fn newest_entry(store: &Store) -> Option<Entry> {
    store.newest_entry().ok().flatten()
}

#[cfg(test)]
mod tests {
    use super::snapshot;
    use charter::change::{Act, Change, Moment};
    use charter::register::Seed;
    use store::{Page, Store, StoreError};

    fn without_rounds() -> Result<Seed, desk::register::SeedError> {
        let seed = desk::seed::seed()?;
        let acts = seed.change.acts.into_iter().filter(|act| !matches!(act, Act::OpenRound(_))).collect();
        Ok(Seed { change: Change::with_summary(acts, "register".to_owned()), summary: seed.summary })
    }

    #[test]
    fn a_database_without_a_round_is_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let moment = Moment { at: "2023-10-05T09:00:00Z".parse().unwrap() };
        let store = Store::open(&folder.path().join("desk.db"), moment, without_rounds).unwrap().store;
        let as_at = "2023-10-05".parse().unwrap();
        for page in [Page::First(60), Page::All] {
            let error = snapshot(&store, None, as_at, page).unwrap_err();
            assert!(matches!(error, StoreError::NoRound), "{error}");
            assert!(error.to_string().contains("Nothing was changed"), "{error}");
        }
    }
}
