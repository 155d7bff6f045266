//! Categorizes a priority by its words.

use super::lexicon::lexicon;
use super::tokenizer::Text;
use super::word_set::words;

/// The categories in [`charter::returns::DEFAULT_CATEGORIES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    Behaviour,
    Road,
    Parking,
    Rural,
    Theft,
    Vehicle,
    Drugs,
    Violence,
    Environment,
    Fraud,
    Visible,
    /// Fits two categories, so a person chooses.
    Ambiguous,
}

impl Topic {
    fn name(self) -> &'static str {
        match self {
            Self::Behaviour => "anti-social behaviour",
            Self::Road => "speeding and road safety",
            Self::Parking => "parking and obstruction",
            Self::Rural => "rural crime",
            Self::Theft => "burglary and theft",
            Self::Vehicle => "vehicle crime",
            Self::Drugs => "drugs and county lines",
            Self::Violence => "violence and the night-time economy",
            Self::Environment => "fly-tipping and environment",
            Self::Fraud => "fraud and cyber",
            Self::Visible => "visibility and contact",
            Self::Ambiguous => "",
        }
    }
}

lexicon! {
    WORDS: Topic = "category.txt" {
        "behaviour" => Topic::Behaviour,
        "road" => Topic::Road,
        "parking" => Topic::Parking,
        "open" => Topic::Ambiguous,
        "rural" => Topic::Rural,
        "theft" => Topic::Theft,
        "vehicle" => Topic::Vehicle,
        "drugs" => Topic::Drugs,
        "violence" => Topic::Violence,
        "environment" => Topic::Environment,
        "fraud" => Topic::Fraud,
        "visible" => Topic::Visible,
    }
}

lexicon! {
    /// Words that count only if no clear word is found.
    WEAK: Topic = "category_weak.txt" {
        "road" => Topic::Road,
        "rural" => Topic::Rural,
        "behaviour" => Topic::Behaviour,
        "visible" => Topic::Visible,
        "theft" => Topic::Theft,
    }
}

/// Whether a clear word of any category is found.
pub(super) fn has_category(text: &Text<'_>, first: usize, end: usize) -> bool {
    WORDS.first_match(text, first, end).is_some()
}

/// The topic of the first clear word; `None` if another topic stands beside it ("speeding and parking").
pub(super) fn find_topic(text: &Text<'_>, first: usize, end: usize) -> Option<Topic> {
    // A clear word outweighs an ambiguous one.
    let mut marks = WORDS.matches(text, first, end).filter(|mark| mark.tag != Topic::Ambiguous);
    let Some(head) = marks.next() else {
        let open = WORDS.first_match(text, first, end).map(|mark| mark.tag);
        return open.or_else(|| WEAK.first_match(text, first, end).map(|mark| mark.tag));
    };
    let mut before = head;
    for mark in marks {
        let beside = mark.first <= before.end + 3
            && (before.end..mark.first).any(|at| {
                text.is(at, words!["and" "or" "plus"]) || matches!(text.punctuation(at), Some('&' | '/' | ',' | '+'))
            });
        if mark.tag != head.tag && (beside || head.tag == Topic::Visible) {
            return None;
        }
        before = mark;
    }
    Some(head.tag)
}

/// The category, if it is one of the `known` ones.
pub(super) fn find_category(text: &Text<'_>, first: usize, end: usize, known: &[String]) -> Option<String> {
    let kind = find_topic(text, first, end)?;
    known.iter().find(|name| name.as_str() == kind.name()).cloned()
}

/// The category of a priority that a person typed, if it is one of the `known` ones: what a reply with these words gets.
pub fn propose_category(words: &str, known: &[String]) -> Option<String> {
    let text = Text::new(words);
    find_category(&text, 0, text.tokens.len(), known)
}

/// Every clear word of a category, as ranges of tokens.
pub(super) fn mentions<'t>(text: &'t Text<'_>, first: usize, end: usize) -> impl Iterator<Item = (usize, usize)> + 't {
    WORDS.matches(text, first, end).map(|mark| (mark.first, mark.end))
}

/// Every word of a category, as ranges of tokens with a number for the category: from 1 for
/// clear words, from 21 for weak ones.
pub(super) fn topics<'t>(
    text: &'t Text<'_>,
    first: usize,
    end: usize,
) -> impl Iterator<Item = (usize, usize, u8)> + 't {
    let clear = WORDS.matches(text, first, end).map(|mark| (mark.first, mark.end, mark.tag as u8 + 1));
    let weak = WEAK.matches(text, first, end).map(|mark| (mark.first, mark.end, mark.tag as u8 + 21));
    weak.chain(clear)
}

#[cfg(test)]
mod tests {
    use super::propose_category;
    use charter::returns::DEFAULT_CATEGORIES;
    use rstest::rstest;

    #[rstest]
    #[case("Speeding on the A49", "speeding and road safety")]
    #[case("20mph limit ignored outside the school", "speeding and road safety")]
    #[case("HGVs through Llanyblodwel", "speeding and road safety")]
    #[case("Parking on double yellow lines", "parking and obstruction")]
    #[case("Off-road bikes on the common", "-")]
    #[case("ASB incl. drug taking at the rec", "anti-social behaviour")]
    #[case("Hare coursing", "rural crime")]
    #[case("Quad bike thefts", "rural crime")]
    #[case("Break-ins to sheds", "burglary and theft")]
    #[case("Theft of catalytic converters", "vehicle crime")]
    #[case("County lines", "drugs and county lines")]
    #[case("Fighting outside the pubs", "violence and the night-time economy")]
    #[case("Fly-tipping in the lanes", "fly-tipping and environment")]
    #[case("Scam phone calls", "fraud and cyber")]
    #[case("More visible patrols", "visibility and contact")]
    #[case("Speeding and parking", "-")]
    #[case("The bus shelter", "-")]
    fn categories_by_words(#[case] words: &str, #[case] wanted: &str) {
        let known: Vec<String> = DEFAULT_CATEGORIES.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(propose_category(words, &known).as_deref().unwrap_or("-"), wanted);
        assert_eq!(propose_category(words, &[]), None, "a category that is not known is not proposed");
    }
}
