//! Slips as they come back through mail programs.

use charter::returns::{Frequency, Method, Wish};
use charter::untrusted::Untrusted;
use proptest::prelude::*;
use rstest::rstest;

use super::form::BOXES;
use super::{Addressee, blank_slip, find, read_with_slips};
use crate::extract::{Context, Reading, read};

const ROUND: &str = "2023-Q4";
const ADDRESSEE: Addressee<'_> = Addressee { codes: &[], round: ROUND, is_shared: false };

fn blank() -> String {
    let last = ["Speeding on the B5063", "Dog fouling [at the park] and litter in every lane round the old school"];
    let last = last.map(Untrusted::from);
    blank_slip(&Untrusted::from("Wem [Town] Council"), "E04011234", ROUND, &[&last[0], &last[1]])
}

/// Fills the boxes in; a blank answer leaves the box as it is.
fn filled(answers: [&str; 6]) -> String {
    let mut slip = blank();
    for (label, answer) in BOXES.into_iter().zip(answers) {
        if !answer.is_empty() {
            slip = slip.replace(label, &format!("{label} {answer}"));
        }
    }
    slip
}

const ANSWERS: [&str; 6] = ["Yes", "Speeding on the A49", "Parking by the school", "", "quarterly", "in person"];

/// What is filled in, in words.
fn said(reading: &Reading) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    said.extend(reading.wish.iter().filter(|read| read.filled_in).map(|read| format!("wish {}", read.value)));
    said.extend(reading.priorities.iter().filter(|read| read.filled_in).map(|read| read.value.text.clone()));
    said.extend(reading.frequency.iter().filter(|read| read.filled_in).map(|read| read.value.label().to_owned()));
    said.extend(reading.method.iter().filter(|read| read.filled_in).map(|read| read.value.label().to_owned()));
    said
}

fn read_slip(text: &str, whole: &str) -> Option<Reading> {
    let context = Context::default();
    read_with_slips(text, whole, ADDRESSEE, &context, |rest| read(rest, &context)).map(|(reading, _)| reading)
}

/// How a mail program returns a text that somebody typed into.
fn returned(program: &str, slip: &str) -> String {
    let quote = |mark: &str| slip.lines().map(|line| format!("{mark}{line}\n")).collect::<String>();
    let wrapped = |mark: &str, width: usize| {
        let mut text = String::new();
        for line in slip.lines() {
            let mut rest = line;
            while rest.len() > width {
                let at = rest[..width].rfind(' ').unwrap_or(rest.len());
                text += &format!("{mark}{}\n", &rest[..at]);
                rest = rest[at..].trim_start();
            }
            text += &format!("{mark}{rest}\n");
        }
        text
    };
    match program {
        "as typed" => slip.to_owned(),
        "quoted" => quote("> "),
        "quoted twice" => quote("> > "),
        "quoted without a blank" => quote(">"),
        "wrapped at 60" => wrapped("", 60),
        "quoted and wrapped at 50" => wrapped("> ", 50),
        "bullets" => quote("  * "),
        "dashes" => quote("- "),
        "tabs" => slip.replace("] ", "]\t").lines().map(|line| format!("\t{line}\n")).collect(),
        "a blank line between all" => slip.replace('\n', "\n\n"),
        "quoted with blank lines" => quote("> ").replace('\n', "\n>\n"),
        "hard spaces" => slip.replace(' ', "\u{a0}"),
        "bold labels" => slip.replace('[', "*[").replace(']', "]*"),
        "colons" => slip.replace("] ", "]: "),
        "CRLF" => slip.replace('\n', "\r\n"),
        "answers below" => slip.replace("] ", "]\n"),
        other => panic!("{other}"),
    }
}

const PROGRAMS: [&str; 16] = [
    "as typed",
    "quoted",
    "quoted twice",
    "quoted without a blank",
    "wrapped at 60",
    "quoted and wrapped at 50",
    "bullets",
    "dashes",
    "tabs",
    "a blank line between all",
    "quoted with blank lines",
    "hard spaces",
    "bold labels",
    "colons",
    "CRLF",
    "answers below",
];

