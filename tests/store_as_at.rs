//! Whatever is recorded later, the answers as at a past day stay (charter rules 9, 19, 21 and 22).

mod common;

use charter::area::AreaFacts;
use charter::change::{
    Act, AgreePriorities, Change, CouncilDetails, EditCouncil, Moment, NameOfficer, RecordUpdate, ResolveConflict,
    SyncCouncil,
};
use charter::council::{Council, Kind};
use charter::ids::{CouncilId, ReturnId};
use charter::map::Place;
use charter::register::{RegisterTerms, compare};
use charter::returns::Wish;
use charter::team::TeamFacts;
use charter::unit::Unit;
use charter::untrusted::Untrusted;
use charter::update::UpdateChannel;
use common::{BY, TestStore, answer, at, day, decided, over, returned, team_record};
use desk::records::{record_area, record_team};
use desk::register::councils_csv::read_register;
use proptest::prelude::*;
use store::Page;

/// The days that are asked about. Everything in the tests is recorded of a later day.
const DAYS: [&str; 3] = ["2023-10-01", "2023-10-05", "2023-12-31"];

/// What the lists and the files of some councils say as at each day.
fn answers(desk: &TestStore) -> Vec<String> {
    let of_day = |text: &&str| {
        let as_at = day(text);
        let lines = desk.store.lines(&desk.round, as_at, Page::All).unwrap();
        let documents: Vec<_> = lines.iter().map(|line| line.document(&desk.round, as_at)).collect();
        let first = desk.store.lines(&desk.round, as_at, Page::First(20)).unwrap();
        let priorities = desk.store.priorities(&desk.round, as_at).unwrap();
        let files: Vec<_> = (1..=8)
            .map(|id| desk.store.council_file(CouncilId(id), &desk.round, as_at).unwrap().unwrap())
            .map(|file| {
                let heard = file.returns.iter().filter(|known| known.received.on <= as_at);
                let returns: Vec<_> = heard.map(|known| (known.id, known.state, known.answer.clone())).collect();
                let then = file.council;
                let council = (then.name, then.name_confirmed, then.kind, then.county, then.district, then.team);
                format!("{:?}", (council, file.status, returns))
            })
            .collect();
        let first: Vec<i64> = first.iter().map(|line| line.id.0).collect();
        let priorities: Vec<_> =
            priorities.iter().map(|line| (line.id, line.text.raw().to_owned(), line.status.clone())).collect();
        format!("{}\n{first:?}\n{priorities:?}\n{files:?}", serde_json::to_string(&documents).unwrap())
    };
    DAYS.iter().map(of_day).collect()
}

#[derive(Clone, Debug)]
enum Later {
    Rename(i64, String),
    Team(i64, String),
    Kind(i64, Kind),
    Areas(i64, String, String),
    /// A register with a council that was not known.
    Register(u32, String),
    End(i64),
    Agree(Vec<usize>),
    Settle(i64),
    Declined(i64),
    Told(i64),
    Officer(i64, String),
    /// The first team ends, and another takes over its councils.
    TeamEnds(String),
    /// A county or district ends, and another takes over its councils.
    AreaEnds(usize, String),
    /// An area ends and nothing takes its place; its code is recorded.
    AreaCloses(usize, u32),
    /// What nobody knew of a council is filled in from the day on.
    Fill(i64, String),
    Undo,
    Redo,
}

fn later() -> impl Strategy<Value = (Later, i64)> {
    let council = 1_i64..5;
    let word = "[A-Z][a-z]{2,6}";
    let act = prop_oneof![
        (council.clone(), word).prop_map(|(council, name)| Later::Rename(council, name)),
        (council.clone(), word).prop_map(|(council, team)| Later::Team(council, team)),
        (council.clone(), prop::sample::select(Kind::ALL)).prop_map(|(council, kind)| Later::Kind(council, kind)),
        (council.clone(), word, word).prop_map(|(council, county, district)| Later::Areas(council, county, district)),
        (0_u32..50, word).prop_map(|(number, name)| Later::Register(number, name)),
        council.clone().prop_map(Later::End),
        prop::sample::subsequence(vec![0_usize, 1, 2, 3], 1..=3).prop_map(Later::Agree),
        (3_i64..5).prop_map(Later::Settle),
        council.clone().prop_map(Later::Declined),
        council.clone().prop_map(Later::Told),
        (council, word).prop_map(|(council, post)| Later::Officer(council, post)),
        word.prop_map(Later::TeamEnds),
        (0_usize..14, word).prop_map(|(area, name)| Later::AreaEnds(area, name)),
        (0_usize..14, 0_u32..99).prop_map(|(area, number)| Later::AreaCloses(area, number)),
        (5_i64..9, word).prop_map(|(council, name)| Later::Fill(council, name)),
        Just(Later::Undo),
        Just(Later::Redo),
    ];
    (act, 1_i64..300)
}

