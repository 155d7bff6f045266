//! Skips what is no answer: greeting, signature, small print, sentences of our own letter.

use super::block::Block;
use super::lexicon::lexicon;
use super::list_marker::Marker;
use super::sentences::Sentence;
use super::tokenizer::Text;
use super::word_set::words;

#[derive(Clone, Copy, PartialEq)]
enum BoilerplateKind {
    Greeting,
    SignOff,
    Thanks,
    Resumes,
}

lexicon! {
    BOILERPLATE: BoilerplateKind = "boilerplate.txt" {
        "greeting" => BoilerplateKind::Greeting,
        "sign off" => BoilerplateKind::SignOff,
        "thanks" => BoilerplateKind::Thanks,
        "resumes" => BoilerplateKind::Resumes,
    }
}

lexicon! {
    /// Phrases of the notices that mail systems append.
    SMALL_PRINT: () = "small_print.txt" {
        "small print" => (),
    }
}

lexicon! {
    /// Phrases of the letter that every clerk received and that no clerk would write.
    LETTER: () = "our_letter.txt" {
        "our letter" => (),
    }
}

/// Marks the blocks that are no part of the answer.
pub(super) fn skip_boilerplate(text: &Text<'_>, blocks: &mut [Block]) {
    let (mut signed, mut small_print, mut seen) = (false, false, 0_usize);
    for block in blocks {
        small_print &= !block.after_blank;
        let words = text.word_count(block.first, block.end);
        small_print |= words > 6 && SMALL_PRINT.first_match(text, block.first, block.end).is_some();
        let question = (block.first..block.end).find(|at| text.punctuation(*at) == Some('?'));
        let asks = question.is_some_and(|at| block.quoted || text.word_count(block.first, at) > 5);
        let phrase = BOILERPLATE.match_at(text, block.first, block.end);
        let rest = phrase.map_or(words, |phrase| text.word_count(phrase.end, block.end));
        let kind = phrase.map(|phrase| phrase.tag);
        signed = match kind {
            _ if matches!(block.marker, Some(Marker::Priority(_) | Marker::Number(_))) => false,
            Some(BoilerplateKind::Resumes) => false,
            // The answer stands below a question of our letter.
            _ if asks => false,
            Some(BoilerplateKind::SignOff) if rest <= 6 && seen > 0 && !has_content(text, block) => true,
            Some(BoilerplateKind::Thanks) if rest == 0 && seen > 1 => true,
            _ => signed,
        };
        let greets = kind == Some(BoilerplateKind::Greeting) && seen == 0 && rest <= 6 && !has_content(text, block);
        let empty = block.first >= block.end;
        block.signed = signed && !small_print && !block.quoted;
        block.skipped = signed || small_print || greets || block.quoted && !empty;
        seen += usize::from(!greets);
    }
}

/// Whether a line is a sign-off, and nothing else: "Kind regards".
pub(super) fn is_sign_off(text: &Text<'_>, first: usize, end: usize) -> bool {
    let phrase = BOILERPLATE.match_at(text, first, end);
    phrase.is_some_and(|it| it.tag == BoilerplateKind::SignOff && text.word_count(it.end, end) == 0)
}

/// "Clerk to the Council will be away" is no signature.
fn has_content(text: &Text<'_>, block: &Block) -> bool {
    let verbs = words![
        "is" "has" "will" "was" "we" "are" "would" "can" "says" "cannot" "asks" "wishes" "yes" "we'd"
        "we're" "i'm" "we'll" "no" "i" "please" "our" "my"
    ];
    (block.first..block.end.min(block.first + 8)).any(|at| text.is(at, verbs))
}

pub(super) fn is_from_our_letter(text: &Text<'_>, sentence: &Sentence) -> bool {
    LETTER.first_match(text, sentence.first, sentence.end).is_some()
}
