//! How often the council wants to be met.
//!
//! "Monthly" is said of many things: the council's own meetings, the crime figures, the newsletter. It is taken as
//! the answer behind the form's label, in a line that says nothing else, or in a sentence that speaks of contact and
//! of what is wanted.

use super::labels::{LabelKind, LabelledAnswer};
use super::lexicon::{Mark, Words, lexicon, words};
use super::lines::{Block, Sentence};
use super::text::Text;
use crate::extract::extracted::Extracted;
use crate::extract::modality::{Modality, clause_start, has_modality, is_example, is_negated, is_unticked_choice};
use charter::returns::Frequency;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Often {
    Monthly,
    Quarterly,
    SixMonthly,
    Yearly,
    AsNeeded,
    Other,
}

lexicon! {
    VALUES: Often {
        Often::Monthly => "monthly" "every month" "each month" "once a month" "per month" "a month" "every four weeks"
            "every 4 weeks" "month by month";
        Often::Quarterly => "quarterly" "every quarter" "each quarter" "once a quarter" "per quarter" "a quarter"
            "every three months" "every 3 months" "three monthly" "3 monthly" "four times a year" "4 times a year"
            "once every quarter" "one a quarter" "qtrly" "quaterly" "quarterly basis" "once per quarter"
            "four times per year" "once every three months";
        Often::SixMonthly => "six monthly" "6 monthly" "twice a year" "twice yearly" "bi annually" "biannually"
            "bi annual" "biannual" "half yearly" "every six months" "every 6 months" "two times a year"
            "twice per year" "twice annually" "every half year" "semi annually" "once every six months"
            "two meetings a year" "two visits a year";
        Often::Yearly => "yearly" "annually" "once a year" "every year" "each year" "per year" "per annum"
            "annual parish meeting only" "annual parish meeting" "annual parish assembly" "annual town meeting"
            "annual meeting of the parish" "once per year" "annual" "one a year" "annual assembly" "once every year";
        Often::AsNeeded => "as needed" "as required" "as and when" "ad hoc" "adhoc" "when needed" "when required"
            "when necessary" "as necessary" "if needed" "if required" "only when needed"
            "when there is something to report" "when something changes" "only if something" "if and when"
            "as appropriate" "when there is something to say" "by exception" "on request" "when asked"
            "as the need arises" "when the need arises" "when there is news" "when something happens"
            "when there's something to report" "only when there is" "should the need arise" "if there is a problem"
            "on demand" "when we ask" "only if needed" "only when required" "only if required" "as issues arise"
            "when issues arise" "if something happens" "when there is a need";
        Often::Other => "once per season" "once a season" "seasonally" "each season" "four weekly" "six weekly"
            "bi monthly" "bimonthly" "every two months" "every 2 months" "every other month" "alternate months"
            "every second month" "fortnightly" "every fortnight" "weekly" "every week" "once a fortnight"
            "once a week" "three times a year" "3 times a year" "three times per year" "every four months"
            "every 4 months" "every six weeks" "every 6 weeks" "twice a quarter" "twice a month" "every other meeting"
            "every second meeting" "every other quarter" "every eight weeks" "every 8 weeks" "four monthly"
            "4 monthly" "two monthly" "every two weeks" "five times a year" "six times a year" "every alternate month"
            "once a term" "termly" "twice each quarter" "every two or three months" "every third meeting"
            "ten times a year" "every two years" "every alternate meeting" "every meeting" "each meeting"
            "two or three times a year" "every couple of months";
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Near {
    /// Speaks of being met or told.
    Contact,
    /// Speaks of what is wanted.
    Want,
}

lexicon! {
    CONTACT: Near {
        Near::Contact => "contact" "contacts" "contacted" "engagement" "engagements" "engage" "update" "updates"
            "updated" "attend" "attends" "attendance" "attending" "visit" "visits" "visited" "hear from you"
            "hear from" "report" "reports" "come" "see you" "see an officer" "see someone" "see a pcso" "see our"
            "meet" "meet us" "meet with" "meeting with you" "meet you" "catch up" "catch ups" "meetings with you"
            "briefing" "briefings" "email" "e mail" "call" "bulletin" "summary" "in person" "teams" "zoom"
            "newsletter" "presence" "be seen" "sessions" "feedback" "drop in" "pop in" "get together" "told" "liaison"
            "annual parish" "the annual" "a visit" "written";
        Near::Want => "would like" "we'd like" "would prefer" "we'd prefer" "prefer" "prefers" "preferred"
            "preference" "suggest" "suggests" "happy with" "happy" "sufficient" "enough" "please" "ideally"
            "would be fine" "is fine" "fine" "would suit" "suits" "suit" "would be" "would welcome" "welcome"
            "appreciate" "appreciated" "request" "requests" "requested" "requesting" "ask" "asks" "asked" "want"
            "wants" "wish" "wishes" "ok" "okay" "would work" "works" "should be" "will do" "plenty" "adequate"
            "agreed" "content" "opt for" "opted for" "resolved" "hope" "expect" "helpful" "sounds" "adequately"
            "ample" "often enough" "if possible" "like" "will be" "acceptable" "useful" "best" "good" "suitable"
            "ideal" "would do" "about right" "grateful" "felt" "feel" "favour" "favours" "favoured" "all we would ask"
            "all we ask" "is all" "invited" "recommended" "to be" "that officers" "if you would" "be asked"
            "looking for" "enough for us" "let it be" "asks for" "asked for" "all that is wanted" "may be"
            "quite enough" "will suffice" "suffice" "suffices" "should like" "rather" "reach them" "propose"
            "recommends" "asking" "confirm" "could" "perfect";
    }
}

/// As many in one sentence as are looked at.
const MOST: usize = 8;

/// Reads how often: behind the label, else from the sentences, if they name one thing only.
pub(super) fn read(
    text: &Text<'_>,
    blocks: &[Block],
    sentences: &[Sentence],
    answers: &[LabelledAnswer],
) -> Option<Extracted<Frequency>> {
    let labelled =
        answers.iter().filter(|answered| answered.kind == LabelKind::Frequency).find_map(|it| labelled(text, it));
    if let Some(answered) = labelled {
        return answered;
    }
    let mut found: Option<Mark<Often>> = None;
    for sentence in sentences {
        let marker = blocks[sentence.block].marker.is_some();
        // Of two in one sentence the first is the one that is wanted: "monthly, or quarterly if that is too much".
        let mut marks = VALUES.marks(text, sentence.first, sentence.end).take(MOST);
        let first = marks.find(|mark| fits(text, sentence, mark, marker));
        match (found, first) {
            (Some(before), Some(mark)) if before.tag != mark.tag || mark.tag == Often::Other => return None,
            _ => found = found.or(first),
        }
    }
    let mark = found?;
    said(text, mark, mark.first, "says how often it would like contact")
}

fn said(text: &Text<'_>, mark: Mark<Often>, from: usize, rule: &'static str) -> Option<Extracted<Frequency>> {
    let value = match mark.tag {
        Often::Monthly => Frequency::Monthly,
        Often::Quarterly => Frequency::Quarterly,
        Often::SixMonthly => Frequency::SixMonthly,
        Often::Yearly => Frequency::Yearly,
        Often::AsNeeded => Frequency::AsNeeded,
        Often::Other => Frequency::Other(text.slice(mark.first, mark.end)),
    };
    Some(Extracted { value, spans: vec![text.span(from, mark.end)], reason: rule })
}

/// What stands behind the label; nothing of it where the form's own values stand there, none of them ticked.
fn labelled(text: &Text<'_>, answered: &LabelledAnswer) -> Option<Option<Extracted<Frequency>>> {
    const RULE: &str = "answers how often on the form";
    let LabelledAnswer { first, end, .. } = *answered;
    let mut wanted = VALUES.marks(text, first, end.min(first + 40)).filter(|mark| !is_excluded(text, first, mark, end));
    let mark = wanted.next()?;
    let others = wanted.filter(|other| other.tag != mark.tag).count();
    Some(if others == 0 { said(text, mark, mark.first, RULE) } else { None })
}

/// "not monthly", "monthly is too often", "monthly crime figures", "we meet monthly".
fn is_excluded(text: &Text<'_>, first: usize, mark: &Mark<Often>, end: usize) -> bool {
    let start = clause_start(text, first, mark.first);
    let after = |words: &Words| (mark.end..end.min(mark.end + 3)).any(|at| text.is(at, words));
    let few = end.min(mark.end + 5);
    let too_much = has_modality(text, mark.end, few, &[Modality::Negation]) && after(words!["is" "are" "would" "was"])
        || after(words!["too" "excessive" "unnecessary" "overkill"])
        || is_of_now(text, start, mark, end)
        || text.is(mark.first.wrapping_sub(1), words!["than"])
        || (start..mark.first).any(|at| text.is(at, words!["neighbours" "neighbouring" "neighbour"]))
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
        && is_their_own(text, first, mark);
    let report = text.is(mark.end + 1, words!["report" "update" "bulletin"])
        && !text.is(mark.first.wrapping_sub(1), words!["the" "your"]);
    let crime = text.is(mark.end, words!["crime"]) && !report;
    crime || is_negated(text, start, mark.first) || too_much || of_a_thing
}

/// "currently monthly but now quarterly": what is, and not what is wished.
fn is_of_now(text: &Text<'_>, start: usize, mark: &Mark<Often>, end: usize) -> bool {
    let now =
        (start.max(mark.first.saturating_sub(6))..mark.first).any(|at| text.is(at, words!["currently" "presently"]));
    now && VALUES.marks(text, mark.end, end).any(|other| other.tag != mark.tag)
}

/// "our monthly meetings", "the council meets monthly", "parish council meetings are held every month".
fn is_their_own(text: &Text<'_>, first: usize, mark: &Mark<Often>) -> bool {
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

fn fits(text: &Text<'_>, sentence: &Sentence, mark: &Mark<Often>, item: bool) -> bool {
    let Sentence { first, end, .. } = *sentence;
    if is_example(text, first, mark.first)
        || is_unticked_choice(text, first, end) && VALUES.marks(text, first, end).any(|other| other.tag != mark.tag)
        || is_excluded(text, first, mark, end)
        || is_their_own(text, first, mark)
        || is_hypothetical(text, sentence, mark)
    {
        return false;
    }
    let words = text.count(first, end);
    let weak = matches!(text.word(mark.first), "a" | "per" | "annual") || mark.tag == Often::AsNeeded;
    if words <= 4 && !(weak && item) {
        return true;
    }
    let (mut contact, mut want) = (false, false);
    let (from, until) = (first.max(mark.first.saturating_sub(40)), end.min(mark.end + 40));
    for near in CONTACT.marks(text, from, until) {
        contact |= near.tag == Near::Contact;
        want |= near.tag == Near::Want;
    }
    // "Twice a year, either in person or by Teams": it begins with the answer.
    let leads = mark.first == first && text.punctuation(mark.end) == Some(',');
    let contact = contact || leads;
    let want = want || leads || is_fragment(text, first, mark.first) && is_fragment(text, mark.end, end);
    let about_contact = contact || words <= 9 && !weak;
    let figures = (from..until).any(|at| text.is(at, words!["figures" "statistics" "incidents"]));
    let past = (part(text, from, mark.first)..mark.first)
        .any(|at| text.is(at, words!["was" "were" "had" "used" "since" "received" "happens" "happened" "took"]));
    about_contact && want && !figures && !past
}

/// "An officer at our meeting each quarter, in person": without a verb it can only be the answer.
pub(super) fn is_fragment(text: &Text<'_>, first: usize, end: usize) -> bool {
    const VERBS: &Words = words![
        "is" "are" "was" "were" "has" "have" "had" "meets" "meet" "held" "attended" "came" "been" "will"
        "do" "does" "did" "can" "may" "it's" "we" "i" "you" "they" "cannot" "if"
    ];
    end - first <= 20 && text.count(first, end) <= 14 && !(first..end).any(|at| text.is(at, VERBS))
}

/// Where the part of a sentence begins in which a token stands: after the last semicolon or "but".
fn part(text: &Text<'_>, first: usize, at: usize) -> usize {
    (first..at)
        .rev()
        .find(|place| text.punctuation(*place) == Some(';') || text.is(*place, words!["but"]))
        .unwrap_or(first)
}

/// "You say that you will come each quarter", "if we ask for monthly contact", "can you come monthly?".
fn is_hypothetical(text: &Text<'_>, sentence: &Sentence, mark: &Mark<Often>) -> bool {
    let near = sentence.first.max(mark.first.saturating_sub(40));
    let before = part(text, near, mark.first);
    let yours = (before..mark.first).any(|at| {
        text.is(at, words!["you" "police"])
            && text.is(at + 1, words!["say" "said" "promised" "wrote" "offered" "offer" "promise"])
    });
    yours
        || has_modality(text, before, mark.first, &[Modality::Condition])
        || has_modality(text, clause_start(text, before, mark.first), mark.first, &[Modality::Past])
        || sentence.is_question && text.count(sentence.first, sentence.end) > 4
}
