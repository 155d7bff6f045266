//! How the council wants to be met.
//!
//! A meeting that an officer attended is no wish, nor is the address to which the clerk asks to have a question sent.
//! A way is taken as the answer behind the form's label, in a line that says nothing else, or where the sentence
//! wants it.

use super::frequency::is_fragment;
use super::labels::{LabelKind, LabelledAnswer};
use super::lexicon::{Mark, lexicon, words};
use super::lines::Sentence;
use super::text::Text;
use crate::extract::extracted::Extracted;
use crate::extract::modality::{Modality, clause_start, has_modality, is_example, is_negated, is_unticked_choice};
use charter::returns::Method;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// At its meetings.
    Person,
    /// At its meetings, if somebody is wanted there.
    Attend,
    Digital,
    /// "Teams": a word of the police's own too.
    Teams,
    Written,
    /// A word of the clerk's address too.
    Mail,
    Phone,
    NotRequired,
}

lexicon! {
    VALUES: Way {
        Way::Person => "in person" "face to face" "physically" "physical attendance" "physical presence"
            "at our meetings in person" "f2f" "inperson" "person to person" "personal attendance" "personally"
            "in the flesh";
        Way::Attend => "attend" "attending" "attendance" "come to our" "come to the" "come along" "come along to"
            "coming to our" "coming along" "coming to" "be present at" "present at our" "visit" "visits to our"
            "visit our" "at our meetings" "at our meeting" "at meetings" "at the meetings" "at council meetings"
            "at parish council meetings" "at the parish meeting" "at the annual parish meeting" "to meetings"
            "speak at our" "drop in to our" "drop into our" "pop in to our" "join us at our" "join our meetings"
            "at each meeting" "at every meeting" "at the meeting" "come to" "in the village hall" "in the room"
            "turn up to";
        Way::Digital => "zoom" "online" "on line" "virtual" "virtually" "digital" "digitally" "video" "video call"
            "video link" "video conference" "videoconference" "remotely" "ms teams" "microsoft teams" "via teams"
            "by teams" "on teams" "over teams" "teams meeting" "teams meetings" "teams call" "teams calls" "a teams"
            "through teams" "using teams" "teams or zoom" "skype" "via video" "by video" "teams link" "teams session"
            "dial in" "teams please" "remote attendance" "on zoom" "webinar" "google meet";
        Way::Teams => "teams";
        Way::Written => "written" "written update" "written updates" "written report" "written reports" "in writing"
            "email update" "email updates" "e mail update" "e mail updates" "email report" "email reports"
            "e mail report" "e mail reports" "emailed" "emailed report" "emailed update" "e mailed" "by letter"
            "by post" "written note" "short written" "report in writing" "short report" "brief report"
            "monthly report" "quarterly report" "written summary" "email the report" "email us" "a written"
            "paper report" "newsletter" "report by email" "update by email" "a report we can" "a short note"
            "send us a report" "send a report" "bulletin" "written briefing" "a paragraph we can";
        Way::Mail => "email" "e mail" "by email" "by e mail" "via email" "via e mail" "emails" "e mails" "report"
            "reports" "over email" "letter" "through email";
        Way::Phone => "just ring" "ring me" "ring the clerk" "telephone me" "phone me" "phone the clerk" "by phone"
            "by telephone" "phone call" "phone calls" "telephone call" "telephone calls" "phone" "telephone" "a call"
            "over the phone" "ring" "on the phone" "call the clerk" "a quick call" "telephoning" "via phone"
            "via telephone" "calls" "a ring";
        Way::NotRequired => "not required" "not needed" "not necessary" "no need to attend" "need not attend"
            "needn't attend" "no need for" "not be required" "not be necessary" "not be needed" "not require"
            "does not require" "do not require" "don't require" "do not need" "don't need" "does not need"
            "no attendance" "unnecessary" "no contact" "isn't required" "isn't necessary" "isn't needed" "not expect"
            "no meetings" "no meeting" "no need to come" "no need for anyone" "n a" "none required" "none needed"
            "no requirement for" "not require attendance" "no visit" "need not come" "needn't come" "not come"
            "no officer need" "nobody need" "need not send" "needn't send" "no one need" "without attending"
            "don't need to come" "no engagement" "not think it necessary" "aren't needed" "are not needed" "stay away";
    }
}

