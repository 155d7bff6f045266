//! How the council wants to be met.
//!
//! A meeting that an officer attended is no wish, and neither is the clerk's address for questions. A method counts as
//! the answer to the form's label, on a line of its own, or in a sentence that wants it.

use super::form_labels::{LabelKind, LabelledAnswer};
use super::frequency::is_fragment;
use super::lexicon::{PhraseMatch, lexicon};
use super::sentences::Sentence;
use super::tokenizer::Text;
use super::word_set::words;
use crate::extract::extracted::Extracted;
use crate::extract::modality::{Modality, clause_start, has_modality, is_example, is_negated, is_unticked_choice};
use charter::returns::Method;

#[derive(Clone, Copy, Debug, PartialEq)]
enum MethodPhrase {
    /// At its meetings.
    Person,
    /// At its meetings, if the sentence asks for somebody to come.
    Attend,
    Digital,
    /// "Teams" also names police teams.
    Teams,
    Written,
    /// "Email" also introduces the clerk's address.
    Mail,
    Phone,
    NotRequired,
}

lexicon! {
    VALUES: MethodPhrase = "method.txt" {
        "person" => MethodPhrase::Person,
        "attend" => MethodPhrase::Attend,
        "digital" => MethodPhrase::Digital,
        "teams" => MethodPhrase::Teams,
        "written" => MethodPhrase::Written,
        "mail" => MethodPhrase::Mail,
        "phone" => MethodPhrase::Phone,
        "not required" => MethodPhrase::NotRequired,
    }
}

lexicon! {
    WANT: bool = "method_wanted.txt" {
        "wanted" => true,
        "about something else" => false,
    }
}

/// Reads the answer to the label; without one, the sentences, if they agree.
pub(super) fn read(text: &Text<'_>, sentences: &[Sentence], answers: &[LabelledAnswer]) -> Option<Extracted<Method>> {
    let labelled =
        answers.iter().filter(|answered| answered.kind == LabelKind::Method).find_map(|it| parse_labelled(text, it));
    if let Some(answered) = labelled {
        return answered;
    }
    let mut found: Option<(Method, PhraseMatch<MethodPhrase>)> = None;
    for sentence in sentences {
        let Some((value, mark)) = method_in_sentence(text, sentence) else { continue };
        match &found {
            Some((before, _)) if *before != value => match (before, &value) {
                // "No need to attend. A written update will do."
                (Method::NotRequired, _) => found = Some((value, mark)),
                (_, Method::NotRequired) => {}
                _ => return None,
            },
            _ => found = found.or(Some((value, mark))),
        }
    }
    let (value, mark) = found?;
    Some(Extracted {
        value,
        spans: vec![text.span(mark.first, mark.end)],
        reason: "says how it would like to be met",
        filled_in: true,
    })
}

fn to_method(way: MethodPhrase) -> Method {
    match way {
        MethodPhrase::Person | MethodPhrase::Attend => Method::InPerson,
        MethodPhrase::Digital | MethodPhrase::Teams => Method::Digital,
        MethodPhrase::Written | MethodPhrase::Mail => Method::WrittenUpdate,
        MethodPhrase::Phone => Method::Phone,
        MethodPhrase::NotRequired => Method::NotRequired,
    }
}

/// The answer to a label; `Some(None)` if several options stand there as equals.
fn parse_labelled(text: &Text<'_>, answered: &LabelledAnswer) -> Option<Option<Extracted<Method>>> {
    const REASON: &str = "answers how on the form";
    let LabelledAnswer { first, end, .. } = *answered;
    let end = end.min(first + 40);
    let mut chosen: Option<(Method, PhraseMatch<MethodPhrase>)> = None;
    for mark in VALUES.matches(text, first, end).filter(|mark| {
        mark.tag == MethodPhrase::NotRequired || !is_negated(text, clause_start(text, first, mark.first), mark.first)
    }) {
        match &chosen {
            Some((before, last)) if *before != to_method(mark.tag) => {
                if mark.tag == MethodPhrase::NotRequired
                    && matches!(last.tag, MethodPhrase::Attend | MethodPhrase::Person)
                {
                    chosen = Some((to_method(mark.tag), mark));
                    continue;
                }
                if is_fallback(text, last.end, mark.first)
                    || *before == Method::InPerson && mark.tag == MethodPhrase::Mail
                {
                    break;
                }
                return Some(None);
            }
            Some(_) => {}
            None => chosen = Some((to_method(mark.tag), mark)),
        }
    }
    let (value, mark) = chosen?;
    Some(Some(Extracted { value, spans: vec![text.span(mark.first, mark.end)], reason: REASON, filled_in: true }))
}

