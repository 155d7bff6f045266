//! Short replies and what is read from them.

use chrono::NaiveDate;
use rstest::rstest;

use super::{Context, Document, Reading, read, read_by_rules};
use charter::ids::PriorityId;
use charter::proposal::Proposal;
use charter::returns::{DEFAULT_CATEGORIES, Wish};
use charter::untrusted::Untrusted;

fn received() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 9, 20).unwrap()
}

fn before() -> Vec<Proposal> {
    let texts = ["Speeding on the A49", "Parking by the school", "Dog mess"];
    let proposal = |(place, text): (u8, &str)| Proposal {
        id: PriorityId(place.into()),
        slot: place,
        code: "2023-Q3".to_owned(),
        text: Untrusted::from(text),
        category: None,
    };
    (1..).zip(texts).map(proposal).collect()
}

fn with_context<T>(work: impl FnOnce(&Context<'_>) -> T) -> T {
    let categories: Vec<String> = DEFAULT_CATEGORIES.iter().map(|&name| name.to_owned()).collect();
    work(&Context { received_on: Some(received()), agreed: &before(), categories: &categories, model: None })
}

/// What rules and model read together.
pub(super) fn reading(text: &str) -> Reading {
    with_context(|context| read(text, context))
}

/// What the rules read.
fn by_rules(text: &str) -> Reading {
    with_context(|context| read_by_rules(&Document::new(text), context))
}

/// A reading on one line: `yes | Speeding; =2 | quarterly | digital | later | 2023-10-12`; `-` stands for nothing.
fn summary(text: &str) -> String {
    let read = by_rules(text);
    let none = || "-".to_owned();
    let priorities: Vec<String> = read
        .priorities
        .iter()
        .map(|extracted| extracted.value.taken_over.map_or_else(|| extracted.value.text.clone(), |id| format!("={id}")))
        .collect();
    [
        read.wish.map_or_else(none, |extracted| extracted.value.code().to_owned()),
        if priorities.is_empty() { none() } else { priorities.join("; ") },
        read.frequency.map_or_else(none, |extracted| extracted.value.code()),
        read.method.map_or_else(none, |extracted| extracted.value.code()),
        read.holding.map_or_else(none, |_| "later".to_owned()),
        read.meets_on.map_or_else(none, |extracted| extracted.value.to_string()),
    ]
    .join(" | ")
}

#[rstest]
#[case::plain("The council wishes to take part.", "yes | - | - | - | - | -")]
#[case::would_like("We'd very much like to participate again.", "yes | - | - | - | - | -")]
#[case::confirm("I can confirm that the Council would like to continue to work with you.", "yes | - | - | - | - | -")]
#[case::happy("Members are happy to take up the Charter offer.", "yes | - | - | - | - | -")]
#[case::yes_please("Yes please!", "yes | - | - | - | - | -")]
#[case::count_in("Count us in.", "yes | - | - | - | - | -")]
#[case::form("Do you wish to participate? Yes", "yes | - | - | - | - | -")]
#[case::form_no("Do you wish to participate? No", "no | - | - | - | - | -")]
#[case::form_empty("Do you wish to participate? Yes / No", "- | - | - | - | - | -")]
#[case::row(
    "Does the council wish to take part?: Y\nPriority 1: Litter in the lanes",
    "yes | Litter in the lanes | - | - | - | -"
)]
#[case::not("We do not wish to take part.", "no | - | - | - | - | -")]
#[case::no_longer("The Council no longer wishes to participate in the charter.", "no | - | - | - | - | -")]
#[case::declines("The Council respectfully declines.", "no | - | - | - | - | -")]
#[case::occasion("On this occasion members decided not to take part.", "no | - | - | - | - | -")]
#[case::not_the_noun("We have seen a decline in visible policing.", "- | - | - | - | - | -")]
#[case::averse("We would not be averse to taking part.", "yes | - | - | - | - | -")]
#[case::question("What does taking part mean?", "- | - | - | - | - | -")]
#[case::hypothetical("If we take part, who would come?", "- | - | - | - | - | -")]
#[case::conditional("We would only wish to take part if an officer came to our meetings.", "- | - | - | - | - | -")]
#[case::hedged("We would probably like to take part.", "- | - | - | - | - | -")]
#[case::considers("The council will consider whether to take part.", "- | - | - | - | later | -")]
#[case::past("We declined last year but would now like to take part.", "yes | - | - | - | - | -")]
#[case::something_else("Residents would like to take part in a Speedwatch.", "- | - | - | - | - | -")]
#[case::both("We wish to take part. We do not wish to take part.", "- | - | - | - | - | -")]
#[case::definitely_not("Do you wish to participate? Definitely not", "no | - | - | - | - | -")]
#[case::indeed_no("Do you wish to participate? Indeed no", "no | - | - | - | - | -")]
#[case::rather_not("Do you wish to participate? We would rather not", "no | - | - | - | - | -")]
#[case::withdrawing("Do you wish to participate? confirmed we are withdrawing", "no | - | - | - | - | -")]
#[case::defers("Do you wish to participate? Agreed to defer", "- | - | - | - | - | -")]
#[case::no_objection("Do you wish to participate? No objection", "- | - | - | - | - | -")]
#[case::cancels("Please cancel our participation in the charter.", "no | - | - | - | - | -")]
#[case::refrains("We shall refrain from taking part.", "no | - | - | - | - | -")]
#[case::no_reason("The council sees no reason to take part.", "no | - | - | - | - | -")]
#[case::fails_to_see("The council fails to see why it should take part.", "no | - | - | - | - | -")]
#[case::not_hesitate("We would not hesitate to take part.", "yes | - | - | - | - | -")]
#[case::reluctant("Members are reluctant to take part.", "- | - | - | - | - | -")]
#[case::neighbours("Our neighbours wish to take part.", "- | - | - | - | - | -")]
#[case::association("The residents' association wishes to take part.", "- | - | - | - | - | -")]
#[case::first("We want more information before we agree to take part.", "- | - | - | - | - | -")]
#[case::invited("We were pleased to be invited to take part.", "- | - | - | - | - | -")]
#[case::your_request("Thank you for your request that we take part in the charter.", "- | - | - | - | - | -")]
#[case::form_of_values("How? In person / Online / Written\nHow often? Monthly / Quarterly", "- | - | - | - | - | -")]
#[case::form_of_commas("Frequency: monthly, quarterly\nMethod: in person, digital, written", "- | - | - | - | - | -")]
#[case::no_longer_those("These are no longer priorities:\n- Speeding\n- Litter", "- | - | - | - | - | -")]
#[case::those_of_before("Last quarter our priorities were:\n- Speeding\n- Litter", "- | - | - | - | - | -")]
#[case::do_not_come("Please do not attend our meetings in person.", "- | - | - | - | - | -")]
#[case::zoom_is_no_good("Zoom is no good for us; in person please.", "- | - | - | in-person | - | -")]
#[case::agenda("Agenda:\n1. Apologies\n2. Speeding on the A49\n3. Planning", "- | - | - | - | - | -")]
#[case::boxes_behind("Take part: Yes [ ] No [x]\nMethod: In person [ ] Teams [x]", "no | - | - | digital | - | -")]
#[case::boxes_before("Take part: [x] Yes [ ] No\nMethod: [ ] In person [x] Teams", "yes | - | - | digital | - | -")]
#[case::round_boxes("Do you wish to take part? ( ) Yes (x) No", "no | - | - | - | - | -")]
#[case::ends("The council has resolved to end our participation in the charter.", "no | - | - | - | - | -")]
#[case::left_out("We would be happy to be left out of the charter.", "no | - | - | - | - | -")]
#[case::love_but("We'd love to take part but it is a no from us.", "- | - | - | - | - | -")]
#[case::accepts_the_invitation("We accept the invitation to take part.", "yes | - | - | - | - | -")]
#[case::blank_form("Wish to take part: Yes/No\nMethod (in person, digital):\nFrequency:", "- | - | - | - | - | -")]
#[case::not_as_priorities("Please do NOT record these as priorities:\n- Speeding\n- Litter", "- | - | - | - | - | -")]
#[case::of_neighbours("Our neighbours chose these priorities:\n- Speeding\n- Litter", "- | - | - | - | - | -")]
#[case::gave_in_july("In July we gave you:\n- Speeding\n- Litter", "- | - | - | - | - | -")]
#[case::anything_but("Anything but Teams please.", "- | - | - | - | - | -")]
#[case::less_than("Less than monthly please.", "- | - | - | - | - | -")]
#[case::names_none("Priorities:\n1. Speeding\n2. As above\n3. Parking (withdrawn)", "- | Speeding | - | - | - | -")]
#[case::below_our_questions(
    "Yes please.\n\nThe clerk\n\n> Which three policing\n> priorities does your council choose?\n>\n\nSpeeding\nLitter\n\
     > How often would you like to be met, for example monthly?\nQuarterly\n> Do you wish to take part?\n\nYes",
    "yes | Speeding; Litter | quarterly | - | - | -"
)]
#[case::behind_our_questions(
    "Which three policing priorities does your council choose? Speeding and litter\n\
     How often would you like to be met, for example monthly or quarterly?\nEvery six months",
    "- | Speeding; litter | six-monthly | - | - | -"
)]
#[case::a_memo(
    "From: Wem Town Council\nDate: 25 September 2023\nTo: The police\nSubject: Charter\n\nWe wish to take part.",
    "yes | - | - | - | - | -"
)]
#[case::own_question(
    "Which of our priorities have you looked at? Speeding on the A49 is bad.",
    "- | - | - | - | - | -"
)]
#[case::only_a_quote(
    "From: The team\nSent: 1 September 2023\n\nPriorities:\n1. Speeding\n2. Litter",
    "- | - | - | - | - | -"
)]
#[case::above_a_quoted_mail(
    "Yes please.\n\nOn 12 Sep 2023 at 14:05, the team wrote:\n\nOur priorities are speeding and litter.",
    "yes | - | - | - | - | -"
)]
#[case::between_the_lines_of_a_quoted_mail(
    "On 12 Sep 2023 at 14:05, the team wrote:\n> Our priorities are drugs and litter.\n> Do you wish to take part?\nYes",
    "yes | - | - | - | - | -"
)]
#[case::priorities_are_no_wish("Our priorities are speeding and litter.", "- | speeding; litter | - | - | - | -")]
fn wishes_and_forms(#[case] text: &str, #[case] wanted: &str) {
    assert_eq!(summary(text), wanted, "{text}");
}