/// Of some of the councils 5 to 8 nobody knows the name and the kind, and of none the team. The councils 1 to 4 have a team, a confirmed name and a kind; 1 needs a choice, 2 has a conflict.
fn desk_with_answers() -> TestStore {
    let mut desk = TestStore::new();
    for id in 1..=4 {
        let details = CouncilDetails {
            name: Some(Untrusted::new(format!("Council {id}"))),
            kind: Some(Kind::Parish),
            team: Some(Untrusted::from("North SNT")),
            changed_from: Some(day("2023-01-01")),
            ..CouncilDetails::default()
        };
        desk.apply(Act::Council(EditCouncil { council: CouncilId(id), version: None, details }));
    }
    desk.apply(returned(&desk, 1, "2023-09-20", answer(Wish::Yes, &["a", "b", "c", "d"])));
    desk.apply(returned(&desk, 2, "2023-09-20", answer(Wish::Yes, &["a"])));
    desk.apply(over(&desk, 2, "2023-09-21", answer(Wish::No, &[]), charter::change::Supersedes::Disagrees));
    desk
}

fn act(desk: &TestStore, later: &Later, on: chrono::NaiveDate) -> Option<Change> {
    council_act(desk, later, on).or_else(|| area_act(desk, later, on)).or_else(|| answer_act(desk, later, on))
}

/// What changes a council or the register.
fn council_act(desk: &TestStore, later: &Later, on: chrono::NaiveDate) -> Option<Change> {
    let edit = |council: i64, details: CouncilDetails| {
        let details = CouncilDetails { changed_from: Some(on), ..details };
        Change::from(Act::Council(EditCouncil { council: CouncilId(council), version: None, details }))
    };
    let text = |text: &str| Some(Untrusted::from(text));
    let council = |id: i64| -> Council {
        let known = desk.store.councils_as_at(on).unwrap();
        known.into_iter().find(|council| council.id.0 == id).unwrap()
    };
    Some(match later {
        Later::Rename(id, name) => edit(*id, CouncilDetails { name: text(name), ..CouncilDetails::default() }),
        Later::Team(id, team) => edit(*id, CouncilDetails { team: text(team), ..CouncilDetails::default() }),
        Later::Kind(id, kind) => edit(*id, CouncilDetails { kind: Some(*kind), ..CouncilDetails::default() }),
        Later::Fill(id, name) => {
            let kind = Some(Kind::Parish);
            edit(*id, CouncilDetails { name: text(name), kind, team: text(name), ..CouncilDetails::default() })
        }
        Later::End(id) => {
            let successors = Some(vec![CouncilId(9)]);
            edit(*id, CouncilDetails { inactive_on: Some(Some(on)), successors, ..CouncilDetails::default() })
        }
        Later::Areas(id, county, district) => {
            let mut to = council(*id);
            (to.county, to.district) = (county.as_str().into(), district.as_str().into());
            Act::SyncCouncil(SyncCouncil { council: to.id, from: on, is_day_given: true, to: Box::new(to) }).into()
        }
        Later::Register(number, name) => {
            let rows = format!("code,parish,county\nE99{number},{name},{name}shire\n");
            let (areas, teams) = (desk.store.areas().unwrap(), desk.store.teams().unwrap());
            let terms = RegisterTerms {
                from: Some(on),
                is_day_given: true,
                invite_in: Some(desk.round.id),
                is_complete: number % 2 == 0,
                areas: &areas,
                teams: &teams,
            };
            let known = desk.store.councils_as_at(on).unwrap();
            Change::all(compare(read_register(rows.as_bytes()).unwrap().rows, &known, terms).acts)
        }
        _ => return None,
    })
}

/// What changes a team, a county or a district.
fn area_act(desk: &TestStore, later: &Later, on: chrono::NaiveDate) -> Option<Change> {
    Some(match later {
        Later::TeamEnds(name) => {
            let teams = desk.store.teams().unwrap();
            let (first, next) = (teams.first()?, teams.iter().find(|team| team.facts.name.raw() == name));
            let Some(next) = next.or(teams.get(1)) else { return Some(team_record(name, None).into()) };
            let facts = TeamFacts { inactive_on: Some(on), successor: Some(next.id), ..first.facts.clone() };
            Change::all(record_team(Some(first), facts, &teams, &desk.store.councils_as_at(on).unwrap()))
        }
        Later::AreaEnds(index, name) => {
            let areas = desk.store.areas().unwrap();
            let ended = areas.get(*index)?;
            let next = areas
                .iter()
                .find(|area| area.facts.level == ended.facts.level && area.id != ended.id && area.exists_on(on));
            let Some(next) = next.filter(|_| name.len() > 4) else {
                let facts = AreaFacts { level: ended.facts.level, name: name.as_str().into(), ..AreaFacts::default() };
                return Some(Change::all(record_area(None, facts, None, &[])));
            };
            let facts = AreaFacts { inactive_on: Some(on), ..ended.facts.clone() };
            let councils = desk.store.councils_as_at(on).unwrap();
            Change::all(record_area(Some(ended), facts, Some(&next.facts.name), &councils))
        }
        Later::AreaCloses(index, number) => {
            let areas = desk.store.areas().unwrap();
            let ended = areas.get(*index)?;
            let code = Untrusted::new(format!("E070009{number:02}"));
            let facts = AreaFacts { inactive_on: Some(on), code, ..ended.facts.clone() };
            Change::all(record_area(Some(ended), facts, None, &[]))
        }
        _ => return None,
    })
}