#[test]
fn a_slip_is_read_with_certainty_whatever_quotes_it() {
    for program in PROGRAMS {
        let text = returned(program, &filled(ANSWERS));
        let slips = find(&text);
        assert_eq!(slips.whole.len(), 1, "{program}: {text}");
        assert_eq!((slips.whole[0].code.as_str(), slips.whole[0].round.as_str()), ("E04011234", ROUND), "{program}");
        let expected = ["wish yes", "Speeding on the A49", "Parking by the school", "quarterly", "in person"];
        let reading = read_slip(&text, "").unwrap();
        assert_eq!(said(&reading), expected, "{program}");
        assert!(reading.is_trusted && reading.unread.is_empty(), "{program}: {reading:?}");
        let quoted = read_slip("Please see below.\n", &format!("Please see below.\n\n{text}")).unwrap();
        assert_eq!(said(&quoted), expected, "{program}, cut from the text as a quote");
    }
}

#[test]
fn a_blank_slip_says_nothing() {
    for program in PROGRAMS {
        let text = returned(program, &blank());
        let reading = read_slip(&text, "").unwrap();
        assert!(reading.is_empty() && reading.unread.is_empty(), "{program}: {reading:?}");
    }
    let drawn = filled(["____", "......", "-", "n/a", "None", "N/A"]);
    assert!(read_slip(&drawn, "").unwrap().is_empty());
}

#[rstest]
#[case::a_wish_in_other_words(["perhaps", "Speeding", "", "", "", ""], &["Speeding"])]
#[case::no_with_a_priority(["no", "Speeding", "", "", "", ""], &["wish no", "Speeding"])]
#[case::an_own_frequency(["yes", "Speeding", "", "", "when you like", ""], &["wish yes", "Speeding"])]
#[case::a_priority_that_points(["yes", "as before", "Litter", "", "", ""], &["wish yes", "Litter"])]
fn what_is_not_plain_is_for_a_person(#[case] answers: [&str; 6], #[case] expected: &[&str]) {
    let reading = read_slip(&filled(answers), "").unwrap();
    assert_eq!(said(&reading), expected);
    assert!(!reading.is_trusted);
}

#[rstest]
#[case::yes(["Yes please", "Speeding", "", "", "Monthly please.", "Digital"], &["wish yes", "Speeding", "monthly", "digital"])]
#[case::no(["No, thank you", "", "", "", "", ""], &["wish no"])]
#[case::only_priorities(["", "Speeding", "", "Litter", "", ""], &["Speeding", "Litter"])]
fn what_is_plain_is_trusted(#[case] answers: [&str; 6], #[case] expected: &[&str]) {
    let reading = read_slip(&filled(answers), "").unwrap();
    assert_eq!(said(&reading), expected);
    assert!(reading.is_trusted);
}

#[test]
fn words_outside_of_the_boxes_go_to_the_usual_reader_and_need_a_person() {
    let text = format!("We would also like you to deal with dog fouling in the park.\n\n{}", filled(ANSWERS));
    let mut rest = String::new();
    let context = Context::default();
    let reading = read_with_slips(&text, "", ADDRESSEE, &context, |text| {
        text.clone_into(&mut rest);
        read(text, &context)
    });
    assert_eq!(rest.len(), text.len(), "spans stay those of the text");
    assert_eq!(rest.split_whitespace().collect::<Vec<_>>().join(" "), text.lines().next().unwrap());
    let (reading, _) = reading.unwrap();
    assert!(!reading.is_trusted, "{reading:?}");
    assert_eq!(said(&reading).len(), 5, "only the boxes are filled in");
}

#[test]
fn a_greeting_beside_a_slip_is_nothing_more() {
    let text = format!("Dear all,\n\nplease find our slip below.\n\nKind regards,\nThe Clerk\n\n{}", filled(ANSWERS));
    assert!(read_slip(&text, "").unwrap().is_trusted);
}

#[test]
fn a_slip_of_another_round_is_for_a_person() {
    let reading = read_slip(&filled(ANSWERS).replace(ROUND, "2023-Q3"), "").unwrap();
    assert!(!reading.is_trusted);
}

