use std::collections::BTreeSet;

use chrono::NaiveDate;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
use rstest::rstest;

use super::{Cell, ColumnError, ListColumn};
use crate::agenda::DecisionTiming;
use crate::calendar::{Quarter, Received};
use crate::council::Kind;
use crate::council_line::{CouncilLine, LineDetails};
use crate::engagement::Engagement;
use crate::ids::{CouncilId, ReturnId, RoundId};
use crate::list_table::ListSort;
use crate::returns::{Frequency, Method, ReturnState, Wish};
use crate::round::Round;
use crate::search_key::{SearchKey, fold};
use crate::status::{CouncilStatus, InvitationFact, ReturnFact, StatusFacts};
use crate::untrusted::Untrusted;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn line(id: i64, name: &str, team: &str, returned: Option<(u8, Option<Frequency>)>, seen: Option<u32>) -> CouncilLine {
    let round = Round::for_quarter(RoundId(1), Quarter { year: 2023, number: 4 }, day("2023-09-30"));
    let returns: Vec<ReturnFact> = returned
        .into_iter()
        .map(|(priorities, frequency)| ReturnFact {
            id: ReturnId(id),
            received: Received::day(day("2023-09-20")),
            wish: Wish::Yes,
            priorities,
            agreed: if priorities > 3 { 0 } else { priorities },
            frequency,
            method: Some(Method::Digital),
            state: ReturnState::Replaces,
        })
        .collect();
    let letter = [InvitationFact { sent_on: Some(day("2023-09-04")), undelivered_on: None }];
    let last_seen_on = seen.map(|days| day("2023-03-01") + chrono::Days::new(days.into()));
    let engagement = Engagement { last_seen_on, next_meeting_on: None };
    let facts = StatusFacts { invitations: &letter, returns: &returns, engagement, ..StatusFacts::default() };
    CouncilLine {
        id: CouncilId(id),
        position: id,
        name: Untrusted::from(name),
        name_confirmed: true,
        kind: Kind::Parish,
        parishes: "E04000001".into(),
        county: Untrusted::from("Shropshire").into(),
        district: Untrusted::from("Shropshire").into(),
        team: Untrusted::from(team).into(),
        named_contact: std::sync::Arc::default(),
        status: CouncilStatus::derive(&round, day("2023-10-05"), &facts),
        decides: DecisionTiming::NoMeetingKnown,
        search_key: SearchKey::new(name, [].into_iter()),
        details: LineDetails::default(),
    }
}

fn sorted(lines: &[CouncilLine], typed: &str) -> Vec<i64> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    ListSort::parse(typed).unwrap().sort(&mut order, |index| &lines[*index]);
    order.into_iter().map(|index| lines[index].id.0).collect()
}

fn examples() -> Vec<CouncilLine> {
    vec![
        line(1, "Wem Town Council", "North SNT", Some((2, Some(Frequency::Yearly))), Some(40)),
        line(2, "All Stretton", "", None, None),
        line(3, "Église Stretton", "East SNT", Some((5, Some(Frequency::Monthly))), Some(3)),
        line(4, "St Martin's", "north SNT", Some((1, None)), None),
        line(5, "Exfords Green", "", None, Some(9)),
    ]
}

#[rstest]
#[case("council", &[2, 3, 5, 4, 1])]
#[case("council:desc", &[1, 4, 5, 3, 2])]
#[case("priorities", &[4, 1, 3, 2, 5])]
#[case("priorities:desc", &[3, 1, 4, 2, 5])]
#[case("frequency", &[3, 1, 2, 4, 5])]
#[case("last seen", &[3, 5, 1, 2, 4])]
#[case("last-seen:desc", &[1, 5, 3, 2, 4])]
#[case("team", &[3, 1, 4, 2, 5])]
#[case("status", &[3, 2, 5, 1, 4])]
fn sorts_by_meaning_with_blanks_last(#[case] typed: &str, #[case] order: &[i64]) {
    assert_eq!(sorted(&examples(), typed), order);
}

#[test]
fn a_column_again_reverses_and_another_begins_anew() {
    let once = ListSort::by(ListColumn::Heard, None);
    let twice = ListSort::by(ListColumn::Heard, Some(once));
    assert_eq!((once.descending, twice.descending), (false, true));
    assert!(!ListSort::by(ListColumn::Heard, Some(twice)).descending);
    assert!(!ListSort::by(ListColumn::Team, Some(twice)).descending);
}