/// "in person, otherwise by e-mail": only the first is wanted.
fn is_fallback(text: &Text<'_>, from: usize, to: usize) -> bool {
    text.has_any(from..to, words!["otherwise" "failing" "else" "but" "although" "if" "unless" "though" "when"])
}

fn method_in_sentence(text: &Text<'_>, sentence: &Sentence) -> Option<(Method, PhraseMatch<MethodPhrase>)> {
    let Sentence { first, end, is_question: asks, .. } = *sentence;
    let words = text.word_count(first, end);
    if asks && words > 5
        || is_unticked_choice(text, first, end) && names_several(text, first, end)
        || has_modality(text, first, end.min(first + 3), &[Modality::Condition])
    {
        return None;
    }
    // "Report:" is a heading, no answer.
    let answers = is_fragment(text, first, end) && text.punctuation(end - 1) != Some(':');
    let wants = wants(text, first, end) || answers && wants_no_other(text, first, end);
    let mut chosen: Option<(Method, PhraseMatch<MethodPhrase>)> = None;
    for mark in VALUES.matches(text, first, end) {
        let clear = matches!(
            mark.tag,
            MethodPhrase::Person
                | MethodPhrase::Digital
                | MethodPhrase::Written
                | MethodPhrase::NotRequired
                | MethodPhrase::Phone
        );
        let is_wanted = wants
            || mark.tag == MethodPhrase::NotRequired
            || clear && words <= 6 && WANT.matches(text, first, end).all(|mark| mark.tag);
        if !is_wanted || is_example(text, first, mark.first) || !is_about_contact(text, sentence, &mark) {
            continue;
        }
        match &chosen {
            Some((before, last)) if *before != to_method(mark.tag) => {
                let less = matches!(mark.tag, MethodPhrase::Attend | MethodPhrase::Mail | MethodPhrase::Teams);
                let denies = mark.tag == MethodPhrase::NotRequired
                    && matches!(last.tag, MethodPhrase::Attend | MethodPhrase::Person)
                    && mark.first <= last.end + 6;
                if denies || *before == Method::NotRequired && mark.tag != MethodPhrase::Attend {
                    chosen = Some((to_method(mark.tag), mark));
                } else if mark.tag != MethodPhrase::NotRequired && !is_fallback(text, last.end, mark.first) && !less {
                    // "Attend our meetings by Teams" names the method last. Of two equals the first is taken.
                    if matches!(last.tag, MethodPhrase::Attend | MethodPhrase::Mail) {
                        chosen = Some((to_method(mark.tag), mark));
                    }
                }
            }
            Some(_) => {}
            None => chosen = Some((to_method(mark.tag), mark)),
        }
    }
    chosen
}

fn names_several(text: &Text<'_>, first: usize, end: usize) -> bool {
    let mut ways = VALUES.matches(text, first, end).map(|mark| to_method(mark.tag));
    ways.next().is_some_and(|one| ways.any(|other| other != one))
}

/// Whether no phrase says that the method is about something else.
fn wants_no_other(text: &Text<'_>, first: usize, end: usize) -> bool {
    WANT.matches(text, first, end).all(|mark| mark.tag)
}

fn wants(text: &Text<'_>, first: usize, end: usize) -> bool {
    let mut wants = false;
    for mark in WANT.matches(text, first, end) {
        if !mark.tag {
            return false;
        }
        wants = true;
    }
    wants
}

