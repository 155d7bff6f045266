//! Kinds of wrong values that were seen, each in three wordings of our own. What matters is what one key would record.

use rstest::rstest;

use super::tests::reading;
use charter::returns::{Frequency, Method, Wish};

fn wish(text: &str) -> Option<Wish> {
    reading(text).wish.filter(|read| read.filled_in).map(|read| read.value)
}

fn method(text: &str) -> Option<Method> {
    reading(text).method.filter(|read| read.filled_in).map(|read| read.value)
}

fn frequency(text: &str) -> Option<Frequency> {
    reading(text).frequency.filter(|read| read.filled_in).map(|read| read.value)
}

fn priorities(text: &str) -> Vec<String> {
    let read = reading(text).priorities.into_iter().filter(|read| read.filled_in);
    read.map(|read| read.value.text).collect()
}

/// Words of taking part that are about something else.
#[rstest]
#[case("We are in the middle of appointing a new clerk.")]
#[case("The footpaths officer is in touch with the landowner about the stile.")]
#[case("Our Speedwatch volunteers would like to join the county scheme in spring.")]
fn a_figure_of_speech_is_no_wish(#[case] text: &str) {
    assert_eq!(wish(text), None);
}

#[rstest]
#[case("Neither Kinlet nor Rock wants to join.")]
#[case("Neither of my two parishes wishes to take part.")]
#[case("Neither council nor meeting wishes to be part of the Charter.")]
fn negations_do_not_cancel(#[case] text: &str) {
    assert_ne!(wish(text), Some(Wish::Yes));
}

/// A reply of two councils that differ says nothing for either.
#[rstest]
#[case("Stoke wishes to take part. Hope does not wish to take part.")]
#[case("Parish of Acton: we wish to continue.\n\nParish of Round: we do not wish to continue.")]
#[case("The town council would like to take part, but the parish council wishes to withdraw.")]
fn two_councils_that_differ(#[case] text: &str) {
    assert_eq!(wish(text), None);
}

#[rstest]
#[case("Having written to you in June, the council wishes to take part.")]
#[case("The council wishes to take part. Reports of poaching have gone up.")]
#[case("We wish to take part. I personally hope that it helps.")]
fn words_that_name_no_method(#[case] text: &str) {
    assert_eq!(method(text), None);
}

#[rstest]
#[case("We would prefer a constable at the meeting to a report.")]
#[case("An officer in person, please, rather than a written update.")]
#[case("Members asked for an officer to attend the meeting in person and not for an e-mail.")]
fn the_method_that_is_preferred(#[case] text: &str) {
    assert!(matches!(method(text), None | Some(Method::InPerson)), "{:?}", method(text));
}

#[rstest]
#[case("Nobody need come, a line by e-mail will do.")]
#[case("There is no need to attend. A short written update by e-mail is enough.")]
#[case("No need for anyone to come to the meeting, please send us a written report.")]
fn no_need_to_come_beside_a_method(#[case] text: &str) {
    assert!(matches!(method(text), None | Some(Method::WrittenUpdate)), "{:?}", method(text));
}

/// A value that is withdrawn later in the mail yields to the later one.
#[rstest]
#[case("We would like quarterly contact. Correction: make that monthly contact, please.")]
#[case("Please visit us monthly. Sorry, the Chair now says quarterly visits, not monthly.")]
#[case("Contact: yearly. PS: members have since asked for contact every quarter instead.")]
fn a_value_that_is_withdrawn(#[case] text: &str) {
    let unread = || !reading(text).unread.is_empty();
    assert!(frequency(text).is_none() || unread(), "{:?}", frequency(text));
}

#[rstest]
#[case("We do not wish to take part. Perhaps you will answer our letters one day.")]
#[case("The council wishes to take part. I shall be slow to answer e-mails until Monday.")]
#[case("The council wishes to take part. Please allow ten days for a reply to any question.")]
fn delay_warnings_are_no_holding_reply(#[case] text: &str) {
    assert!(reading(text).holding.is_none_or(|read| !read.filled_in));
    assert!(wish(text).is_some());
}

