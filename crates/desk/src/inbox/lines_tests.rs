//! The memo of the inbox is never stale: after any change it gives the same lines as a fresh reading.

use chrono::NaiveDate;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use rstest::rstest;

use super::super::testing::{TestInbox, day, moment};
use crate::inbox::{Group, InboxLine, InboxMemo, Verdict, inbox_lines, inbox_lines_with_memo, to_change};
use charter::calendar::Received;
use charter::category::NameList;
use charter::change::{Act, CouncilDetails, EditCouncil, EditList, RecordContact, SplitPart, Supersedes};
use charter::contact::ContactFacts;
use charter::ids::CouncilId;
use charter::incoming::{Digest, Origin, Source};
use charter::returns::{DEFAULT_CATEGORIES, Wish};
use charter::untrusted::Untrusted;

const YES: &str = "The council wishes to take part. Its priorities are:\n\n1. Speeding\n2. Parking by the school";

struct CachedInbox {
    desk: TestInbox,
    memo: InboxMemo,
}

fn mail(sender: &str, text: &str) -> Source {
    Source {
        file: Untrusted::from("replies.mbox"),
        received: Some(Received::day(day("2023-09-20"))),
        sender: Untrusted::from(sender),
        subject: Untrusted::from("Charter"),
        text: Untrusted::from(text),
        ..Source::empty(Origin::Mail, Digest::hash_parts([sender, text]))
    }
}

impl CachedInbox {
    /// Two mails from one address, two from another; a third mail from the latter comes later.
    fn new() -> Self {
        let mut desk = TestInbox::new();
        let others = [mail("post@two.example", "We do not wish to take part."), mail("post@two.example", "Quarterly.")];
        desk.import([mail("post@one.example", YES), mail("post@one.example", "By phone, please.")]);
        desk.import(others);
        Self { desk, memo: InboxMemo::default() }
    }

    /// The lines with the memo, compared with those of a fresh reading.
    fn lines_on(&mut self, as_at: &str) -> Vec<InboxLine> {
        let read = inbox_lines_with_memo(&self.desk.store, &self.desk.round, day(as_at), &mut self.memo).unwrap();
        assert_eq!(read, inbox_lines(&self.desk.store, &self.desk.round, day(as_at)).unwrap());
        read
    }

    fn lines(&mut self) -> Vec<InboxLine> {
        self.lines_on("2023-10-05")
    }

    fn decide(&mut self, index: usize, verdict: Verdict) {
        let lines = self.lines();
        if let Some(line) = lines.get(index % lines.len().max(1))
            && let Ok(change) = to_change(line, line.triage.council, self.desk.round.id, verdict)
        {
            self.desk.apply(change);
        }
    }

    fn edit(&mut self, details: CouncilDetails) {
        let council =
            self.desk.store.councils().unwrap().into_iter().find(|council| council.id == CouncilId(7)).unwrap();
        let (council, version) = (council.id, Some(council.version));
        self.desk.apply(Act::Council(EditCouncil { council, version, details }));
    }

    fn rename_parking(&mut self) {
        let named =
            |name: &&str| if name.starts_with("parking") { "parked cars".to_owned() } else { (*name).to_owned() };
        let names = DEFAULT_CATEGORIES.iter().map(named).collect();
        self.desk.apply(Act::List(EditList { list: NameList::Categories, names }));
    }
}

fn councils(lines: &[InboxLine]) -> Vec<(i64, Option<i64>)> {
    let mut matched: Vec<(i64, Option<i64>)> =
        lines.iter().map(|line| (line.item.id.0, line.triage.council.map(|council| council.0))).collect();
    matched.sort_unstable();
    matched
}

#[test]
fn a_learnt_address_identifies_other_items_until_undo() {
    let mut inbox = CachedInbox::new();
    let nobody = [(1, None), (2, None), (3, None), (4, None)];
    assert_eq!(councils(&inbox.lines()), nobody);
    inbox.decide(0, Verdict::AssignCouncil(CouncilId(7)));
    assert_eq!(councils(&inbox.lines()), [(1, Some(7)), (2, Some(7)), (3, None), (4, None)]);
    inbox.desk.store.undo("the sergeant", moment()).unwrap();
    assert_eq!(councils(&inbox.lines()), nobody);
    inbox.desk.store.redo("the sergeant", moment()).unwrap();
    assert_eq!(councils(&inbox.lines()), [(1, Some(7)), (2, Some(7)), (3, None), (4, None)]);
    // The same for a mail that comes later.
    inbox.desk.import([mail("post@one.example", "Once a year.")]);
    assert_eq!(councils(&inbox.lines())[4], (5, Some(7)));
}

