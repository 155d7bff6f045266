//! What is kept of the inbox is never stale: whatever is changed, it is read as by somebody who has kept nothing.

use chrono::NaiveDate;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use rstest::rstest;
use tempfile::TempDir;

use super::InboxMemo;
use crate::domain::calendar::Received;
use crate::domain::change::{
    Act, Change, CouncilDetails, EditCategories, EditCouncil, Moment, Over, RecordReturn, SplitOff,
};
use crate::domain::foreign::Foreign;
use crate::domain::ids::CouncilId;
use crate::domain::inbox::{Group, InboxLine, Verdict, change};
use crate::domain::incoming::{Digest, Nature, Origin, Source};
use crate::domain::returns::{Answer, START_CATEGORIES, Wish};
use crate::domain::round::Round;
use crate::exchange::first_start::first_start;
use crate::store::{Came, Store};

const YES: &str = "The council wishes to take part. Its priorities are:\n\n1. Speeding\n2. Parking by the school";

struct Desk {
    _folder: TempDir,
    store: Store,
    round: Round,
    memo: InboxMemo,
}

fn moment() -> Moment {
    Moment { at: "2023-10-05T09:00:00Z".parse().unwrap() }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn mail(sender: &str, text: &str) -> Source {
    Source {
        digest: Digest::of([sender, text]),
        origin: Origin::Mail,
        nature: Nature::Reply,
        file: Foreign::from("replies.mbox"),
        number: 1,
        message_id: Foreign::default(),
        received: Some(Received::day(day("2023-09-20"))),
        sender: Foreign::from(sender),
        from: Foreign::default(),
        forwarded_by: Foreign::default(),
        subject: Foreign::from("Charter"),
        text: Foreign::from(text),
        whole: Foreign::default(),
        attachments: Vec::new(),
        undelivered: Vec::new(),
        fields: Vec::new(),
        told: Vec::new(),
    }
}

impl Desk {
    /// Two mails from one address, two from another, one of which another comes of later.
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("desk.db"), moment(), first_start).unwrap().store;
        let round = store.rounds().unwrap().remove(0);
        let mut desk = Self { _folder: folder, store, round, memo: InboxMemo::default() };
        let others = [mail("post@two.example", "We do not wish to take part."), mail("post@two.example", "Quarterly.")];
        desk.take_in([mail("post@one.example", YES), mail("post@one.example", "By phone, please.")]);
        desk.take_in(others);
        desk
    }

    fn take_in(&mut self, sources: impl IntoIterator<Item = Source>) {
        let mut all = sources.into_iter();
        let mut next = || all.next().map_or(Came::End, |source| Came::Source(Box::new(source)));
        self.store.take_in("a folder", &mut next, &mut |_, _| {}, "the sergeant", moment()).unwrap();
    }

    /// As it is read with what was kept, after it was compared with what is read without.
    fn lines_on(&mut self, as_at: &str) -> Vec<InboxLine> {
        let kept = self.store.inbox_lines_by(&self.round, day(as_at), &mut self.memo).unwrap();
        assert_eq!(kept, self.store.inbox_lines(&self.round, day(as_at)).unwrap());
        kept
    }

    fn lines(&mut self) -> Vec<InboxLine> {
        self.lines_on("2023-10-05")
    }

    /// Makes a change; one that is refused changes nothing.
    fn apply(&mut self, acts: Vec<Act>) {
        let _ = self.store.apply(&Change::all(acts), "the sergeant", moment());
    }

    fn decide(&mut self, place: usize, verdict: Verdict) {
        let lines = self.lines();
        if let Some(line) = lines.get(place % lines.len().max(1))
            && let Ok(change) = change(line, line.triage.council, self.round.id, verdict)
        {
            let _ = self.store.apply(&change, "the sergeant", moment());
        }
    }

    fn edit(&mut self, details: CouncilDetails) {
        let council = self.store.councils().unwrap().into_iter().find(|council| council.id == CouncilId(7)).unwrap();
        self.apply(vec![Act::Council(EditCouncil { council: council.id, version: Some(council.version), details })]);
    }

    fn answer(&mut self, wish: Wish) {
        let (received, answer) = (Received::day(day("2023-09-10")), Answer { wish, ..Answer::nothing() });
        let (council, round) = (CouncilId(7), self.round.id);
        self.apply(vec![Act::Return(RecordReturn { council, round, received, answer, over: Over::ByDate })]);
    }

    fn rename_parking(&mut self) {
        let named =
            |name: &&str| if name.starts_with("parking") { "parked cars".to_owned() } else { (*name).to_owned() };
        let names = START_CATEGORIES.iter().map(named).collect();
        self.apply(vec![Act::Categories(EditCategories { names })]);
    }
}

fn councils(lines: &[InboxLine]) -> Vec<(i64, Option<i64>)> {
    let mut told: Vec<(i64, Option<i64>)> =
        lines.iter().map(|line| (line.item.id.0, line.triage.council.map(|council| council.0))).collect();
    told.sort_unstable();
    told
}