#[rstest]
#[case::inline(
    "Our priorities are speeding on the A4117, parking outside the school and fly tipping.",
    "speeding on the A4117; parking outside the school; fly tipping"
)]
#[case::bullets(
    "Our priorities:\n- Speeding\n• Anti-social behaviour\n* Dog fouling",
    "Speeding; Anti-social behaviour; Dog fouling"
)]
#[case::round_bullets(
    "Our priorities are as follows:\no Speeding\no Litter picking\no HGVs",
    "Speeding; Litter picking; HGVs"
)]
#[case::numbers("The priorities agreed are\n1. Speeding\n2) Parking\n(3) ASB", "Speeding; Parking; ASB")]
#[case::roman("Priorities:\n(i) Speeding\n(ii) The bus shelter\n(iii) Drugs", "Speeding; The bus shelter; Drugs")]
#[case::letters("Priorities\na) Speeding\nb) Burglary", "Speeding; Burglary")]
#[case::labels(
    "Priority 1 - Speeding\nPriority 2: Parking by the shop\nPriority Three – ASB",
    "Speeding; Parking by the shop; ASB"
)]
#[case::table("Priority 1\nSpeeding\nPriority 2\nASB", "Speeding; ASB")]
#[case::ordinals(
    "First, speeding through the village. Second, parking. Third, scams.",
    "speeding through the village; parking; scams"
)]
#[case::bare(
    "Our top three concerns are:\nSpeeding\nLitter bins\nHare coursing\n\nKind regards\nClerk",
    "Speeding; Litter bins; Hare coursing"
)]
#[case::unannounced("Dear Sergeant\n\n1. Speeding\n2. Fly-tipping\n\nRegards", "Speeding; Fly-tipping")]
#[case::inline_numbers(
    "RESOLVED: that the Council's priorities be (a) speeding, (b) rural crime and (c) parking.",
    "speeding; rural crime; parking"
)]
#[case::reverse(
    "Members identified speeding, burglary and litter as the top priorities.",
    "speeding; burglary; litter"
)]
#[case::focus("We would like you to focus on speeding and parking.", "speeding; parking")]
#[case::one("Our only priority is speeding through Llanymynech and Pant.", "speeding through Llanymynech and Pant")]
#[case::kept_together("Our main concern is drugs and county lines.", "drugs and county lines")]
#[case::more_than_three(
    "Priorities: speeding; parking; litter; scams; drugs",
    "speeding; parking; litter; scams; drugs"
)]
#[case::places(
    "Our priorities are speeding on the B4352, the A438 and Mill Lane, and litter.",
    "speeding on the B4352, the A438 and Mill Lane; litter"
)]
#[case::wrapped(
    "Our priorities, agreed at the September meeting, are speeding\nthrough the village, parking and litter.",
    "speeding through the village; parking; litter"
)]
#[case::form_questions(
    "1. Do you wish to take part? Yes\n2. Priorities: speeding, litter\n3. Frequency: quarterly",
    "speeding; litter"
)]
#[case::enumerated("Hi\nSpeeding, parking and dog fouling please.\nThe clerk", "Speeding; parking; dog fouling")]
#[case::no_enumeration("Hi\nSpeeding and parking are no problem here.", "-")]
#[case::above_a_signature(
    "Our priorities are:\n1. Speeding\n2. Fly-tipping\n\nThe Old School, Wem\nTel 01939 000000\nwww.wem.example",
    "Speeding; Fly-tipping"
)]
#[case::above_more_answers("Our priorities:\n- Speeding\n- Litter\nQuarterly, in person please.", "Speeding; Litter")]
#[case::no_list("Thank you for your letter about our priorities.", "-")]
#[case::none("We have no priorities at present.", "-")]
#[case::complaint("Speeding has got worse since March.", "-")]
#[case::yours("Your priorities are speeding and drugs, we read.", "-")]
#[case::no_change("No change to our priorities please.", "=1; =2; =3")]
#[case::as_before("Priorities as before", "=1; =2; =3")]
#[case::same_three("The same three priorities please", "=1; =2; =3")]
#[case::one_changed("Priority 2 is now scam calls, others unchanged.", "=1; scam calls; =3")]
#[case::placed_no_change("Priority 1: no change\nPriority 2: Drugs in the park", "=1; Drugs in the park")]
#[case::same_words("Priorities:\n- DOG MESS\n- Scams", "=3; Scams")]
#[case::same_time("At the same time, thank you for your help.", "-")]
#[case::then_more("Our priorities are speeding and litter, and we would like quarterly contact.", "speeding; litter")]
fn priorities(#[case] text: &str, #[case] wanted: &str) {
    let actual = summary(text);
    assert_eq!(actual.split(" | ").nth(1), Some(wanted), "{text}: {actual}");
}