/// What is recorded about answers and contact.
fn answer_act(desk: &TestStore, later: &Later, on: chrono::NaiveDate) -> Option<Change> {
    let facts = charter::decision::DecisionFacts { on, ..decided("2023-10-05") };
    Some(match later {
        Later::Agree(chosen) => {
            let version = desk.file(1).returns.last()?.version;
            let (council, returned, chosen) = (CouncilId(1), ReturnId(1), chosen.clone());
            Act::AgreePriorities(AgreePriorities { council, returned, version, chosen, facts }).into()
        }
        Later::Settle(id) => {
            let (council, round) = (CouncilId(2), desk.round.id);
            Act::ResolveConflict(ResolveConflict { council, round, chosen_return: ReturnId(*id - 1), facts }).into()
        }
        Later::Declined(id) => returned(desk, *id, &on.to_string(), answer(Wish::No, &[])).into(),
        Later::Told(id) => {
            let (council, text) = (CouncilId(*id), Untrusted::from("said"));
            Act::Update(RecordUpdate { council, on, how: UpdateChannel::Call, text }).into()
        }
        Later::Officer(id, post) => {
            let (council, post) = (CouncilId(*id), post.as_str().into());
            Act::Officer(NameOfficer { council, post, from: on }).into()
        }
        _ => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_a_later_day_moves_an_answer(acts in prop::collection::vec(later(), 4..16)) {
        let mut desk = desk_with_answers();
        let before = answers(&desk);
        let now: Moment = at("2025-06-01T12:00:00Z");
        let mut done = 0_u32;
        for (later, days) in &acts {
            let on = day("2023-12-31") + chrono::Days::new(u64::try_from(*days).unwrap());
            // What a rule refuses changes nothing. Undo leads no further back than to the answers.
            match (later, act(&desk, later, on)) {
                (Later::Undo, _) if done > 0 => done -= u32::from(desk.store.undo(BY, now).is_ok()),
                (Later::Redo, _) => done += u32::from(desk.store.redo(BY, now).is_ok()),
                (_, Some(change)) => done += u32::from(desk.store.apply(&change, BY, now).is_ok()),
                _ => {}
            }
            for (was, is) in before.iter().zip(answers(&desk)) {
                prop_assert_eq!(was, &is, "after {:?} from {}", later, on);
            }
        }
        let journal = desk.store.check(now).into_iter().find(|finding| finding.area == "journal").unwrap();
        prop_assert_eq!(journal.state, store::FindingState::Sound, "{:?}", journal);
    }
}

/// A council is in the middle of the parishes that it had on the day, and of those only that have a place.
#[test]
fn the_place_of_a_council_is_that_of_the_parishes_of_the_day() {
    let mut desk = TestStore::new();
    let place = |desk: &TestStore, on: &str, id: CouncilId| {
        let lines = desk.store.lines(&desk.round, day(on), Page::All).unwrap();
        lines.into_iter().find(|line| line.id == id).unwrap().details.place
    };
    let councils = desk.store.councils().unwrap();
    let pair = councils.iter().find(|council| council.parishes.len() == 2).unwrap().clone();
    let at = |index: usize| {
        let parish = &pair.parishes[index];
        Place { latitude: parish.latitude.unwrap(), longitude: parish.longitude.unwrap() }
    };
    let middle = Place::middle([at(0), at(1)].into_iter());
    assert_eq!(place(&desk, "2023-10-05", pair.id), middle);
    let mut alone = pair.clone();
    alone.parishes.truncate(1);
    let from = day("2023-11-01");
    desk.apply(Act::SyncCouncil(SyncCouncil {
        council: pair.id,
        from,
        is_day_given: true,
        to: Box::new(alone.clone()),
    }));
    assert_eq!(place(&desk, "2023-11-01", pair.id), Some(at(0)));
    // No parish has the code of the second one now, so its place is not known for the day before.
    assert_eq!(place(&desk, "2023-10-31", pair.id), Some(at(0)));
    (alone.parishes[0].latitude, alone.parishes[0].longitude) = (None, None);
    alone.version += 1;
    desk.apply(Act::SyncCouncil(SyncCouncil { council: pair.id, from, is_day_given: true, to: Box::new(alone) }));
    assert_eq!(place(&desk, "2023-11-01", pair.id), None);
}