#[test]
fn an_address_that_is_learnt_from_one_item_settles_the_others_and_taking_that_back_unsettles_them() {
    let mut desk = Desk::new();
    let nobody = [(1, None), (2, None), (3, None), (4, None)];
    assert_eq!(councils(&desk.lines()), nobody);
    desk.decide(0, Verdict::Of(CouncilId(7)));
    assert_eq!(councils(&desk.lines()), [(1, Some(7)), (2, Some(7)), (3, None), (4, None)]);
    desk.store.undo("the sergeant", moment()).unwrap();
    assert_eq!(councils(&desk.lines()), nobody);
    desk.store.redo("the sergeant", moment()).unwrap();
    assert_eq!(councils(&desk.lines()), [(1, Some(7)), (2, Some(7)), (3, None), (4, None)]);
    // And of a mail that comes later.
    desk.take_in([mail("post@one.example", "Once a year.")]);
    assert_eq!(councils(&desk.lines())[4], (5, Some(7)));
}

#[test]
fn a_category_that_is_renamed_is_another_in_what_was_read() {
    let mut desk = Desk::new();
    let category = |desk: &mut Desk| {
        let lines = desk.lines();
        let of_first = lines.iter().find(|line| line.item.id.0 == 1).unwrap();
        of_first.triage.reading.priorities[1].value.category.clone()
    };
    assert_eq!(category(&mut desk).as_deref(), Some("parking and obstruction"));
    desk.rename_parking();
    assert_eq!(category(&mut desk), None, "no category of that name is left");
    desk.store.undo("the sergeant", moment()).unwrap();
    assert_eq!(category(&mut desk).as_deref(), Some("parking and obstruction"));
}

#[test]
fn an_answer_that_is_recorded_meanwhile_is_what_the_next_is_read_over() {
    let mut desk = Desk::new();
    desk.decide(0, Verdict::Of(CouncilId(7)));
    let group = |desk: &mut Desk, as_at: &str| {
        desk.lines_on(as_at).iter().find(|line| line.item.id.0 == 1).unwrap().triage.group
    };
    assert_ne!(group(&mut desk, "2023-10-05"), Group::Conflict);
    desk.answer(Wish::No);
    assert_eq!(group(&mut desk, "2023-10-05"), Group::Conflict);
    assert_ne!(group(&mut desk, "2023-09-09"), Group::Conflict, "it had not answered by then");
    assert_eq!(group(&mut desk, "2023-10-05"), Group::Conflict);
    desk.store.undo("the sergeant", moment()).unwrap();
    assert_ne!(group(&mut desk, "2023-10-05"), Group::Conflict);
}

#[rstest]
#[case::it_has_another_address(CouncilDetails { contact_address: Some("post@one.example".into()), ..details() })]
#[case::it_has_gone(CouncilDetails { inactive_on: Some(NaiveDate::from_ymd_opt(2023, 10, 1)), ..details() })]
fn a_council_that_is_changed_is_found_by_what_it_is_now(#[case] details: CouncilDetails) {
    let mut desk = Desk::new();
    desk.decide(2, Verdict::Of(CouncilId(7)));
    let before = councils(&desk.lines());
    desk.edit(details);
    assert_ne!(councils(&desk.lines()), before);
}

fn details() -> CouncilDetails {
    CouncilDetails::default()
}

#[test]
fn what_another_program_saved_is_read() {
    let mut desk = Desk::new();
    desk.lines();
    let mut other = Store::open_again(desk.store.path(), moment()).unwrap().store;
    let line = desk.lines().remove(0);
    let of = change(&line, None, desk.round.id, Verdict::Of(CouncilId(7))).unwrap();
    other.apply(&of, "another", moment()).unwrap();
    assert_eq!(councils(&desk.lines())[..2], [(1, Some(7)), (2, Some(7))]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn whatever_is_changed_it_is_read_as_by_somebody_who_has_kept_nothing(
        steps in proptest::collection::vec((0_u8..12, 0_usize..6, any::<bool>()), 1..14),
    ) {
        let mut desk = Desk::new();
        for (what, place, other) in steps {
            let council = CouncilId(if other { 7 } else { 8 });
            match what {
                0 => desk.decide(place, Verdict::Of(council)),
                1 => desk.decide(place, Verdict::Later(other)),
                2 => desk.decide(place, Verdict::NotForUs),
                3 => {
                    let part = |id| SplitOff { council: CouncilId(id), part: None };
                    desk.decide(place, Verdict::Split(vec![part(7), part(8)]));
                }
                4 => desk.decide(place, Verdict::declined(Received::day(day("2023-09-21")))),
                5 => desk.rename_parking(),
                6 => desk.answer(if other { Wish::Yes } else { Wish::No }),
                7 => {
                    let address = if other { "post@one.example" } else { "post@two.example" };
                    desk.edit(CouncilDetails { contact_address: Some(address.into()), ..details() });
                }
                8 => desk.take_in([mail("post@one.example", &format!("Monthly. {place}"))]),
                9 => {
                    let _ = desk.store.redo("the sergeant", moment());
                }
                _ => {
                    let _ = desk.store.undo("the sergeant", moment());
                }
            }
            let (as_at, round) = (day(if other { "2023-10-05" } else { "2023-09-15" }), desk.round.clone());
            let kept = desk.store.inbox_lines_by(&round, as_at, &mut desk.memo).unwrap();
            prop_assert_eq!(kept, desk.store.inbox_lines(&round, as_at).unwrap());
        }
    }
}
