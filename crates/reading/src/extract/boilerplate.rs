//! What is no answer: greeting, signature, small print, quoted text, and the sentences of our own letter.

use super::lexicon::{lexicon, words};
use super::lines::{Block, Sentence};
use super::marker::Marker;
use super::text::Text;

#[derive(Clone, Copy, PartialEq)]
enum Zone {
    Greeting,
    SignOff,
    Thanks,
    SmallPrint,
    Resumes,
    Original,
}

lexicon! {
    ZONES: Zone {
        Zone::Greeting => "dear" "hi" "hello" "good morning" "good afternoon" "good evening" "morning" "afternoon"
            "fao" "to whom";
        Zone::SignOff => "kind regards" "kindest regards" "best regards" "warm regards" "warmest regards"
            "with regards" "regards" "with kind regards" "with best wishes" "best wishes" "all the best"
            "yours sincerely" "yours faithfully" "yours truly" "yours" "sincerely" "cofion" "cofion gorau"
            "cofion cynnes" "rgds" "br" "kr" "sent from my" "get outlook for" "on behalf of the council"
            "for and on behalf of" "clerk to the council" "clerk and rfo" "parish clerk" "town clerk" "clerk"
            "the clerk" "deputy clerk" "assistant clerk" "deputy town clerk" "chair" "the chair" "chairman"
            "parish manager" "proper officer" "locum clerk" "council manager" "i remain" "i am sirs"
            "thanks and regards" "with thanks and regards" "with thanks for" "office manager" "your obedient servant"
            "with all good wishes" "with good wishes" "with very best wishes" "good wishes" "sent from";
        Zone::Thanks => "many thanks" "thanks" "thank you" "thank you very much" "thanks very much" "with thanks"
            "cheers" "diolch" "diolch yn fawr" "thanking you" "thx" "ta" "thanks again" "with many thanks"
            "thanks in advance";
        Zone::Resumes => "ps" "p s" "attachment" "minute" "minutes" "extract" "resolved" "priorities" "appendix" "pps";
    }
}

lexicon! {
    /// Words of the notices that mail systems put below a mail.
    SMALL_PRINT: Zone {
        Zone::SmallPrint => "intended recipient" "intended recipients" "intended solely" "solely for the use"
            "is confidential" "are confidential" "disclaimer" "privacy notice" "virus" "viruses" "in error please"
            "data protection act" "unauthorised use" "legally privileged" "gdpr" "views expressed"
            "consider the environment" "please think before" "do not necessarily" "freedom of information"
            "office hours are" "working hours are" "my working days" "my working hours" "i work part time";
        Zone::Original => "original message" "begin forwarded message" "forwarded message";
    }
}

lexicon! {
    /// Sentences of the letter that every clerk received, by words that a clerk would not write.
    LETTER: () {
        () => "as you know _ mercia" "launched our local policing" "our charter seeks to"
            "our commitment to our communities" "in recognition of our important relationship"
            "made a charter commitment" "we are writing to you now" "many councils have benefitted"
            "i am aware that we have been unable" "this situation was brought about" "with that in mind i would ask"
            "please respond by confirming" "your continuing desire" "we would also welcome your views"
            "we will commit to engaging" "where officers duty days allow" "if your priorities and our response"
            "our physical engagement" "please return to us your" "if we don't hear from you"
            "if we do not hear from you" "take up our charter offer" "thereafter we shall reach out"
            "we shall reach out to you" "the charter was subsequently updated"
            "the need to identify the top three concerns";
    }
}

/// Marks the blocks that are no part of the answer.
pub(super) fn skip_boilerplate(text: &Text<'_>, blocks: &mut [Block]) {
    let (mut signed, mut small, mut seen) = (false, false, 0_usize);
    for place in 0..blocks.len() {
        let block = blocks[place];
        if block.after_blank {
            small = false;
        }
        let words = text.count(block.first, block.end);
        small |= words > 6 && SMALL_PRINT.marks(text, block.first, block.end).any(|mark| mark.tag == Zone::SmallPrint);
        if is_original(text, blocks, place) {
            blocks[place..].iter_mut().for_each(|rest| rest.skipped = true);
            return;
        }
        let quoted = text.punctuation(block.start) == Some('>');
        let question = (block.first..block.end).find(|at| text.punctuation(*at) == Some('?'));
        let asks = question.is_some_and(|at| quoted || text.count(block.first, at) > 5);
        let begins = ZONES.at(text, block.first, block.end);
        let rest = begins.map_or(words, |mark| text.count(mark.end, block.end));
        let zone = begins.map(|mark| mark.tag);
        signed = match zone {
            _ if matches!(block.marker, Some(Marker::Place(_) | Marker::Number(_))) => false,
            Some(Zone::Resumes) => false,
            // A question of our letter: what stands below it is its answer.
            _ if asks => false,
            Some(Zone::SignOff) if rest <= 6 && seen > 0 && !says_something(text, &block) => true,
            Some(Zone::Thanks) if rest == 0 && seen > 1 => true,
            _ => signed,
        };
        let greets = zone == Some(Zone::Greeting) && seen == 0 && rest <= 6 && !says_something(text, &block);
        let empty = block.first >= block.end;
        blocks[place].skipped = signed || small || greets || quoted && !empty;
        seen += usize::from(!greets);
    }
}

/// "Clerk to the Council will be away" is no signature.
fn says_something(text: &Text<'_>, block: &Block) -> bool {
    let verbs = words![
        "is" "has" "will" "was" "we" "are" "would" "can" "says" "cannot" "asks" "wishes" "yes" "we'd"
        "we're" "i'm" "we'll" "no" "i" "please" "our" "my"
    ];
    (block.first..block.end.min(block.first + 8)).any(|at| text.is(at, verbs))
}

/// Whether a mail of somebody else begins here. A reply may begin as a memo does: From, To, Date and Subject on lines of their
/// own, without the address, the time or the "Sent" that a program writes.
fn is_original(text: &Text<'_>, blocks: &[Block], place: usize) -> bool {
    let block = &blocks[place];
    let from = text.word(block.first) == "from" && text.punctuation(block.first + 1) == Some(':');
    let near = blocks[place..].iter().take(4).take_while(|block| is_heading(text, block));
    let header = from && near.into_iter().any(|block| is_by_a_program(text, block));
    let wrote = text.word(block.first) == "on" && text.word(block.end.saturating_sub(2)) == "wrote";
    let marked = SMALL_PRINT.first(text, block.first, block.end).is_some_and(|mark| mark.tag == Zone::Original);
    header || wrote || marked && text.count(block.first, block.end) <= 4
}

/// "To: West Mercia Police".
fn is_heading(text: &Text<'_>, block: &Block) -> bool {
    text.is(block.first, words!["from" "to" "date" "sent" "subject" "cc" "re"])
        && text.punctuation(block.first + 1) == Some(':')
}

fn is_by_a_program(text: &Text<'_>, block: &Block) -> bool {
    let figures = |at: usize| text.word(at).bytes().all(|byte| byte.is_ascii_digit()) && !text.word(at).is_empty();
    text.word(block.first) == "sent"
        || (block.first + 2..block.end).any(|at| match text.punctuation(at) {
            Some('@') => true,
            Some(':') => figures(at - 1) && figures(at + 1),
            _ => false,
        })
}

/// Whether a sentence is one of our own letter.
pub(super) fn is_from_our_letter(text: &Text<'_>, sentence: &Sentence) -> bool {
    LETTER.first(text, sentence.first, sentence.end).is_some()
}
