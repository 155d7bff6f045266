//! Scores the headings that teams and forms use for each meaning of a column.

use super::cell_values::{contains_any, contains_words, is_bare_yes_or_no, is_in_list};
use charter::column::Column;
use charter::search_key::fold;

/// Folded words separated by `|`: whole headings, and words inside longer headings with their score out of 100.
struct HeadingWords {
    column: Column,
    exact: &'static str,
    contained: &'static [(u32, &'static str)],
}

/// Score of a heading that matches exactly.
pub(super) const EXACT_SCORE: u32 = 95;

const HEADINGS: &[HeadingWords] = &[
    HeadingWords {
        column: Column::Council,
        exact: "council|parish|parishes|town parish|town or parish|town and parish|parish town|pc|tc|tpc|t pc|pc tc|\
            pc name|council parish|parish council|town council|town parish council|local council|parish name|\
            council name|name of council|name of parish|councils|parish council s|town and parish council|\
            town or parish council|parish town council|community council",
        contained: &[
            (80, "council name|name of council|name of your|parish name|which council|which parish"),
            (60, "parish council|town council"),
            (45, "parish|organisation"),
            (40, "council"),
            (30, "name"),
        ],
    },
    HeadingWords {
        column: Column::Code,
        exact: "code|ons code|gss code|parish code|e04 code|ons|gss|area code|council code",
        contained: &[(90, "ons code|gss code|parish code"), (85, "council code")],
    },
    HeadingWords {
        column: Column::County,
        exact: "county|district|area|authority|local authority|borough|region|unitary|county district|district county|\
            county or district|principal council|council area",
        contained: &[(75, "local authority"), (55, "county|district")],
    },
    HeadingWords {
        column: Column::Received,
        exact: "received|date received|received on|date of reply|reply date|date replied|replied|replied on|\
            response date|date of response|response received|completion time|date returned|returned|return date|\
            timestamp|submitted|submission date|date|date responded|reply received|date of return|reply|\
            date completed",
        contained: &[
            (85, "date of reply|date received|date of response"),
            (75, "reply received|response received"),
            (60, "received|replied"),
            (45, "date"),
        ],
    },
    HeadingWords {
        column: Column::Sender,
        exact: "email|e mail|email address|e mail address|clerk email|clerks email|contact email|sender|from|from address|sender address|from email|reply from",
        contained: &[(85, "email address|clerk email|clerks email"), (65, "email|e mail")],
    },
    HeadingWords {
        column: Column::Wish,
        exact: "wish|wishes|take part|takes part|taking part|participate|participating|opt in|opted in|engage|engaged|engaging|\
            continue|in or out|yes no|y n|interested|accept|sign up|signed up|charter|wants to engage|\
            wish to engage|wish to continue|taking up charter|charter offer|wish to take part",
        contained: &[
            (85, "wish to|wishes to|wants to|take part|takes part|taking part"),
            (80, "participate|opt in|sign up|take up|yes no|y n"),
            (75, "continue"),
            (70, "want to"),
            (50, "engage"),
        ],
    },
    HeadingWords {
        column: Column::Priority,
        exact: "first priority|second priority|third priority|top priority|other priority",
        contained: &[],
    },
    HeadingWords {
        column: Column::Priorities,
        exact: "priorities|issues|concerns|policing priorities|priority|top three priorities|top 3 priorities",
        contained: &[(88, "priorities"), (60, "concerns|issues|priority")],
    },
    HeadingWords {
        column: Column::Frequency,
        exact: "frequency|how often|freq|preferred frequency|pref frequency|pref freq|regularity",
        contained: &[(90, "how often|how frequently"), (85, "frequency"), (80, "freq")],
    },
    HeadingWords {
        column: Column::Method,
        exact: "method|pref method|preferred method|how|contact method|format|means|mode|engagement method|\
            method of contact|method of engagement|preferred contact|engagement type",
        contained: &[
            (85, "method|by what means"),
            (80, "how would you|how should we|in person|preferred contact"),
            (50, "format"),
        ],
    },
    HeadingWords {
        column: Column::Views,
        exact: "comments|comment|views|view|feedback|anything else|other|other comments|\
            additional comments|further comments|additional information|any other comments|reply text",
        contained: &[
            (90, "anything else"),
            (85, "comments"),
            (80, "comment|views|feedback|other information"),
            (70, "tell us"),
        ],
    },
    HeadingWords {
        column: Column::Status,
        exact: "status|stage|state|progress|position|rag|outcome|reply status|response|response status",
        contained: &[(85, "status"), (55, "outcome|progress")],
    },
    HeadingWords {
        column: Column::Unused,
        // A team's notes are no views of the council.
        exact: "notes|note|remarks|details|id|start time|last modified time|contact|contact name|clerk|clerk name|clerks name|chair|phone|\
            telephone|tel|mobile|phone number|address|postcode|post code|team|snt|officer|pcso|sergeant|sgt|ref|\
            reference|no|number|row|language|total points|deadline|letter sent|date sent|sent|households|\
            population|electorate",
        contained: &[
            (
                90,
                "date sent|letter sent|chased|reminder|deadline|modified|start time|phone number|postcode|\
                post code|category|clerk name|name of clerk|your name",
            ),
            (80, "telephone|next meeting|action|owner"),
            (70, "sent|due"),
            (60, "points"),
        ],
    },
];