fn is_about_contact(text: &Text<'_>, sentence: &Sentence, mark: &PhraseMatch<MethodPhrase>) -> bool {
    let Sentence { first, end, .. } = *sentence;
    let start = clause_start(text, first, mark.first);
    let denied = is_negated(text, start, mark.first) || is_negated_after(text, mark.end, end);
    match mark.tag {
        MethodPhrase::NotRequired => is_about_meeting(text, first, end),
        MethodPhrase::Teams => !denied && is_product_name(text, mark.first),
        MethodPhrase::Attend => !denied && asks_for_somebody(text, first, mark.first, end),
        MethodPhrase::Mail => !denied && (text.is(mark.first, words!["by" "via"]) || is_update(text, first, end)),
        MethodPhrase::Phone if text.is(mark.end, words!["on" "if" "so" "when" "for"]) => false,
        MethodPhrase::Phone => {
            !denied
                && !text.is(mark.end, words!["number" "numbers" "scams" "box" "me" "masts" "no"])
                && !text.is(mark.first.wrapping_sub(1), words!["mobile"])
                && !is_number(text, mark.end)
        }
        _ => !denied,
    }
}

/// "Zoom is no good for us", "Teams does not work here".
fn is_negated_after(text: &Text<'_>, at: usize, end: usize) -> bool {
    let verb = text.is(at, words!["is" "are" "does" "do" "would" "will" "has"]);
    text.is(at, words!["isn't" "doesn't" "don't" "wouldn't" "won't" "cannot" "can't" "never"])
        || verb && has_modality(text, at + 1, end.min(at + 3), &[Modality::Negation])
}

fn is_number(text: &Text<'_>, at: usize) -> bool {
    text.punctuation(at) == Some(':') || text.word(at).starts_with(|c: char| c.is_ascii_digit())
}

/// "Teams", but not "the Safer Neighbourhood Teams" or "your teams".
fn is_product_name(text: &Text<'_>, at: usize) -> bool {
    text.is_capitalized(at)
        && !text.is(at.wrapping_sub(1), words!["neighbourhood" "your" "our" "the" "policing" "other" "local" "snt"])
}

fn is_update(text: &Text<'_>, first: usize, end: usize) -> bool {
    text.has_any(first..end, words!["update" "updates" "report" "reports" "contact" "engagement" "summary" "bulletin"])
}

/// Whether the police are asked to attend, and not the council.
fn asks_for_somebody(text: &Text<'_>, first: usize, at: usize, end: usize) -> bool {
    let near = (first.max(at.saturating_sub(30)), end.min(at + 12));
    let somebody = text.has_any(
        near.0..near.1,
        words![
            "officer" "officers" "pcso" "pcsos" "you" "someone" "somebody" "sergeant" "police" "representative"
            "attendance" "team" "visit" "visits" "constable" "snt" "pc" "your"
        ],
    );
    let ours = text.has_any(near.0..near.1, words!["meeting" "meetings" "council" "hall" "attendance"]);
    let not_theirs =
        !text.has_any(near.0..at, words!["residents" "public" "school" "discuss" "i" "consider" "considered"]);
    somebody && ours && not_theirs
}

/// "Attendance at meetings is not required", but not "parking permits are not required".
fn is_about_meeting(text: &Text<'_>, first: usize, end: usize) -> bool {
    text.has_any(
        first..end,
        words![
            "attend" "attendance" "attending" "meeting" "meetings" "engagement" "contact" "visit" "visits" "come"
            "person" "presence" "physical" "officer" "officers"
        ],
    )
}

/// Every method that is named.
pub(super) fn mentions<'t>(
    text: &'t Text<'_>,
    sentence: &Sentence,
) -> impl Iterator<Item = (Method, usize, usize)> + 't {
    let Sentence { first, end, .. } = *sentence;
    VALUES
        .matches(text, first, end)
        .filter(move |mark| match mark.tag {
            MethodPhrase::Attend => asks_for_somebody(text, first, mark.first, end),
            MethodPhrase::Teams => is_product_name(text, mark.first),
            MethodPhrase::NotRequired => is_about_meeting(text, first, end),
            // "Thank you for your letter", "reports of poaching".
            MethodPhrase::Mail | MethodPhrase::Written => {
                !text.is(mark.first.wrapping_sub(1), words!["your" "the" "this" "that" "my" "our" "these" "recent"])
                    && !text.is(mark.end, words!["of" "that"])
            }
            MethodPhrase::Person | MethodPhrase::Digital | MethodPhrase::Phone => true,
        })
        .map(|mark| (to_method(mark.tag), mark.first, mark.end))
}
