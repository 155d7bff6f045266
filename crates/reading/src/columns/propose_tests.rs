use super::propose;
use charter::column::Column;
use charter::untrusted::Untrusted;
use proptest::collection::vec;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
use rstest::rstest;

fn untrusted(cells: &[&str]) -> Vec<Untrusted> {
    cells.iter().map(|cell| Untrusted::from(*cell)).collect()
}

fn is_council(name: &str) -> bool {
    ["Wem", "Wem Town Council", "Clun", "Hodnet", "Myddle", "Ludlow"].contains(&name)
}

fn codes(header: &str, rows: &[&str]) -> String {
    let cells = |row: &str| untrusted(&row.split('|').collect::<Vec<_>>());
    let rows: Vec<Vec<Untrusted>> = rows.iter().map(|row| cells(row)).collect();
    propose(&cells(header), &rows, &is_council).iter().map(|guess| guess.column.code()).collect::<Vec<_>>().join(" ")
}

#[rstest]
#[case::tracker(
    "Town/Parish|Date of reply|Wants to engage?|Priority 1|Priority 2|How often|Pref. method|Comments",
    &["Wem|12/9/23|Yes|Speeding|Parking|Quarterly|Teams|Thank you for asking us again", "Clun|13/9/23|N|||||"],
    "council received wish priority priority frequency method views"
)]
#[case::short(
    "PC|Response received|P1|P2|P3|Notes|Clerk email",
    &["Wem|12 Sep 2023|Speeding|||ok|clerk@wem.example"],
    "council received priority priority priority unused sender"
)]
#[case::forms(
    "ID|Start time|Completion time|Email|Name|Name of your town or parish council|Does your council wish to continue to take part in the charter?|What are your top three priorities?|How often would you like to meet?|How would you like us to engage with you?|Anything else?",
    &["1|2023-09-12T14:01:10|2023-09-12T14:05:33|anonymous||Wem Town Council|Yes - we would like to continue|Speeding;Parking;|Every 3 months|Teams|", "2|2023-09-13T09:00:00|2023-09-13T09:07:01|clerk@clun.example||Clun|Not at this time||||Thank you for asking"],
    "unused unused received sender unused council wish priorities frequency method views"
)]
#[case::yes_or_no_is_no_date(
    "Council Name|Response received|Date",
    &["Wem|Yes|12/9/23", "Clun|No|", "Hodnet|No|"],
    "council unused received"
)]
#[case::each_topic(
    "Council|Speeding|Parking|Replied?|Not taking part",
    &["Wem|Y|N|Y|N", "Clun|N|Y|N|Y", "Hodnet|Y|Y|Y|N"],
    "council unused unused unused unused"
)]
#[case::its_own_word(
    "Council|Reply in?|Takes part",
    &["Wem|TRUE|Yes", "Clun|FALSE|No"],
    "council unused wish"
)]
#[case::values_alone(
    "A|B|C|D|E",
    &["Wem|E04011256|yes|12/9/23|clerk@wem.example", "Clun|E04011257|no|13/9/23|clerk@clun.example"],
    "council code wish received sender"
)]
#[case::of_another_round(
    "Council|Priorities last quarter|Declined?|Priorities this quarter",
    &["Wem|Speeding; Parking|no|Drugs; Burglary", "Clun|Litter; ASB|yes|Theft; Fraud"],
    "council unused unused priorities"
)]
#[case::sent_is_not_received(
    "Parish|Letter sent|Date chased|Date received",
    &["Wem|4/9/23|20/9/23|21/9/23", "Clun|4/9/23||12/9/23"],
    "council unused unused received"
)]
#[case::the_day_of_a_meeting_is_not_that_of_the_reply(
    "Parish|Wish|Meeting date|Last visited",
    &["Wem|yes|4/10/23|4/9/23", "Clun|no|5/10/23|5/9/23"],
    "council wish unused unused"
)]
#[case::issues(
    "Council|Issue 1|Issue 2|Priorities|Status|District",
    &["Wem|Speeding||a; b|Awaiting reply|Shropshire"],
    "council priority priority priorities status county"
)]
#[case::one_of_each(
    "Parish|Parish name|Wish|Wish?",
    &["Wem|Wem|yes|yes", "Clun|Clun|no|no"],
    "council unused wish unused"
)]
#[case::no_rows(
    "Parish|Engage|Priority",
    &[""],
    "council wish priority"
)]
#[case::one_column_of_lists(
    "Parish|Priority",
    &["Wem|Speeding; parking"],
    "council priorities"
)]
fn columns_are_proposed(#[case] header: &str, #[case] rows: &[&str], #[case] wanted: &str) {
    assert_eq!(codes(header, rows), wanted);
}

#[test]
fn a_guess_says_why() {
    let rows = [untrusted(&["Wem", "yes"]), untrusted(&["Nowhere", "no"]), untrusted(&["Clun", ""])];
    let guesses = propose(&untrusted(&["Parish council name", "X"]), &rows, &is_council);
    assert_eq!(guesses[0].why, "the header says “Parish council name”, and 2 of 3 values are councils of the register");
    assert!(guesses[0].sure);
    assert_eq!(guesses[1].why, "2 of 2 values are a yes or a no");
    assert!(!guesses[1].sure);
}

#[test]
fn contradicting_values_make_a_guess_unsure() {
    let rows = [untrusted(&["x", "soon"]), untrusted(&["y", "later"]), untrusted(&["z", "never"])];
    let guesses = propose(&untrusted(&["Parish", "Date of reply"]), &rows, &is_council);
    assert!(!guesses[0].sure);
    assert!(!guesses[1].sure);
}

proptest! {
    #[test]
    fn each_meaning_is_proposed_once(
        header in vec("(Parish|Wish|Date|Email|Method|Priority 1|how often|\\PC{0,6}| ){0,3}", 0..8),
        rows in vec(vec("(Wem|yes|no|12/9/23|E04011256|x@y.example|Teams|\\PC{0,6})", 0..9), 0..5)
    ) {
        let header: Vec<Untrusted> = header.into_iter().map(Untrusted::from).collect();
        let rows: Vec<Vec<Untrusted>> =
            rows.into_iter().map(|row| row.into_iter().map(Untrusted::from).collect()).collect();
        let guesses = propose(&header, &rows, &is_council);
        prop_assert_eq!(guesses.len(), header.len());
        for column in Column::ALL.iter().filter(|column| !column.may_repeat()) {
            prop_assert!(guesses.iter().filter(|guess| guess.column == *column).count() <= 1, "{}", column);
        }
    }
}

/// Looking up a name takes time, and a sheet may have five hundred columns of one value.
#[test]
fn each_value_is_looked_up_once_and_wide_sheets_by_some_rows() {
    let lookups = std::cell::Cell::new(0);
    let is_council = |_: &str| {
        lookups.set(lookups.get() + 1);
        false
    };
    let row = |line: usize, unique: bool| -> Vec<Untrusted> {
        let value = |column: usize| if unique { format!("x{line}y{column}") } else { "Wem".to_owned() };
        (0..500).map(|column| Untrusted::new(value(column))).collect()
    };
    let header = vec![Untrusted::default(); 500];
    super::propose(&header, &(0..50).map(|line| row(line, false)).collect::<Vec<_>>(), &is_council);
    assert_eq!(lookups.replace(0), 1);
    super::propose(&header, &(0..50).map(|line| row(line, true)).collect::<Vec<_>>(), &is_council);
    assert!(lookups.get() <= 6_500, "{}", lookups.get());
}
