//! Parses cell values: wish, frequency, method, and words that state nothing.

use charter::returns::{Frequency, Method, Wish};
use charter::search_key::fold;

/// A value and the folded words for it, separated by `|`.
type ValueWords<T> = (T, &'static str);

/// Values that state nothing, folded.
const BLANK_VALUES: &str = "n a|na|none|nil|nothing|not stated|not given|not known|not applicable|unknown|tbc|tba|to be confirmed|\
    no answer|no comment|no comments|blank|prefer not to say|none at present|none at this time|none at the moment|none currently|\
    nothing at present|nothing at this time|nothing at the moment|nothing to add|nothing further|no issues|no concerns|\
    no priorities|no problems|none identified|none to report|no preference|no view|no views|don t know|dont know|not sure";

/// Values of a tracker for a council that was not heard, folded.
const NO_REPLY_VALUES: &str = "no reply|no response|no reply yet|no response yet|not replied|not responded|not heard|nothing heard|\
    nothing yet|awaiting|awaiting reply|awaiting response|waiting|pending|outstanding|chased|to chase|overdue|\
    sent|letter sent|not sent|open|to do";

/// Whether `folded` is an entry of a list with `|` between entries.
pub(super) fn is_in_list(list: &str, folded: &str) -> bool {
    list.split('|').any(|entry| entry == folded)
}

/// Whether a value states nothing: blank, a dash, "n/a", "tbc".
pub(super) fn is_blank_value(text: &str) -> bool {
    let folded = fold(text);
    folded.is_empty() && !is_tick(text) || is_in_list(BLANK_VALUES, &folded)
}

/// Whether a word has the form of an email address.
pub(super) fn is_email_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && domain.contains('.'))
}

fn is_tick(text: &str) -> bool {
    matches!(text.trim(), "✓" | "✔" | "☑" | "✅")
}

/// Whether a value only says that the council was not heard.
pub(super) fn says_no_reply(text: &str) -> bool {
    is_in_list(NO_REPLY_VALUES, &fold(text))
}

/// Whether a tracker's status says that the council was not heard: "chased 12 Sep". Use it for status columns only: a
/// council's own words may start the same way.
pub(super) fn is_no_reply_status(text: &str) -> bool {
    let folded = fold(text);
    is_in_list(NO_REPLY_VALUES, &folded)
        || ["no reply", "no response", "chased", "awaiting"].iter().any(|phrase| starts_with_words(&folded, phrase))
}

/// Whether a value answers "Anything else?" with no.
pub(super) fn has_nothing_to_add(text: &str) -> bool {
    const NO: &str = "no|nope|no thanks|no thank you|no nothing|no that is all|no that s all|no thats all|that is all|thats all|\
        not really|no none|no not at present|no not at the moment|no not at this time";
    is_blank_value(text) || is_in_list(NO, &fold(text))
}

/// Whether a value says that the last answer still holds.
pub(super) fn says_unchanged(text: &str) -> bool {
    const SAME: &str = "no change|no changes|unchanged|as before|same|same as before|same as last time|as last time|\
        same again|as last quarter|same as last quarter|same as previous|as previous|as previously|as previously stated|\
        same three|the same|the same three|the same as before|the same as last time|remain the same|remains the same";
    is_in_list(SAME, &fold(text))
}

/// "see e-mail": whether a value refers to another place.
pub(super) fn points_elsewhere(text: &str) -> bool {
    const REFERENCES: &str =
        "email|e mail|attached|attachment|letter|above|below|notes|note|comments|reply|minutes|file";
    let folded = fold(text);
    let rest = folded.strip_prefix("see ").or_else(|| folded.strip_prefix("as per ")).unwrap_or_default();
    let bare = |word: &&str| rest.strip_prefix(*word).is_some_and(|rest| is_in_list(REFERENCES, rest));
    is_in_list(REFERENCES, rest) || ["the ", "their ", "our ", "attached "].iter().any(bare)
}

/// Whether a value in an answer column is the tracker's own note that nobody was heard.
pub(super) fn is_tracker_note(text: &str) -> bool {
    let folded = fold(text);
    // "No response to calls" may be a priority; "chased 12 Sep" is none.
    let is_note =
        ["chased", "awaiting reply", "awaiting response"].iter().any(|phrase| starts_with_words(&folded, phrase));
    is_note || says_no_reply(text)
}

