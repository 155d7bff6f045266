//! Which letters the day of a round's letter, and opening a round, put on record.

use super::*;

/// Three councils, of which the third is inactive from 1 September, and a round without a letter.
fn three_councils() -> (RecordSet, IdAllocator) {
    let (mut rows, _) = desk();
    let first = rows.council(CouncilId(1)).unwrap().clone();
    rows.insert(Record::Council(Council { id: CouncilId(2), ..first.clone() }));
    let inactive_on = "2023-09-01".parse().ok();
    rows.insert(Record::Council(Council { id: CouncilId(3), inactive_on, ..first }));
    (rows, IdAllocator::starting_after([(Table::Councils, 3), (Table::Rounds, 1)]))
}

/// Enters the letter's day, and returns each council's letters with their days.
fn letters_after(rows: &mut RecordSet, ids: &mut IdAllocator, issued_on: Option<&str>) -> Vec<(i64, Option<String>)> {
    let known = rows.round(RoundId(1)).unwrap().clone();
    let (code, version, issued_on) = (known.code, known.version, issued_on.map(|on| on.parse().unwrap()));
    let act = EditRound { round: known.id, code, version, issued_on, deadline: known.deadline, terms: known.terms };
    let edits = Change::from(Act::Round(act)).edits(rows, ids, moment()).unwrap();
    assert_eq!(edits[0].council(), None, "the round comes first");
    rows.invitations().map(|sent| (sent.council.0, sent.sent_on.map(|on| on.to_string()))).collect()
}

fn letter_to(council: i64, sent_on: Option<&str>, back: Option<&str>) -> Act {
    Act::Letter(RecordLetter {
        council: CouncilId(council),
        round: RoundId(1),
        sent_on: sent_on.map(|on| on.parse().unwrap()),
        channel: None,
        undelivered_on: back.map(|on| on.parse().unwrap()),
    })
}

#[test]
fn with_the_letters_day_every_active_council_without_a_letter_gets_one() {
    let (mut rows, mut ids) = three_councils();
    let undated = Change::from(letter_to(1, None, None));
    undated.edits(&mut rows, &mut ids, moment()).unwrap();
    let on = Some("2023-09-04".to_owned());
    assert_eq!(letters_after(&mut rows, &mut ids, Some("2023-09-04")), [(1, None), (2, on)]);
}

#[test]
fn the_letters_of_a_corrected_day_move_with_it_and_others_stay() {
    let (mut rows, mut ids) = three_councils();
    let day = |on: &str| Some(on.to_owned());
    assert_eq!(letters_after(&mut rows, &mut ids, Some("2023-09-04")).len(), 2);
    let back = Change::from(letter_to(1, None, Some("2023-09-05")));
    back.edits(&mut rows, &mut ids, moment()).unwrap();
    // The first came back before the new day, so it had left on the old one.
    let moved = [(1, day("2023-09-04")), (2, day("2023-09-06"))];
    assert_eq!(letters_after(&mut rows, &mut ids, Some("2023-09-06")), moved);
    assert_eq!(letters_after(&mut rows, &mut ids, None), moved, "a day that is not known any more moves none");
}

#[rstest]
#[case(None, 0)]
#[case(Some("2023-12-20"), 2)]
fn a_round_invites_only_if_the_letters_day_is_known(#[case] issued_on: Option<&str>, #[case] letters: usize) {
    let (mut rows, mut ids) = three_councils();
    let quarter = crate::calendar::Quarter { year: 2024, number: 1 };
    let issued_on = issued_on.map(|on| on.parse().unwrap());
    let (deadline, terms) = ("2024-01-31".parse().unwrap(), RoundTerms::default());
    let act = OpenRound { quarter, issued_on, deadline, terms };
    Change::from(Act::OpenRound(act)).edits(&mut rows, &mut ids, moment()).unwrap();
    assert_eq!(rows.invitations().count(), letters);
    assert!(rows.invitations().all(|sent| sent.round == RoundId(2) && sent.sent_on == issued_on));
}