/// Whether a folded heading excludes a meaning: priorities of another round, the day of a meeting, a negated wish.
pub(super) fn rules_out(heading: &str, column: Column) -> bool {
    let any = |list: &str| contains_any(heading, list);
    match column {
        Column::Priority | Column::Priorities => {
            any("last quarter|last time|last round|last year|previous|previously|old")
        }
        Column::Received => any(
            "meeting|meetings|meet|met|meets|visit|visited|next|agenda|contacted|birth|entered|letter returned|modified|updated|\
            created|due|sent|chased",
        ),
        // A yes below "Not taking part" means no, and a yes below "Replied?" is no wish.
        Column::Wish => {
            let of_wish =
                "wish|wishes|take part|takes part|taking part|continue|participate|participating|opt in|charter|engage";
            let of_reply =
                "reply|replied|replies|response|responded|received|returned|acknowledged|done|sent|emailed|completed";
            (any(of_reply) && !any(of_wish))
                || any(
                    "declined|declines|opted out|opt out|withdrawn|withdrew|refused|not|non|no longer|doesnt|dont|objection|\
                objections|leave|leaving|stop|chasing|chase|newsletter|cllr|councillor",
                )
                || (contains_words(heading, "out")
                    && !contains_words(heading, "in or out")
                    && !contains_words(heading, "in out"))
        }
        _ => false,
    }
}

/// Longest heading in bytes: the question of a form.
const MAX_HEADING_BYTES: usize = 300;

/// Whether a cell is a known heading. Distinguishes a header from a title or a row of group headings.
pub(super) fn is_heading(cell: &str) -> bool {
    cell.len() <= MAX_HEADING_BYTES
        && !is_bare_yes_or_no(cell)
        && heading_scores(&fold(cell))
            .iter()
            .any(|(_, score)| *score >= EXACT_SCORE || *score >= 75 && cell.len() <= 60)
}

/// Score out of 100 for each meaning that a folded heading suggests.
pub(super) fn heading_scores(heading: &str) -> Vec<(Column, u32)> {
    if heading.is_empty() {
        return Vec::new();
    }
    let mut scores: Vec<(Column, u32)> = HEADINGS
        .iter()
        .filter_map(|words| {
            let contained = || {
                words.contained.iter().filter(|(_, parts)| contains_any(heading, parts)).map(|(score, _)| *score).max()
            };
            let score = if is_in_list(words.exact, heading) { Some(EXACT_SCORE) } else { contained() };
            score.map(|score| (words.column, score))
        })
        .collect();
    if is_numbered_priority(heading) {
        scores.push((Column::Priority, EXACT_SCORE));
        scores.retain(|(column, _)| *column != Column::Priorities);
    }
    scores
}

/// "Priority 1", "P1", "Issue 2", "1st priority", "Priority no 3", "Priority one: what is it?".
fn is_numbered_priority(heading: &str) -> bool {
    const NUMBERS: [&str; 6] = ["one", "two", "three", "four", "five", "six"];
    const ORDINALS: [&str; 10] = ["first", "second", "third", "fourth", "fifth", "1st", "2nd", "3rd", "4th", "5th"];
    const NOUNS: [&str; 9] =
        ["priority", "priorities", "issue", "concern", "pri", "p", "policing priority", "problem", "topic"];
    let is_number = |word: &str| word.len() <= 2 && word.parse::<u32>().is_ok() || NUMBERS.contains(&word);
    let words: Vec<&str> = heading.split(' ').filter(|word| !matches!(*word, "no" | "number")).collect();
    if words.iter().any(|word| matches!(*word, "category" | "update" | "action" | "outcome" | "result" | "owner")) {
        return false;
    }
    let is_priority_pair = |pair: &[&str]| match pair {
        [first, second] => {
            NOUNS.contains(first) && is_number(second) || ORDINALS.contains(first) && NOUNS.contains(second)
        }
        _ => false,
    };
    let is_joined = |word: &&str| {
        let figures = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        NOUNS.contains(&&word[..word.len() - figures.len()]) && figures.len() == 1 && is_number(figures)
    };
    words.windows(2).any(is_priority_pair) || words.first().is_some_and(is_joined)
}