/// The header row, the ranks and the votes of a table are no priorities.
#[rstest]
#[case(
    "We wish to take part.\n\nRank | Priority | Votes\n1 | Speeding on the B4368 | 9\n2 | Fly-tipping in Park Lane | 4\n"
)]
#[case("Our priorities:\n\nNo.\tIssue\tVotes\n1\tSpeeding on the B4368\t9\n2\tFly-tipping in Park Lane\t4\n")]
#[case(
    "Our priorities are below.\n\nissue                        votes\nSpeeding on the B4368          9\nFly-tipping in Park Lane       4\n"
)]
fn tables(#[case] text: &str) {
    let allowed = ["Speeding on the B4368", "Fly-tipping in Park Lane"];
    for priority in priorities(text) {
        assert!(allowed.contains(&priority.as_str()), "{priority}");
    }
}

/// Wrapped lines are joined by the mail's own width.
#[rstest]
#[case("The priorities of the council are the\nspeed of cars on Station Road and the\nfly-tipping on the edge of the wood.", &["the speed of cars on Station Road", "fly-tipping on the edge of the wood"])]
#[case("Our priorities:\n- burglary from sheds and outbuildings\n  in the lower village\n- speeding\n", &["burglary from sheds and outbuildings in the lower village", "speeding"])]
#[case("Our priorities are:\nSpeeding\nDog mess\nParking\n", &["Speeding", "Dog mess", "Parking"])]
fn wrapped_lines_and_short_items(#[case] text: &str, #[case] expected: &[&str]) {
    for priority in priorities(text) {
        let stripped = priority.trim_start_matches("the ");
        assert!(expected.iter().any(|one| one.trim_start_matches("the ") == stripped), "{priority}");
    }
}

#[rstest]
#[case("Extract from the minutes: RESOLVED that the Council takes part in the Charter.")]
#[case("Minute 12: It was resolved to take part in the Community Charter.")]
#[case("23/88 Policing Charter. RESOLVED: to continue to take part.")]
fn minutes_carry_a_wish(#[case] text: &str) {
    assert_eq!(wish(text), Some(Wish::Yes));
}

#[rstest]
#[case("Yes, of course, because the last one went so well. Leave us out.")]
#[case("We would love to take part in another scheme that nobody answers. No.")]
#[case("Oh wonderful, another charter. Count us out.")]
fn sarcasm_is_no_yes(#[case] text: &str) {
    assert_ne!(wish(text), Some(Wish::Yes));
}

/// Of a table with a header row only the issue is read: no heading, place, rank or vote, and no two cells as one.
#[rstest]
#[case::tabs(
    "We wish to take part. Our priorities:\n\nIssue\tPlace\tVotes\nSpeeding\tStation Road\t9\nFly-tipping\tPark Lane\t4\nDog fouling\tThe Green\t3\n",
    &["Speeding", "Fly-tipping", "Dog fouling"]
)]
#[case::a_number_heading(
    "Please find our priorities below.\n\nNo.\tConcern\tLocation\n1\tSpeeding\tChurch Street\n2\tBurglary\tAllotments\n",
    &["Speeding", "Burglary"]
)]
#[case::pipes(
    "Our priorities:\n\n| Rank | Issue | Votes |\n|---|---|---|\n| 1 | Speeding | 9 |\n| 2 | Fly-tipping | 4 |\n",
    &["Speeding", "Fly-tipping"]
)]
#[case::slashes(
    "Our priorities:\nissue / place / votes\nSpeeding / Station Road / 9\nFly-tipping / Park Lane / 4\n",
    &["Speeding", "Fly-tipping"]
)]
#[case::two_headings(
    "Our priorities:\n\nPriority\tIssue\tRaised by\nFirst\tHare coursing\tCllr North\nSecond\tSpeeding\tCllr South\n",
    &["Hare coursing", "Speeding"]
)]
fn tables_are_read_by_their_columns(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(priorities(text), expected);
    assert_ne!(wish(text), Some(Wish::No), "a heading is no answer");
}

/// What has no header row of a table stays as it is: filled in, or suggested.
#[rstest]
#[case::a_form(
    "Do you wish to take part?\tYes\nPriority 1\tSpeeding on the A49\nPriority 2\tParking\nHow often\tQuarterly\n",
    &["Speeding on the A49", "Parking"]
)]
#[case::a_list("Our priorities:\n- Speeding / dangerous driving\n- Litter\n", &["Speeding / dangerous driving", "Litter"])]
#[case::a_heading_alone("Priority / issue\n\nOur priorities are speeding and litter.", &["speeding", "litter"])]
fn other_lines_are_no_tables(#[case] text: &str, #[case] expected: &[&str]) {
    let read: Vec<String> = reading(text).priorities.into_iter().map(|read| read.value.text).collect();
    assert_eq!(read, expected);
}
