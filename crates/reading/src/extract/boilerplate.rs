//! What is no answer: greeting, signature, small print, quoted text, and the sentences of our own letter.

use super::block::Block;
use super::lexicon::lexicon;
use super::list_marker::Marker;
use super::sentences::Sentence;
use super::text::Text;
use super::word_set::words;

#[derive(Clone, Copy, PartialEq)]
enum BoilerplateKind {
    Greeting,
    SignOff,
    Thanks,
    SmallPrint,
    Resumes,
    Original,
}

lexicon! {
    ZONES: BoilerplateKind = "boilerplate.txt" {
        "greeting" => BoilerplateKind::Greeting,
        "sign off" => BoilerplateKind::SignOff,
        "thanks" => BoilerplateKind::Thanks,
        "resumes" => BoilerplateKind::Resumes,
    }
}

lexicon! {
    /// Words of the notices that mail systems put below a mail.
    SMALL_PRINT: BoilerplateKind = "small_print.txt" {
        "small print" => BoilerplateKind::SmallPrint,
        "original" => BoilerplateKind::Original,
    }
}

lexicon! {
    /// Sentences of the letter that every clerk received, by words that a clerk would not write.
    LETTER: () = "our_letter.txt" {
        "our letter" => (),
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
        let words = text.word_count(block.first, block.end);
        small |= words > 6
            && SMALL_PRINT.matches(text, block.first, block.end).any(|mark| mark.tag == BoilerplateKind::SmallPrint);
        if is_original_header(text, blocks, place) {
            blocks[place..].iter_mut().for_each(|rest| rest.skipped = true);
            return;
        }
        let quoted = text.punctuation(block.start) == Some('>');
        let question = (block.first..block.end).find(|at| text.punctuation(*at) == Some('?'));
        let asks = question.is_some_and(|at| quoted || text.word_count(block.first, at) > 5);
        let begins = ZONES.match_at(text, block.first, block.end);
        let rest = begins.map_or(words, |mark| text.word_count(mark.end, block.end));
        let zone = begins.map(|mark| mark.tag);
        signed = match zone {
            _ if matches!(block.marker, Some(Marker::Priority(_) | Marker::Number(_))) => false,
            Some(BoilerplateKind::Resumes) => false,
            // A question of our letter: what stands below it is its answer.
            _ if asks => false,
            Some(BoilerplateKind::SignOff) if rest <= 6 && seen > 0 && !has_content(text, &block) => true,
            Some(BoilerplateKind::Thanks) if rest == 0 && seen > 1 => true,
            _ => signed,
        };
        let greets = zone == Some(BoilerplateKind::Greeting) && seen == 0 && rest <= 6 && !has_content(text, &block);
        let empty = block.first >= block.end;
        blocks[place].skipped = signed || small || greets || quoted && !empty;
        seen += usize::from(!greets);
    }
}

/// "Clerk to the Council will be away" is no signature.
fn has_content(text: &Text<'_>, block: &Block) -> bool {
    let verbs = words![
        "is" "has" "will" "was" "we" "are" "would" "can" "says" "cannot" "asks" "wishes" "yes" "we'd"
        "we're" "i'm" "we'll" "no" "i" "please" "our" "my"
    ];
    (block.first..block.end.min(block.first + 8)).any(|at| text.is(at, verbs))
}

/// Whether a mail of somebody else begins here. A reply may begin as a memo does: From, To, Date and Subject on lines of their
/// own, without the address, the time or the "Sent" that a program writes.
fn is_original_header(text: &Text<'_>, blocks: &[Block], place: usize) -> bool {
    let block = &blocks[place];
    let from = text.word(block.first) == "from" && text.punctuation(block.first + 1) == Some(':');
    let near = blocks[place..].iter().take(4).take_while(|block| is_heading(text, block));
    let header = from && near.into_iter().any(|block| is_automatic(text, block));
    let wrote = text.word(block.first) == "on" && text.word(block.end.saturating_sub(2)) == "wrote";
    let marked =
        SMALL_PRINT.first_match(text, block.first, block.end).is_some_and(|mark| mark.tag == BoilerplateKind::Original);
    header || wrote || marked && text.word_count(block.first, block.end) <= 4
}

/// "To: West Mercia Police".
fn is_heading(text: &Text<'_>, block: &Block) -> bool {
    text.is(block.first, words!["from" "to" "date" "sent" "subject" "cc" "re"])
        && text.punctuation(block.first + 1) == Some(':')
}

fn is_automatic(text: &Text<'_>, block: &Block) -> bool {
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
    LETTER.first_match(text, sentence.first, sentence.end).is_some()
}
