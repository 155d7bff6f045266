//! Invented councils: as many as England has, and the same ones each time.

use std::fmt::Write;

/// An invented parish.
pub struct Parish {
    /// A valid code that no parish has.
    pub code: String,
    /// A unique name.
    pub name: String,
    /// One of forty counties.
    pub county: String,
}

const COUNTIES: usize = 40;
const FIRST: [&str; 24] = [
    "Al", "Ash", "Bar", "Bex", "Cal", "Crow", "Dun", "East", "El", "Fern", "Glen", "Har", "Hol", "Ken", "Lan", "Mar",
    "Nor", "Oak", "Pen", "Rush", "Stan", "Thorn", "Wal", "West",
];
const MIDDLE: [&str; 20] = [
    "a", "ber", "bur", "den", "der", "ding", "er", "fer", "ing", "kel", "ler", "ling", "mer", "ner", "o", "ring",
    "sing", "ter", "ver", "wer",
];
const LAST: [&str; 22] = [
    "bourne", "bridge", "brook", "bury", "by", "combe", "cote", "dale", "field", "ford", "ham", "hurst", "ley", "mere",
    "minster", "sea", "stead", "stoke", "ton", "wick", "wood", "worth",
];

/// The first `count` invented parishes: at most 10,560, spread evenly over the counties.
pub fn parishes(count: usize) -> Vec<Parish> {
    let all = FIRST.len() * MIDDLE.len() * LAST.len();
    assert!(count <= all, "only {all} names can be made");
    // A step coprime to their number visits each name once, in an order that looks random.
    let parish = |index: usize| {
        let name = index * 7919 % all;
        let (first, rest) = (name % FIRST.len(), name / FIRST.len());
        Parish {
            code: format!("E04{:06}", 900_000 + index),
            name: format!("{}{}{}", FIRST[first], MIDDLE[rest % MIDDLE.len()], LAST[rest / MIDDLE.len()]),
            county: county(index % COUNTIES),
        }
    };
    (0..count).map(parish).collect()
}

/// A register file for import, with a parish council for each parish.
pub fn csv(parishes: &[Parish]) -> String {
    let mut csv = String::from("gss_code,name,council_name,kind,county,district\n");
    for Parish { code, name, county } in parishes {
        writeln!(csv, "{code},{name},{name} Parish Council,parish,{county},{county}").expect("a String takes all");
    }
    csv
}

fn county(index: usize) -> String {
    format!("{}{}shire", FIRST[index % FIRST.len()], LAST[index % LAST.len()])
}