#[rstest]
#[case("Preferred frequency: quarterly", "quarterly | -")]
#[case("Frequency of contact (eg monthly, quarterly)", "- | -")]
#[case("Frequency of contact (eg monthly, quarterly): six-monthly", "six-monthly | -")]
#[case("Frequency - monthly. Method - Teams.", "monthly | digital")]
#[case("Quarterly, in person please.", "quarterly | in-person")]
#[case("We would like an update every three months by email.", "quarterly | written-update")]
#[case("Contact twice a year would be sufficient.", "six-monthly | -")]
#[case("Once a year at the Annual Parish Meeting is enough.", "yearly | -")]
#[case("Contact us as and when needed please", "as-needed | -")]
#[case("A visit every two months would be ideal.", "other: every two months | -")]
#[case("We meet monthly.", "- | -")]
#[case("Please send the monthly crime figures.", "- | -")]
#[case("The council meets on the first Monday of each month.", "- | -")]
#[case("Monthly would be too often; quarterly contact is fine.", "quarterly | -")]
#[case("Method of contact – Teams", "- | digital")]
#[case("Please could an officer attend our meetings", "- | in-person")]
#[case("Nobody from the Safer Neighbourhood Teams has attended our meetings since March.", "- | -")]
#[case("Attendance at our meetings is not required.", "- | not-required")]
#[case("There is no need to attend; a written report would be fine.", "- | written-update")]
#[case("If you have any questions please contact me by e-mail.", "- | -")]
#[case("We would prefer Zoom.", "- | digital")]
#[case("A phone call to the clerk would be best.", "- | phone")]
#[case("In person where possible, otherwise by email please.", "- | in-person")]
fn frequencies_and_methods(#[case] text: &str, #[case] wanted: &str) {
    let actual = summary(text);
    let parts: Vec<&str> = actual.split(" | ").skip(2).take(2).collect();
    assert_eq!(parts.join(" | "), wanted, "{text}: {actual}");
}