#[test]
fn renaming_a_category_changes_the_readings() {
    let mut inbox = CachedInbox::new();
    let category = |inbox: &mut CachedInbox| {
        let lines = inbox.lines();
        let of_first = lines.iter().find(|line| line.item.id.0 == 1).unwrap();
        of_first.triage.reading.priorities[1].value.category.clone()
    };
    assert_eq!(category(&mut inbox).as_deref(), Some("parking and obstruction"));
    inbox.rename_parking();
    assert_eq!(category(&mut inbox), None, "no category of that name is left");
    inbox.desk.store.undo("the sergeant", moment()).unwrap();
    assert_eq!(category(&mut inbox).as_deref(), Some("parking and obstruction"));
}

#[test]
fn a_newly_recorded_answer_is_the_base_of_the_next_reading() {
    let mut inbox = CachedInbox::new();
    inbox.decide(0, Verdict::AssignCouncil(CouncilId(7)));
    let group = |inbox: &mut CachedInbox, as_at: &str| {
        inbox.lines_on(as_at).iter().find(|line| line.item.id.0 == 1).unwrap().triage.group
    };
    assert_ne!(group(&mut inbox, "2023-10-05"), Group::Conflict);
    inbox.desk.answer(CouncilId(7), "2023-09-10", Wish::No);
    assert_eq!(group(&mut inbox, "2023-10-05"), Group::Conflict);
    assert_ne!(group(&mut inbox, "2023-09-09"), Group::Conflict, "it had not answered by then");
    assert_eq!(group(&mut inbox, "2023-10-05"), Group::Conflict);
    inbox.desk.store.undo("the sergeant", moment()).unwrap();
    assert_ne!(group(&mut inbox, "2023-10-05"), Group::Conflict);
}

#[rstest]
#[test]
fn a_council_that_has_gone_is_matched_no_more() {
    let mut inbox = CachedInbox::new();
    inbox.decide(2, Verdict::AssignCouncil(CouncilId(7)));
    let before = councils(&inbox.lines());
    inbox.edit(CouncilDetails { inactive_on: Some(NaiveDate::from_ymd_opt(2023, 10, 1)), ..CouncilDetails::default() });
    assert_ne!(councils(&inbox.lines()), before);
}

#[test]
fn a_reply_is_matched_by_a_new_contact_of_the_council() {
    let mut inbox = CachedInbox::new();
    let before = councils(&inbox.lines());
    inbox.desk.apply(contact("post@one.example"));
    assert_ne!(councils(&inbox.lines()), before);
}

fn contact(email: &str) -> Act {
    let facts = ContactFacts { role: "clerk".into(), email: email.into(), ..ContactFacts::default() };
    Act::Contact(RecordContact { known: None, councils: vec![CouncilId(7)], facts })
}

#[test]
fn changes_of_another_program_are_read() {
    let mut inbox = CachedInbox::new();
    inbox.lines();
    let mut other = inbox.desk.store.reopen(moment()).unwrap();
    let line = inbox.lines().remove(0);
    let of = to_change(&line, None, inbox.desk.round.id, Verdict::AssignCouncil(CouncilId(7))).unwrap();
    other.apply(&of, "another", moment()).unwrap();
    assert_eq!(councils(&inbox.lines())[..2], [(1, Some(7)), (2, Some(7))]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn after_any_change_the_memo_equals_a_fresh_reading(
        steps in proptest::collection::vec((0_u8..12, 0_usize..6, any::<bool>()), 1..14),
    ) {
        let mut inbox = CachedInbox::new();
        for (what, index, other) in steps {
            let council = CouncilId(if other { 7 } else { 8 });
            match what {
                0 => inbox.decide(index, Verdict::AssignCouncil(council)),
                1 => inbox.decide(index, Verdict::Postpone(other)),
                2 => inbox.decide(index, Verdict::NotForUs),
                3 => {
                    let part = |id| SplitPart { council: CouncilId(id), part: None };
                    inbox.decide(index, Verdict::Split(vec![part(7), part(8)]));
                }
                4 => inbox.decide(index, Verdict::declined(Received::day(day("2023-09-21")), Supersedes::ByDate)),
                5 => inbox.rename_parking(),
                6 => inbox.desk.answer(CouncilId(7), "2023-09-10", if other { Wish::Yes } else { Wish::No }),
                7 => {
                    let address = if other { "post@one.example" } else { "post@two.example" };
                    inbox.desk.apply(contact(address));
                }
                8 => inbox.desk.import([mail("post@one.example", &format!("Monthly. {index}"))]),
                9 => {
                    let _ = inbox.desk.store.redo("the sergeant", moment());
                }
                _ => {
                    let _ = inbox.desk.store.undo("the sergeant", moment());
                }
            }
            let (as_at, round) = (day(if other { "2023-10-05" } else { "2023-09-15" }), inbox.desk.round.clone());
            let read = inbox_lines_with_memo(&inbox.desk.store, &round, as_at, &mut inbox.memo).unwrap();
            prop_assert_eq!(read, inbox_lines(&inbox.desk.store, &round, as_at).unwrap());
        }
    }
}
