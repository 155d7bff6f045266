//! Varied copies of labelled replies, so that the reader learns the words around a priority and not the priority.

use std::ops::Range;

/// A text and the byte ranges of the labelled priorities, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled {
    pub text: String,
    pub spans: Vec<Range<usize>>,
}

/// SplitMix64: the same numbers each time.
pub struct Random(pub u64);

impl Random {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, count: usize) -> usize {
        (self.draw() % count.max(1) as u64) as usize
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.draw() % 100 < percent
    }
}

/// What a council writes that says no more than the subject. The labelled replies have few of these.
const SHORT_NAMES: [&str; 28] = [
    "speeding",
    "parking",
    "fly-tipping",
    "anti-social behaviour",
    "ASB",
    "drugs",
    "drug dealing",
    "burglary",
    "rural crime",
    "litter",
    "dog fouling",
    "vandalism",
    "theft",
    "road safety",
    "vehicle crime",
    "fraud",
    "scams",
    "hare coursing",
    "poaching",
    "graffiti",
    "noise",
    "off-road bikes",
    "shoplifting",
    "HGVs",
    "visibility",
    "county lines",
    "inconsiderate parking",
    "speed of traffic",
];

/// Exchanges labels for others, drops capitals and punctuation, wraps anew.
pub fn vary(reply: &Labelled, labels: &[String], random: &mut Random) -> Labelled {
    let mut varied = swap_labels(reply, labels, random);
    if random.chance(32) {
        let strip = random.chance(50);
        varied = map_parts(&varied, |part| {
            let part = part.to_ascii_lowercase();
            if strip { part.replace([',', ';', '.'], "") } else { part }
        });
    }
    if random.chance(25) {
        wrap(&mut varied.text, 44 + random.below(36));
    }
    varied
}

/// Applies a function to the labels and to what stands between them.
fn map_parts(reply: &Labelled, mut of_part: impl FnMut(&str) -> String) -> Labelled {
    let (mut text, mut spans, mut from) = (String::with_capacity(reply.text.len()), Vec::new(), 0);
    for span in &reply.spans {
        text += &of_part(&reply.text[from..span.start]);
        let first = text.len();
        text += &of_part(&reply.text[span.clone()]);
        spans.push(first..text.len());
        from = span.end;
    }
    text += &of_part(&reply.text[from..]);
    Labelled { text, spans }
}

fn swap_labels(reply: &Labelled, labels: &[String], random: &mut Random) -> Labelled {
    let (mut text, mut spans, mut from) = (String::with_capacity(reply.text.len()), Vec::new(), 0);
    for span in &reply.spans {
        text += &reply.text[from..span.start];
        let first = text.len();
        let own = &reply.text[span.clone()];
        let other = labels.get(random.below(labels.len())).map(String::as_str);
        let short = SHORT_NAMES[random.below(SHORT_NAMES.len())];
        text += &match random.below(100) {
            0..20 => own.to_owned(),
            20..40 => with_case_of(short, own),
            _ => other.map_or_else(|| own.to_owned(), |other| with_case_of(other, own)),
        };
        spans.push(first..text.len());
        from = span.end;
    }
    text += &reply.text[from..];
    Labelled { text, spans }
}

/// Starts with a capital if the other one does.
fn with_case_of(words: &str, other: &str) -> String {
    let mut letters = words.chars();
    let Some(first) = letters.next() else { return String::new() };
    let is_name = letters.clone().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    let starts_large = other.starts_with(char::is_uppercase);
    let first = match (starts_large, is_name) {
        (true, _) => first.to_uppercase().to_string(),
        (false, true) => first.to_string(),
        (false, false) => first.to_lowercase().to_string(),
    };
    first + letters.as_str()
}

/// Wraps prose at another width. Only exchanges spaces and line ends, so that no byte moves.
fn wrap(text: &mut String, width: usize) {
    let lines: Vec<Range<usize>> = {
        let mut from = 0;
        text.split_inclusive('\n')
            .map(|line| {
                let start = from;
                from += line.len();
                start..from
            })
            .collect()
    };
    let is_full = |line: &Range<usize>| line.len() > 44 && !text[line.clone()].starts_with([' ', '-', '*', '>', '\t']);
    let joined: Vec<usize> = lines
        .windows(2)
        .filter(|pair| is_full(&pair[0]) && text[pair[1].clone()].starts_with(|c: char| c.is_alphabetic()))
        .map(|pair| pair[0].end - 1)
        .collect();
    let mut bytes = std::mem::take(text).into_bytes();
    for at in &joined {
        bytes[*at] = b' ';
    }
    let (mut line_start, mut last_space) = (0, None);
    for at in 0..bytes.len() {
        match bytes[at] {
            b'\n' => (line_start, last_space) = (at + 1, None),
            b' ' => {
                if let Some(space) = last_space.filter(|_| at - line_start > width) {
                    bytes[space] = b'\n';
                    line_start = space + 1;
                }
                last_space = Some(at);
            }
            _ => {}
        }
    }
    *text = String::from_utf8(bytes).unwrap_or_default();
}

#[cfg(test)]
mod tests {
    use super::{Labelled, Random, SHORT_NAMES, vary};

    #[test]
    fn labels_stay_where_they_are_said() {
        let text = "Dear all, the members of the parish council would like\nyou to look at Speeding on the A49 and at dog mess.";
        let at = |words: &str| text.find(words).map(|from| from..from + words.len()).unwrap();
        let reply = Labelled { text: text.to_owned(), spans: vec![at("Speeding on the A49"), at("dog mess")] };
        let labels = ["Fly-tipping".to_owned(), "noise, at night".to_owned()];
        let known = ["speeding on the a49", "dog mess", "fly-tipping", "noise, at night", "noise at night"];
        for seed in 0..200 {
            let varied = vary(&reply, &labels, &mut Random(seed));
            assert_eq!(varied.spans.len(), 2);
            for span in &varied.spans {
                let words = varied.text[span.clone()].to_lowercase().replace('\n', " ");
                let is_short_name = SHORT_NAMES.iter().any(|name| name.eq_ignore_ascii_case(&words));
                assert!(known.contains(&words.as_str()) || is_short_name, "{words}");
            }
            assert_eq!(varied, vary(&reply, &labels, &mut Random(seed)));
        }
    }
}