#[rstest]
#[case("It is on our October agenda.", "later | -")]
#[case("Your letter will be discussed at our meeting on Thursday 12th October at 7pm.", "later | 2023-10-12")]
#[case("Our next meeting is 12/10/23.", "later | 2023-10-12")]
#[case("Our next meeting is on 12.10.2023", "later | 2023-10-12")]
#[case("The council meets next on January 9th.", "later | 2024-01-09")]
#[case("I will get back to you after the meeting.", "later | -")]
#[case("The clerk is new and cannot respond before the council meets on 4 October 2023.", "later | 2023-10-04")]
#[case("At the meeting on 12 September it was resolved to take part.", "- | -")]
#[case("We cannot reply by the deadline of 30 September.", "later | -")]
#[case("Our next meeting is on Monday 12 October.", "later | -")]
#[case("Our priorities are speeding and litter. Our next meeting is on 12 October, do come.", "- | 2023-10-12")]
#[case("Our next meeting is on 31 February.", "later | -")]
fn holding_replies_and_meeting_dates(#[case] text: &str, #[case] wanted: &str) {
    let actual = summary(text);
    let parts: Vec<&str> = actual.split(" | ").skip(4).collect();
    assert_eq!(parts.join(" | "), wanted, "{text}: {actual}");
}