#[test]
fn each_column_has_a_letter_of_its_own() {
    let mut letters: BTreeSet<char> = ListColumn::ALL.iter().map(|column| column.letter()).collect();
    letters.insert(ListSort::CLEAR);
    assert_eq!(letters.len(), ListColumn::ALL.len() + 1);
}

#[test]
fn columns_are_read_from_words_and_a_wrong_one_is_named() {
    let read = ListColumn::parse_list("council, last seen,priority_words");
    assert_eq!(read, Ok(vec![ListColumn::Council, ListColumn::LastSeen, ListColumn::PriorityWords]));
    assert_eq!(ListColumn::parse_list("team,team"), Err(ColumnError::Twice(ListColumn::Team)));
    assert!(ListColumn::parse_list("tem").unwrap_err().to_string().contains("council, status, heard"));
    assert!(ListColumn::parse_list(" , ").unwrap_err().to_string().contains("no column"));
    assert_eq!(ListSort::parse("team:down"), Err(ColumnError::Direction("down".to_owned())));
}

#[test]
fn a_status_names_its_flags() {
    assert_eq!(ListColumn::Status.cell(&examples()[2]), Cell::Text("confirmed, needs choice".into()));
    assert_eq!(ListColumn::Priorities.cell(&examples()[1]), Cell::Blank);
}

fn any_line() -> impl Strategy<Value = (bool, u8, Option<u32>)> {
    (any::<bool>(), 0u8..6, proptest::option::of(0u32..4))
}

proptest! {
    #[test]
    fn every_sort_keeps_all_lines_their_blanks_last_and_equal_ones_in_order(
        facts in proptest::collection::vec(any_line(), 0..20), index in 0..ListColumn::ALL.len(), descending: bool
    ) {
        let column = ListColumn::ALL[index];
        let lines: Vec<CouncilLine> = facts.iter().zip(1..).map(|((answered, priorities, seen), id)| {
            let team = if priorities % 2 == 0 { "" } else { "North" };
            line(id, if *answered { "Wem" } else { "Clun" }, team, answered.then_some((*priorities, None)), *seen)
        }).collect();
        let mut order: Vec<usize> = (0..lines.len()).collect();
        ListSort { column, descending }.sort(&mut order, |index| &lines[*index]);
        let blank = |index: &usize| column.cell(&lines[*index]) == Cell::Blank;
        prop_assert!(order.iter().map(blank).is_sorted(), "blanks are last");
        let mut again = order.clone();
        ListSort { column, descending }.sort(&mut again, |index| &lines[*index]);
        prop_assert_eq!(&again, &order, "sorting is stable");
        let equal = |a: usize, b: usize| column.cell(&lines[a]) == column.cell(&lines[b]);
        prop_assert!(order.windows(2).all(|pair| !equal(pair[0], pair[1]) || pair[0] < pair[1]));
        order.sort_unstable();
        prop_assert!(order.into_iter().eq(0..lines.len()));
    }

    #[test]
    fn names_and_words_are_in_the_order_of_their_folded_text(
        names in proptest::collection::vec("(Great Ashby|Great Ash|É|St )?[a-cÀ]{0,3}", 0..20), descending: bool
    ) {
        let lines: Vec<CouncilLine> = names.iter().zip(1..).map(|(name, id)| line(id, name, name, None, None)).collect();
        for column in [ListColumn::Council, ListColumn::Team] {
            let mut order: Vec<usize> = (0..lines.len()).collect();
            ListSort { column, descending }.sort(&mut order, |index| &lines[*index]);
            let words: Vec<String> = order
                .iter()
                .map(|index| match column {
                    ListColumn::Council => lines[*index].search_key.name().to_owned(),
                    _ => fold(&names[*index]),
                })
                .filter(|words| column == ListColumn::Council || !words.is_empty())
                .collect();
            let is_sorted = if descending { words.is_sorted_by(|a, b| a >= b) } else { words.is_sorted() };
            prop_assert!(is_sorted, "{column}: {words:?}");
        }
    }
}
