//! How often the council wants to be met.
//!
//! "Monthly" may be about the council's own meetings, crime figures or a newsletter. It counts as the answer to the
//! form's label, on a line of its own, or in a sentence about contact that expresses a wish.

use super::block::Block;
use super::form_labels::{LabelKind, LabelledAnswer};
use super::lexicon::{PhraseMatch, lexicon};
use super::sentences::Sentence;
use super::tokenizer::Text;
use super::word_set::{WordSet, words};
use crate::extract::extracted::Extracted;
use crate::extract::modality::{Modality, clause_start, has_modality, is_example, is_negated, is_unticked_choice};
use charter::returns::Frequency;

#[derive(Clone, Copy, Debug, PartialEq)]
enum FrequencyPhrase {
    Monthly,
    Quarterly,
    SixMonthly,
    Yearly,
    AsNeeded,
    Other,
}

lexicon! {
    VALUES: FrequencyPhrase = "frequency.txt" {
        "monthly" => FrequencyPhrase::Monthly,
        "quarterly" => FrequencyPhrase::Quarterly,
        "six monthly" => FrequencyPhrase::SixMonthly,
        "yearly" => FrequencyPhrase::Yearly,
        "as needed" => FrequencyPhrase::AsNeeded,
        "other" => FrequencyPhrase::Other,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum ContactCue {
    /// Words for being met or informed.
    Contact,
    /// Words for what is wanted.
    Want,
}

lexicon! {
    CONTACT: ContactCue = "frequency_contact.txt" {
        "contact" => ContactCue::Contact,
        "want" => ContactCue::Want,
    }
}

/// Most mentions that are read in one sentence.
const MAX_MENTIONS: usize = 8;

/// Reads the answer to the label; without one, the sentences, if they agree.
pub(super) fn read(
    text: &Text<'_>,
    blocks: &[Block],
    sentences: &[Sentence],
    answers: &[LabelledAnswer],
) -> Option<Extracted<Frequency>> {
    let labelled =
        answers.iter().filter(|answered| answered.kind == LabelKind::Frequency).find_map(|it| parse_labelled(text, it));
    if let Some(answered) = labelled {
        return answered;
    }
    let mut found: Option<PhraseMatch<FrequencyPhrase>> = None;
    for sentence in sentences {
        let marker = blocks[sentence.block].marker.is_some();
        // "monthly, or quarterly if that is too much": the first is wanted.
        let mut marks = VALUES.matches(text, sentence.first, sentence.end).take(MAX_MENTIONS);
        let first = marks.find(|mark| is_about_contact(text, sentence, mark, marker));
        match (found, first) {
            (Some(before), Some(mark)) if before.tag != mark.tag || mark.tag == FrequencyPhrase::Other => return None,
            _ => found = found.or(first),
        }
    }
    let mark = found?;
    extract(text, mark, mark.first, "says how often it would like contact")
}

fn extract(
    text: &Text<'_>,
    mark: PhraseMatch<FrequencyPhrase>,
    from: usize,
    reason: &'static str,
) -> Option<Extracted<Frequency>> {
    let value = match mark.tag {
        FrequencyPhrase::Monthly => Frequency::Monthly,
        FrequencyPhrase::Quarterly => Frequency::Quarterly,
        FrequencyPhrase::SixMonthly => Frequency::SixMonthly,
        FrequencyPhrase::Yearly => Frequency::Yearly,
        FrequencyPhrase::AsNeeded => Frequency::AsNeeded,
        FrequencyPhrase::Other => Frequency::Other(text.slice(mark.first, mark.end)),
    };
    Some(Extracted { value, spans: vec![text.span(from, mark.end)], reason, filled_in: true })
}

/// The answer to a label; `Some(None)` if the form's own options stand there, none of them ticked.
fn parse_labelled(text: &Text<'_>, answered: &LabelledAnswer) -> Option<Option<Extracted<Frequency>>> {
    const REASON: &str = "answers how often on the form";
    let LabelledAnswer { first, end, .. } = *answered;
    let mut wanted =
        VALUES.matches(text, first, end.min(first + 40)).filter(|mark| !is_excluded(text, first, mark, end));
    let mark = wanted.next()?;
    let others = wanted.filter(|other| other.tag != mark.tag).count();
    Some(if others == 0 { extract(text, mark, mark.first, REASON) } else { None })
}

/// "not monthly", "monthly is too often", "monthly crime figures", "we meet monthly".
fn is_excluded(text: &Text<'_>, first: usize, mark: &PhraseMatch<FrequencyPhrase>, end: usize) -> bool {
    let start = clause_start(text, first, mark.first);
    let after = |words: &WordSet| text.has_any(mark.end..end.min(mark.end + 3), words);
    let few = end.min(mark.end + 5);
    let too_much = has_modality(text, mark.end, few, &[Modality::Negation]) && after(words!["is" "are" "would" "was"])
        || after(words!["too" "excessive" "unnecessary" "overkill"])
        || is_current_practice(text, start, mark, end)
        || text.is(mark.first.wrapping_sub(1), words!["than"])
        || text.has_any(start..mark.first, words!["neighbours" "neighbouring" "neighbour"])
        || (mark.end..few).any(|at| {
            text.is(at, words!["overkill" "excessive" "unnecessary" "wasted" "pointless"])
                || text.is(at, words!["too"]) && text.is(at + 1, words!["often" "much" "many" "frequent"])
        });
    let of_a_thing = text.is(
        mark.end,
        words![
            "figures" "statistics" "stats" "magazine" "surgery" "surgeries" "agenda" "agendas" "council" "precept"
            "return" "litter" "priorities" "priority" "budget" "market"
        ],
    ) || text.is(mark.end, words!["newsletter" "meeting" "meetings"])
        && is_own_meeting(text, first, mark);
    let report = text.is(mark.end + 1, words!["report" "update" "bulletin"])
        && !text.is(mark.first.wrapping_sub(1), words!["the" "your"]);
    let crime = text.is(mark.end, words!["crime"]) && !report;
    crime || is_negated(text, start, mark.first) || too_much || of_a_thing
}

/// "currently monthly but now quarterly": the first is no wish.
fn is_current_practice(text: &Text<'_>, start: usize, mark: &PhraseMatch<FrequencyPhrase>, end: usize) -> bool {
    let now = text.has_any(start.max(mark.first.saturating_sub(6))..mark.first, words!["currently" "presently"]);
    now && VALUES.matches(text, mark.end, end).any(|other| other.tag != mark.tag)
}

/// "our monthly meetings", "the council meets monthly", "parish council meetings are held every month".
fn is_own_meeting(text: &Text<'_>, first: usize, mark: &PhraseMatch<FrequencyPhrase>) -> bool {
    if text.is(mark.first, words!["annual"]) && mark.end > mark.first + 1 {
        return false;
    }
    if text.is(
        mark.first.wrapping_sub(1),
        words!["our" "its" "their" "council's" "the" "normal" "usual" "regular" "ordinary" "next" "parish"],
    ) && mark.first > first
    {
        return true;
    }
    let start = first.max(mark.first.saturating_sub(7));
    (start..mark.first).any(|at| {
        text.is(at, words!["meets" "held" "convenes" "sits"])
            || text.is(at, words!["meet"])
                && text.is(at.wrapping_sub(1), words!["we" "councillors" "members" "only" "council" "and" "normally"])
            || text.is(at, words!["meetings"]) && text.is(at + 1, words!["are" "take" "monthly" "quarterly"])
    })
}

fn is_about_contact(text: &Text<'_>, sentence: &Sentence, mark: &PhraseMatch<FrequencyPhrase>, item: bool) -> bool {
    let Sentence { first, end, .. } = *sentence;
    if is_example(text, first, mark.first)
        || is_unticked_choice(text, first, end) && VALUES.matches(text, first, end).any(|other| other.tag != mark.tag)
        || is_excluded(text, first, mark, end)
        || is_own_meeting(text, first, mark)
        || is_hypothetical(text, sentence, mark)
    {
        return false;
    }
    let words = text.word_count(first, end);
    let weak = matches!(text.word(mark.first), "a" | "per" | "annual") || mark.tag == FrequencyPhrase::AsNeeded;
    if words <= 4 && !(weak && item) {
        return true;
    }
    let (mut contact, mut want) = (false, false);
    let (from, until) = (first.max(mark.first.saturating_sub(40)), end.min(mark.end + 40));
    for near in CONTACT.matches(text, from, until) {
        contact |= near.tag == ContactCue::Contact;
        want |= near.tag == ContactCue::Want;
    }
    // "Twice a year, either in person or by Teams" starts with the answer.
    let leads = mark.first == first && text.punctuation(mark.end) == Some(',');
    let contact = contact || leads;
    let want = want || leads || is_fragment(text, first, mark.first) && is_fragment(text, mark.end, end);
    let about_contact = contact || words <= 9 && !weak;
    let figures = text.has_any(from..until, words!["figures" "statistics" "incidents"]);
    let past = text.has_any(
        clause_start_after_but(text, from, mark.first)..mark.first,
        words!["was" "were" "had" "used" "since" "received" "happens" "happened" "took"],
    );
    about_contact && want && !figures && !past
}

/// "An officer at our meeting each quarter, in person": without a verb it can only be the answer.
pub(super) fn is_fragment(text: &Text<'_>, first: usize, end: usize) -> bool {
    const VERBS: &WordSet = words![
        "is" "are" "was" "were" "has" "have" "had" "meets" "meet" "held" "attended" "came" "been" "will"
        "do" "does" "did" "can" "may" "it's" "we" "i" "you" "they" "cannot" "if"
    ];
    end - first <= 20 && text.word_count(first, end) <= 14 && !text.has_any(first..end, VERBS)
}

/// Start of the part after the last semicolon or "but".
fn clause_start_after_but(text: &Text<'_>, first: usize, at: usize) -> usize {
    (first..at)
        .rev()
        .find(|index| text.punctuation(*index) == Some(';') || text.is(*index, words!["but"]))
        .unwrap_or(first)
}

/// "You say that you will come each quarter", "if we ask for monthly contact", "can you come monthly?".
fn is_hypothetical(text: &Text<'_>, sentence: &Sentence, mark: &PhraseMatch<FrequencyPhrase>) -> bool {
    let near = sentence.first.max(mark.first.saturating_sub(40));
    let before = clause_start_after_but(text, near, mark.first);
    let yours = (before..mark.first).any(|at| {
        text.is(at, words!["you" "police"])
            && text.is(at + 1, words!["say" "said" "promised" "wrote" "offered" "offer" "promise"])
    });
    yours
        || has_modality(text, before, mark.first, &[Modality::Condition])
        || has_modality(text, clause_start(text, before, mark.first), mark.first, &[Modality::Past])
        || sentence.is_question && text.word_count(sentence.first, sentence.end) > 4
}

/// Every frequency that is named, but those of the council's own meetings and of things.
pub(super) fn mentions<'t>(
    text: &'t Text<'_>,
    sentence: &Sentence,
) -> impl Iterator<Item = (Frequency, usize, usize)> + 't {
    let Sentence { first, end, .. } = *sentence;
    VALUES.matches(text, first, end).filter(move |mark| !is_own_meeting(text, first, mark)).filter_map(move |mark| {
        extract(text, mark, mark.first, "").map(|extracted| (extracted.value, mark.first, mark.end))
    })
}