const LETTER_SENTENCES: &str = "Please return to us your policing priorities, preferred frequency of contact and \
    preferred method of contact at your meetings (eg in person, digitally or not required). If we don’t hear from you we \
    will assume you do not wish to take up our charter offer. We will commit to engaging at your meetings every quarter if \
    you feel this is beneficial, where officers duty days allow.";

#[rstest]
#[case::nothing("")]
#[case::letter(LETTER_SENTENCES)]
#[case::thanks("Dear Sergeant\n\nThank you for your letter.\n\nKind regards\nClerk to the Council\nPriority 4x4 Club")]
#[case::small_print(
    "Received.\n\nThis e-mail is confidential and for the intended recipient. Quarterly, in person, speeding."
)]
#[case::joke("Have you tried turning the speed camera off and on again?")]
#[case::quoted("> Our priorities are speeding and litter.\n> We wish to take part.")]
fn texts_without_an_answer(#[case] text: &str) {
    let read = reading(text);
    assert!(read.is_empty(), "{read:?}");
    assert!(read.highlight_spans().is_empty());
}

#[test]
fn each_value_points_at_its_words() {
    let text = "We’d like to take part.\nOur priorities are speeding and litter.\nFrequency: quarterly";
    let read = by_rules(text);
    let words: Vec<&str> = read.highlight_spans().iter().map(|span| &text[span.from..span.to]).collect();
    assert_eq!(words, ["We’d like to take part", "speeding", "litter", "quarterly"]);
    assert_eq!(read.wish.unwrap().value, Wish::Yes);
    assert_eq!(read.priorities[0].value.category.as_deref(), Some("speeding and road safety"));
}

/// Words of an answer that are about something else.
#[rstest]
#[case::a_school("We would like an officer to attend the school in person to talk about bicycles.")]
#[case::the_council_itself("The council meets in person again and would be pleased to see the village hall mended.")]
#[case::a_crime("Online fraud worries us and we would like advice on it.")]
#[case::once("We were happy with visits in person until now.")]
#[case::of_one_councillor("One of our councillors would like monthly meetings, but the council did not agree.")]
#[case::of_a_resident("Parking was suggested by one resident, not adopted.")]
#[case::hearsay("Ludlow Town Council wishes to take part, I hear.")]
fn words_about_something_else(#[case] text: &str) {
    assert_eq!(summary(text), "- | - | - | - | - | -");
}

#[test]
fn a_vote_to_leave_is_a_no() {
    assert!(
        summary("Policing is part of the solution, but the council voted to leave the charter.").starts_with("no |")
    );
}