#[test]
fn a_slip_without_a_label_is_not_read_as_one() {
    for label in BOXES {
        let text = filled(ANSWERS).replace(label, "");
        assert!(find(&text).whole.is_empty(), "{label}");
        let reading = read_slip(&text, "").unwrap();
        assert!(!reading.is_trusted, "{label}");
        let is_ours =
            |read: &crate::extract::Extracted<crate::extract::ReadPriority>| read.value.text.contains("fouling");
        assert!(!reading.priorities.iter().any(is_ours), "{label}: the last priorities are no answer: {reading:?}");
    }
    let twice = filled(ANSWERS).replace("[Priority 2]", "[Priority 1] Dogs [Priority 2]");
    assert!(find(&twice).whole.is_empty());
}

#[test]
fn slips_that_differ_are_for_a_person_and_the_blank_one_in_the_quote_is_not_one() {
    let one = filled(ANSWERS);
    let other = filled(["no", "", "", "", "", ""]);
    assert_eq!(said(&read_slip(&format!("{one}\n\n{other}"), "").unwrap()), Vec::<String>::new());
    let quoted = format!("{one}\n\nOn Tue the team wrote:\n{}", returned("quoted", &blank()));
    assert!(read_slip(&quoted, "").unwrap().is_trusted);
    let same = format!("{one}\n\n{}", returned("quoted", &one));
    assert!(read_slip(&one, &same).unwrap().is_trusted);
}

#[test]
fn each_council_has_its_own_slip_once_it_is_known() {
    let other = filled(["no", "", "", "", "", ""]).replace("E04011234", "E04019999");
    let text = returned("quoted", &format!("{}\n\n{other}", filled(ANSWERS)));
    let context = Context::default();
    let of = |code: &str| {
        let codes = [code.to_owned()];
        let addressee = Addressee { codes: &codes, round: ROUND, is_shared: true };
        read_with_slips("See below.", &text, addressee, &context, |rest| read(rest, &context)).unwrap()
    };
    let (reading, has_own) = of("E04011234");
    assert!(has_own && reading.is_trusted && said(&reading).len() == 5, "{reading:?}");
    let (reading, has_own) = of("E04019999");
    assert!(has_own && reading.is_trusted && said(&reading) == ["wish no"], "{reading:?}");
    let (reading, has_own) = of("E04010000");
    assert!(!has_own && reading.is_empty(), "{reading:?}");
}

#[test]
fn spans_lead_to_the_answers() {
    let text = returned("quoted", &filled(ANSWERS));
    let reading = read_slip(&text, "").unwrap();
    assert_eq!(reading.wish.as_ref().unwrap().spans[0].slice(&text), "Yes");
    assert_eq!(reading.priorities[1].spans[0].slice(&text), "Parking by the school");
    assert_eq!(reading.frequency.as_ref().unwrap().value, Frequency::Quarterly);
    assert_eq!(reading.method.as_ref().unwrap().value, Method::InPerson);
    assert_eq!(reading.wish.unwrap().value, Wish::Yes);
}

/// 200 kB of slips and labels, in the text and in its quotes.
#[test]
fn a_text_full_of_slips_is_read_in_a_moment() {
    let opened = ["[Reply slip for ", super::form::LAST, "x\n"].map(str::to_owned);
    for one in [filled(ANSWERS), BOXES.join("\n")].into_iter().chain(opened) {
        let text = format!("{one}\n").repeat(200_000 / (one.len() + 1));
        let whole = format!("{text}{}", filled(["no", "", "", "", "", ""]));
        let _ = read_slip(&text, &whole);
    }
}

proptest! {
    #[test]
    fn priorities_come_back_as_typed(words in "[A-Z][a-z]{2,12}( [a-z]{2,9}){0,6}", program in prop::sample::select(PROGRAMS.to_vec())) {
        let text = returned(program, &filled(["yes", &words, "", "", "", ""]));
        let reading = read_slip(&text, "").unwrap();
        if super::answers::is_priority(&words) && !["none", "nil"].contains(&words.to_lowercase().as_str()) {
            prop_assert_eq!(said(&reading), vec!["wish yes".to_owned(), words]);
        }
    }

    #[test]
    fn no_text_is_too_odd(text in "(\\PC|\n|>|\\[Reply slip for |\\[Last priorities, as we have them: |\\[Priority 1\\]|\\[End of the reply slip\\]){0,60}") {
        for slip in find(&text).whole {
            prop_assert!(slip.parts.iter().all(|span| text.get(span.from..span.to).is_some()));
        }
    }
}