lexicon! {
    WANT: bool {
        true => "would like" "we'd like" "'d like" "would prefer" "we'd prefer" "prefer" "prefers" "preferred"
            "preference" "suggest" "suggests" "happy with" "happy for" "happy to" "sufficient" "enough" "suffice"
            "please" "ideally" "fine" "would suit" "suits" "suit" "would welcome" "welcome" "welcomes" "welcomed"
            "appreciate" "appreciates" "appreciated" "request" "requests" "requested" "requesting" "want" "wants"
            "wish" "wishes" "would work" "should be" "will do" "content with" "opt for" "opted for" "helpful" "like"
            "acceptable" "useful" "best" "suitable" "ideal" "would do" "grateful" "favour" "favours" "asking for"
            "better" "would be good" "would be great" "hope" "hopes" "delighted" "pleased" "could" "works" "love"
            "would be" "rather" "valued" "asked" "asks" "easiest" "adequate" "invited" "invite" "invites" "plenty"
            "expect" "ok" "perfect" "good" "lovely" "via" "would help" "do nicely" "all we need" "all that is wanted"
            "is all" "all we ask" "all we would ask" "recommended" "that officers" "invited to" "asks for" "suffices"
            "be invited" "should like" "is wanted" "best of all" "always best" "more good" "if you would" "reach them"
            "to be" "just ring" "propose" "proposes" "come" "resolved" "agreed" "only";
        false => "attended" "last attended" "thank you for attending" "thanks for attending" "thank you for coming"
            "thanks for coming" "nobody" "no one" "no officer" "no police" "has not been" "have not seen"
            "haven't seen" "failed to attend" "any questions" "any queries" "contact me" "contact us"
            "contact the clerk" "contact details" "further information" "hesitate" "your email" "your e mail"
            "your recent email" "this email" "my email" "my e mail" "email address" "e mail address" "your letter"
            "the email" "following your" "email of" "email dated" "was held" "last report" "crime reports"
            "crime number" "to report" "we report" "report crime" "report it" "reported" "last meeting"
            "unable to attend" "have been unable" "101" "online form" "online reporting" "cctv" "since" "email from"
            "for your" "reporting" "stopped" "copied" "forwarded" "by return" "in your email" "reply to this" "noted"
            "police report" "officer's report" "council meets" "councillors meet" "we meet in" "attend the school"
            "attends the school" "attending the school" "attend school" "online fraud" "online crime" "online scams"
            "online abuse" "online bullying" "online safety" "cyber" "until now" "up to now";
    }
}