/// Whether a value says that the council will answer later.
pub(super) fn says_later(text: &str) -> bool {
    const LATER: &str = "agenda|holding|acknowledged|acknowledgement|next meeting|to be discussed|will discuss|will be discussed|\
        to be considered|will consider|will be considered|to discuss|to consider|await meeting";
    let folded = fold(text);
    contains_any(&folded, LATER)
}

fn starts_with_words(folded: &str, words: &str) -> bool {
    folded.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether folded text contains other folded words as whole words.
pub(super) fn contains_words(folded: &str, words: &str) -> bool {
    let alone = |index: usize| {
        let (before, after) = (&folded[..index], &folded[index + words.len()..]);
        (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '))
    };
    folded.match_indices(words).any(|(index, _)| alone(index))
}

/// Whether folded text contains an entry of a list with `|` between entries.
pub(super) fn contains_any(folded: &str, list: &str) -> bool {
    list.split('|').any(|words| contains_words(folded, words))
}

/// The stated wish; `None` for a maybe, a condition, or an open decision.
pub(super) fn wish(text: &str) -> Option<Wish> {
    const YES: &str = "yes|y|true|1|ok|agreed|agree|accepted|accept|confirmed|confirm|continue|continuing|in|opted in|opt in|\
        taking part|participating|engaged|interested|wishes to continue|would like to continue";
    const NO: &str = "no|n|false|0|out|declined|decline|declines|opted out|opt out|not at this time|not now|not this time|\
        not at present|not at the moment|not interested|not taking part|not participating|refused|withdrawn|\
        withdrew|no thanks|no thank you|does not wish to take part|does not wish to continue|no longer";
    const HEDGES: &str = "maybe|perhaps|possibly|unsure|not sure|undecided|not decided|not yet|yet|depends|subject|but|if|unless|\
        provisionally|provisional|tbc|decision|now|when|until|once|previously";
    const NEGATED: &str = "not|no|n|dont|doesnt|declined|never|without|withdrew|withdrawn|withdraws|opted out|cancelled|refused|\
        resigned|left|stopped|changed|leaving";
    let folded = fold(text);
    if is_in_list(YES, &folded) || is_tick(text) {
        return Some(Wish::Yes);
    }
    if is_in_list(NO, &folded) {
        return Some(Wish::No);
    }
    if contains_any(&folded, HEDGES) {
        return None;
    }
    let negated = contains_any(&folded, NEGATED);
    if (starts_with_words(&folded, "yes") || starts_with_words(&folded, "y")) && !negated {
        return Some(Wish::Yes);
    }
    (is_worded_no(text.trim(), &folded)).then_some(Wish::No)
}

/// Whether a value is a bare yes or no, whose meaning depends on the heading.
pub(super) fn is_bare_yes_or_no(text: &str) -> bool {
    is_in_list("yes|y|no|n|true|false|1|0", &fold(text)) || is_tick(text)
}

/// Whether the name is that of a totals row: "Total", "Total replies: 12".
pub(super) fn is_totals_row(text: &str) -> bool {
    let folded = fold(text);
    is_in_list("sum|count|average|overall|all councils|number of replies|number of councils", &folded)
        || ["total", "totals", "grand total", "sub total", "subtotal"]
            .iter()
            .any(|first| starts_with_words(&folded, first))
}

/// "No, we are a small parish", "no thank you very much", "declined by email".
fn is_worded_no(text: &str, folded: &str) -> bool {
    const PREFIXES: &str = "no thank|no thanks|no longer wish|no we|no not|declined|declines|not at this time|not interested|\
        opted out|does not wish to|do not wish to";
    let after_no = text.get(2..).and_then(|rest| rest.trim_start().chars().next());
    let is_bare_no = starts_with_words(folded, "no")
        && after_no.is_some_and(|mark| matches!(mark, ',' | '.' | ';' | '-' | '–' | '—' | '('));
    let wants = contains_any(folded, "love to|would like|happy to|keen|glad to|carry on|please continue")
        && !contains_any(folded, "not|dont|never");
    let yes = wants || contains_any(folded, "yes|change|preference|y|taking part");
    (is_bare_no || PREFIXES.split('|').any(|first| starts_with_words(folded, first))) && !yes
}

const FREQUENCIES: &[ValueWords<Frequency>] = &[
    (Frequency::Monthly, "monthly|every month|each month|once a month|per month|12 times a year"),
    (
        Frequency::Quarterly,
        "quarterly|every quarter|each quarter|once a quarter|per quarter|every 3 months|every three months|\
        3 monthly|three monthly|4 times a year|four times a year|once every 3 months|once every three months|\
        once every quarter",
    ),
    (
        Frequency::SixMonthly,
        "six monthly|6 monthly|every 6 months|every six months|twice a year|twice yearly|half yearly|\
        2 times a year|two times a year|twice per year|every half year",
    ),
    (
        Frequency::Yearly,
        "yearly|annually|annual|once a year|every year|each year|per year|every 12 months|1 time a year",
    ),
    (
        Frequency::AsNeeded,
        "as needed|as required|as and when|as and when needed|as and when required|when needed|when required|\
        if needed|if required|as necessary|when necessary|ad hoc|adhoc|on request|by exception",
    ),
];

const METHODS: &[ValueWords<Method>] = &[
    (Method::InPerson, "in person|inperson|face to face|f2f|physical|physically|attend|attendance|visit|in attendance"),
    (
        Method::Digital,
        "digital|digitally|teams|zoom|skype|video|video call|video conference|online|virtual|virtually|remote|\
        remotely|ms teams|microsoft teams|teams call|zoom call|web",
    ),
    (
        Method::WrittenUpdate,
        "written|email|e mail|emailed|emails|e mails|in writing|letter|newsletter|post|report|written update",
    ),
    (Method::Phone, "phone|telephone|call|phone call|telephone call|tel"),
    (Method::NotRequired, "not required|not needed|no meetings|no contact|none required|none needed"),
];

/// Words that say nothing about frequency or method.
const FILLERS: &str = "please|by|via|on|over|through|at|a|an|the|our|your|preferably|preferred|only|meeting|meetings|update|updates|\
    reports";

/// The folded value, with and without filler words.
fn strip_fillers(text: &str) -> (String, String) {
    let folded = fold(text);
    let left = folded.split(' ').filter(|word| !is_in_list(FILLERS, word)).collect::<Vec<_>>().join(" ");
    (folded, left)
}

fn find_meaning<T: Clone>(meanings: &[ValueWords<T>], text: &str) -> Option<T> {
    let (folded, left) = strip_fillers(text);
    // "no meetings" leaves a bare "no".
    let is_enough = !matches!(left.as_str(), "" | "no" | "not");
    let says = |words: &str| words == folded || words == left || is_enough && strip_fillers(words).1 == left;
    meanings.iter().find(|(_, words)| words.split('|').any(says)).map(|(value, _)| value.clone())
}

/// The stated frequency; unknown words are kept as they are. `None` if the value states nothing.
pub(super) fn frequency(text: &str) -> Option<Frequency> {
    if is_blank_value(text) {
        return None;
    }
    find_meaning(FREQUENCIES, text).or_else(|| Frequency::stated(text))
}

/// The stated method; unknown words are kept as they are. `None` if the value states nothing.
pub(super) fn method(text: &str) -> Option<Method> {
    if is_blank_value(text) {
        return None;
    }
    find_meaning(METHODS, text).or_else(|| Method::stated(text))
}

#[cfg(test)]
mod tests {
    use super::{
        frequency, has_nothing_to_add, is_blank_value, is_no_reply_status, is_tracker_note, method, says_later,
        says_no_reply, says_unchanged, wish,
    };
    use charter::returns::Wish;
    use rstest::rstest;

    #[rstest]
    #[case("chased 12 Sep", true)]
    #[case("No change", false)]
    #[case("awaiting", true)]
    #[case("No response to calls", false)]
    #[case("Speeding", false)]
    fn tracker_notes(#[case] text: &str, #[case] own: bool) {
        assert_eq!(is_tracker_note(text), own);
    }

    #[rstest]
    #[case("Yes", Some(Wish::Yes))]
    #[case("y", Some(Wish::Yes))]
    #[case("TRUE", Some(Wish::Yes))]
    #[case("1", Some(Wish::Yes))]
    #[case("Yes - we would like to continue", Some(Wish::Yes))]
    #[case("Yes please", Some(Wish::Yes))]
    #[case("Confirmed", Some(Wish::Yes))]
    #[case("✓", Some(Wish::Yes))]
    #[case("No", Some(Wish::No))]
    #[case("N", Some(Wish::No))]
    #[case("declined", Some(Wish::No))]
    #[case("Not at this time", Some(Wish::No))]
    #[case("No, we are a small parish", Some(Wish::No))]
    #[case("No - not at this time", Some(Wish::No))]
    #[case("no thank you, all is well", Some(Wish::No))]
    #[case("maybe", None)]
    #[case("tbc", None)]
    #[case("Yes, but not in winter", None)]
    #[case("Declined offer of meeting - taking part", None)]
    #[case("Y/N", None)]
    #[case("Yes / No", None)]
    #[case("Yes, then withdrew 20/9", None)]
    #[case("No, we would love to continue", None)]
    #[case("No, we would not like to continue", Some(Wish::No))]
    #[case("Declined in July; now wishes to take part", None)]
    #[case("Yes when a new clerk is in post", None)]
    #[case("Yes if an officer comes", None)]
    #[case("No change", None)]
    #[case("No reply", None)]
    #[case("no response", None)]
    #[case("No decision yet", None)]
    #[case("No - not yet decided", None)]
    #[case("No, no change: yes", None)]
    #[case("none", None)]
    #[case("2", None)]
    #[case("", None)]
    #[case("Young people", None)]
    #[case("éé", None)]
    fn wishes(#[case] text: &str, #[case] wanted: Option<Wish>) {
        assert_eq!(wish(text), wanted);
    }

    #[rstest]
    #[case("Every 3 months", "quarterly")]
    #[case("quarterly", "quarterly")]
    #[case("Quarterly please", "quarterly")]
    #[case("monthly meetings", "monthly")]
    #[case("6 monthly", "six-monthly")]
    #[case("twice a year", "six-monthly")]
    #[case("Annually", "yearly")]
    #[case("as and when", "as-needed")]
    #[case("every other meeting", "other: every other meeting")]
    #[case("monthly or quarterly", "other: monthly or quarterly")]
    #[case("n/a", "-")]
    #[case("-", "-")]
    #[case("None", "-")]
    fn frequencies(#[case] text: &str, #[case] code: &str) {
        assert_eq!(frequency(text).map_or_else(|| "-".to_owned(), |phrase| phrase.code()), code);
    }

    #[rstest]
    #[case("Teams", "digital")]
    #[case("via MS Teams", "digital")]
    #[case("Face to face", "in-person")]
    #[case("in-person attendance", "other: in-person attendance")]
    #[case("Attend our meetings", "in-person")]
    #[case("email", "written-update")]
    #[case("Email updates", "written-update")]
    #[case("written report", "other: written report")]
    #[case("by telephone", "phone")]
    #[case("not required", "not-required")]
    #[case("No", "other: No")]
    #[case("Teams or in person", "other: Teams or in person")]
    #[case("n/a", "-")]
    fn methods(#[case] text: &str, #[case] code: &str) {
        assert_eq!(method(text).map_or_else(|| "-".to_owned(), |phrase| phrase.code()), code);
    }

    #[test]
    fn blank_and_holding_values() {
        assert!(is_blank_value(" – ") && is_blank_value("N/A") && !is_blank_value("no"));
        assert!(is_blank_value("Prefer not to say") && is_blank_value("None at present."));
        assert!(has_nothing_to_add("No, thank you") && !has_nothing_to_add("No lighting at the park"));
        assert!(says_unchanged("As last time") && !says_unchanged("Same road as before"));
        assert!(
            says_no_reply("No reply")
                && is_no_reply_status("Chased 12/9")
                && !says_no_reply("Chased by cars")
                && !says_no_reply("Replied")
        );
        assert!(says_later("On October agenda") && says_later("Holding reply") && !says_later("Replied"));
    }
}