/// Reads how: behind the label, else from the sentences, if they name one way only.
pub(super) fn read(text: &Text<'_>, sentences: &[Sentence], answers: &[LabelledAnswer]) -> Option<Extracted<Method>> {
    let labelled =
        answers.iter().filter(|answered| answered.kind == LabelKind::Method).find_map(|it| labelled(text, it));
    if let Some(answered) = labelled {
        return answered;
    }
    let mut found: Option<(Method, Mark<Way>)> = None;
    for sentence in sentences {
        let Some((value, mark)) = in_sentence(text, sentence) else { continue };
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
    Some(Extracted { value, spans: vec![text.span(mark.first, mark.end)], reason: "says how it would like to be met" })
}

fn value(way: Way) -> Method {
    match way {
        Way::Person | Way::Attend => Method::InPerson,
        Way::Digital | Way::Teams => Method::Digital,
        Way::Written | Way::Mail => Method::WrittenUpdate,
        Way::Phone => Method::Phone,
        Way::NotRequired => Method::NotRequired,
    }
}

/// What stands behind the label; nothing of it where several ways stand there as equals.
fn labelled(text: &Text<'_>, answered: &LabelledAnswer) -> Option<Option<Extracted<Method>>> {
    const RULE: &str = "answers how on the form";
    let LabelledAnswer { first, end, .. } = *answered;
    let end = end.min(first + 40);
    let mut chosen: Option<(Method, Mark<Way>)> = None;
    for mark in VALUES.marks(text, first, end).filter(|mark| {
        mark.tag == Way::NotRequired || !is_negated(text, clause_start(text, first, mark.first), mark.first)
    }) {
        match &chosen {
            Some((before, last)) if *before != value(mark.tag) => {
                if mark.tag == Way::NotRequired && matches!(last.tag, Way::Attend | Way::Person) {
                    chosen = Some((value(mark.tag), mark));
                    continue;
                }
                if is_second_best(text, last.end, mark.first) || *before == Method::InPerson && mark.tag == Way::Mail {
                    break;
                }
                return Some(None);
            }
            Some(_) => {}
            None => chosen = Some((value(mark.tag), mark)),
        }
    }
    let (value, mark) = chosen?;
    Some(Some(Extracted { value, spans: vec![text.span(mark.first, mark.end)], reason: RULE }))
}

/// "in person, otherwise by e-mail": what comes after is only the second best.
fn is_second_best(text: &Text<'_>, from: usize, to: usize) -> bool {
    (from..to)
        .any(|at| text.is(at, words!["otherwise" "failing" "else" "but" "although" "if" "unless" "though" "when"]))
}

fn in_sentence(text: &Text<'_>, sentence: &Sentence) -> Option<(Method, Mark<Way>)> {
    let Sentence { first, end, is_question: asks, .. } = *sentence;
    let words = text.count(first, end);
    if asks && words > 5
        || is_unticked_choice(text, first, end) && names_several(text, first, end)
        || has_modality(text, first, end.min(first + 3), &[Modality::Condition])
    {
        return None;
    }
    // "Report:" heads something, and answers nothing.
    let answers = is_fragment(text, first, end) && text.punctuation(end - 1) != Some(':');
    let wants = wants(text, first, end) || answers && wants_nothing_else(text, first, end);
    let mut chosen: Option<(Method, Mark<Way>)> = None;
    for mark in VALUES.marks(text, first, end) {
        let clear = matches!(mark.tag, Way::Person | Way::Digital | Way::Written | Way::NotRequired | Way::Phone);
        let told = wants
            || mark.tag == Way::NotRequired
            || clear && words <= 6 && WANT.marks(text, first, end).all(|mark| mark.tag);
        if !told || is_example(text, first, mark.first) || !fits(text, sentence, &mark) {
            continue;
        }
        match &chosen {
            Some((before, last)) if *before != value(mark.tag) => {
                let less = matches!(mark.tag, Way::Attend | Way::Mail | Way::Teams);
                let denies = mark.tag == Way::NotRequired
                    && matches!(last.tag, Way::Attend | Way::Person)
                    && mark.first <= last.end + 6;
                if denies || *before == Method::NotRequired && mark.tag != Way::Attend {
                    chosen = Some((value(mark.tag), mark));
                } else if mark.tag != Way::NotRequired && !is_second_best(text, last.end, mark.first) && !less {
                    // "Attend our meetings by Teams" names the way last.
                    // Of two that are wanted as equals the first is taken.
                    if matches!(last.tag, Way::Attend | Way::Mail) {
                        chosen = Some((value(mark.tag), mark));
                    }
                }
            }
            Some(_) => {}
            None => chosen = Some((value(mark.tag), mark)),
        }
    }
    chosen
}

fn names_several(text: &Text<'_>, first: usize, end: usize) -> bool {
    let mut ways = VALUES.marks(text, first, end).map(|mark| value(mark.tag));
    ways.next().is_some_and(|one| ways.any(|other| other != one))
}

/// None of what speaks of something else.
fn wants_nothing_else(text: &Text<'_>, first: usize, end: usize) -> bool {
    WANT.marks(text, first, end).all(|mark| mark.tag)
}

fn wants(text: &Text<'_>, first: usize, end: usize) -> bool {
    let mut wants = false;
    for mark in WANT.marks(text, first, end) {
        if !mark.tag {
            return false;
        }
        wants = true;
    }
    wants
}

fn fits(text: &Text<'_>, sentence: &Sentence, mark: &Mark<Way>) -> bool {
    let Sentence { first, end, .. } = *sentence;
    let start = clause_start(text, first, mark.first);
    let denied = is_negated(text, start, mark.first) || is_denied_behind(text, mark.end, end);
    match mark.tag {
        Way::NotRequired => is_about_meeting(text, first, end),
        Way::Teams => !denied && is_named(text, mark.first),
        Way::Attend => !denied && asks_for_somebody(text, first, mark.first, end),
        Way::Mail => !denied && (text.is(mark.first, words!["by" "via"]) || is_update(text, first, end)),
        Way::Phone if text.is(mark.end, words!["on" "if" "so" "when" "for"]) => false,
        Way::Phone => {
            !denied
                && !text.is(mark.end, words!["number" "numbers" "scams" "box" "me" "masts" "no"])
                && !text.is(mark.first.wrapping_sub(1), words!["mobile"])
                && !is_figure(text, mark.end)
        }
        _ => !denied,
    }
}

/// "Zoom is no good for us", "Teams does not work here".
fn is_denied_behind(text: &Text<'_>, at: usize, end: usize) -> bool {
    let verb = text.is(at, words!["is" "are" "does" "do" "would" "will" "has"]);
    text.is(at, words!["isn't" "doesn't" "don't" "wouldn't" "won't" "cannot" "can't" "never"])
        || verb && has_modality(text, at + 1, end.min(at + 3), &[Modality::Negation])
}

fn is_figure(text: &Text<'_>, at: usize) -> bool {
    text.punctuation(at) == Some(':') || text.word(at).starts_with(|c: char| c.is_ascii_digit())
}

/// With a capital, and not "the Safer Neighbourhood Teams" or "your teams".
fn is_named(text: &Text<'_>, at: usize) -> bool {
    text.is_name(at)
        && !text.is(at.wrapping_sub(1), words!["neighbourhood" "your" "our" "the" "policing" "other" "local" "snt"])
}

fn is_update(text: &Text<'_>, first: usize, end: usize) -> bool {
    (first..end).any(|at| {
        text.is(at, words!["update" "updates" "report" "reports" "contact" "engagement" "summary" "bulletin"])
    })
}

/// It is the police who are to attend, not the council.
fn asks_for_somebody(text: &Text<'_>, first: usize, at: usize, end: usize) -> bool {
    let near = (first.max(at.saturating_sub(30)), end.min(at + 12));
    let somebody = (near.0..near.1).any(|at| {
        text.is(
            at,
            words![
                "officer" "officers" "pcso" "pcsos" "you" "someone" "somebody" "sergeant" "police" "representative"
                "attendance" "team" "visit" "visits" "constable" "snt" "pc" "your"
            ],
        )
    });
    let ours = (near.0..near.1).any(|at| text.is(at, words!["meeting" "meetings" "council" "hall" "attendance"]));
    let not_theirs = !(near.0..at)
        .any(|at| text.is(at, words!["residents" "public" "school" "discuss" "i" "consider" "considered"]));
    somebody && ours && not_theirs
}

/// "Attendance at meetings is not required", not "parking permits are not required".
fn is_about_meeting(text: &Text<'_>, first: usize, end: usize) -> bool {
    (first..end).any(|at| {
        text.is(
            at,
            words![
                "attend" "attendance" "attending" "meeting" "meetings" "engagement" "contact" "visit" "visits" "come"
                "person" "presence" "physical" "officer" "officers"
            ],
        )
    })
}
