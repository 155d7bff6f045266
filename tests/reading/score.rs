//! Counts labels, proposals, and correct proposals.

use std::fmt;

use charter::returns::{DEFAULT_CATEGORIES, Frequency, Method};
use charter::search_key::fold;
use reading::extract::{Context, Extracted, ReadPriority, Reading, read};

use trainer::corpus::{Label, Reply};

/// A field of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Wish,
    Priorities,
    Category,
    Frequency,
    Method,
    Holding,
    MeetsOn,
}

impl Field {
    pub const ALL: [Self; 7] =
        [Self::Wish, Self::Priorities, Self::Category, Self::Frequency, Self::Method, Self::Holding, Self::MeetsOn];

    /// A holding reply is only suggested: a person records it.
    pub fn is_filled_in(self) -> bool {
        self != Self::Holding
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Wish => "wish",
            Self::Priorities => "priorities",
            Self::Category => "category",
            Self::Frequency => "frequency",
            Self::Method => "method",
            Self::Holding => "holding reply",
            Self::MeetsOn => "meeting date",
        }
    }
}

/// The value, if it is filled in.
fn filled_in<T>(read: Option<Extracted<T>>) -> Option<T> {
    read.filter(|read| read.filled_in).map(|read| read.value)
}

/// The counts of one field.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub labelled: usize,
    pub proposed: usize,
    pub right: usize,
}

impl Score {
    /// Share of the proposals that are correct; 1 if there are none.
    pub fn precision(self) -> f64 {
        share(self.right, self.proposed)
    }

    /// Share of the labels that were proposed.
    pub fn recall(self) -> f64 {
        share(self.right, self.labelled)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The counts of all fields, and the differences from the labels.
#[derive(Default)]
pub struct Table {
    scores: [Score; Field::ALL.len()],
    otherwise: Vec<String>,
}

impl Table {
    pub fn of(&self, field: Field) -> Score {
        Field::ALL.iter().position(|known| *known == field).map_or(Score::default(), |at| self.scores[at])
    }

    /// Reads a reply and counts.
    pub fn add(&mut self, reply: &Reply) {
        let categories: Vec<String> = DEFAULT_CATEGORIES.iter().map(|&name| name.to_owned()).collect();
        let context =
            Context { received_on: reply.received, agreed: &reply.before, categories: &categories, model: None };
        let Reading { wish, priorities, frequency, method, holding, meets_on, .. } = read(&reply.text, &context);
        self.one(reply, Field::Wish, reply.wish, filled_in(wish), |a, b| a == b);
        self.one(reply, Field::Frequency, reply.frequency.clone(), filled_in(frequency), |a, b| {
            a == b || matches!((a, b), (Frequency::Other(_), Frequency::Other(_)))
        });
        self.one(reply, Field::Method, reply.method.clone(), filled_in(method), |a, b| {
            a == b || matches!((a, b), (Method::Other(_), Method::Other(_)))
        });
        self.one(reply, Field::Holding, reply.holding.then_some(()), holding.map(|said| said.value), |a, b| a == b);
        self.one(reply, Field::MeetsOn, reply.meets, meets_on.map(|said| said.value), |a, b| a == b);
        self.priorities(reply, &priorities);
    }

    fn one<T: fmt::Debug>(
        &mut self,
        reply: &Reply,
        field: Field,
        label: Option<T>,
        read: Option<T>,
        same: fn(&T, &T) -> bool,
    ) {
        let right = matches!((&label, &read), (Some(label), Some(read)) if same(label, read));
        self.count(field, usize::from(label.is_some()), usize::from(read.is_some()), usize::from(right));
        if !right && (label.is_some() || read.is_some()) {
            self.otherwise.push(format!("{} {}: labelled {label:?}, read {read:?}", reply.id, field.label()));
        }
    }

    /// Each proposal uses up the first label that equals it.
    fn priorities(&mut self, reply: &Reply, proposed: &[Extracted<ReadPriority>]) {
        let mut open: Vec<&Label> = reply.priorities.iter().collect();
        self.count(Field::Category, open.iter().filter(|label| label.category.is_some()).count(), 0, 0);
        for said in proposed.iter().filter(|said| said.filled_in) {
            let (field, read) = (Field::Priorities, &said.value);
            self.count(field, 0, 1, 0);
            let Some(at) = open.iter().position(|label| is_same(label, read)) else {
                self.otherwise.push(format!("{} priorities: read {:?}, not labelled", reply.id, read.text));
                continue;
            };
            let label = open.remove(at);
            let right = label.category == read.category;
            self.count(field, 1, 0, 1);
            let told = read.category.is_some();
            self.count(Field::Category, 0, usize::from(told), usize::from(told && right));
            if !right {
                let (label, read_as) = (&label.category, &read.category);
                self.otherwise
                    .push(format!("{} category: {:?} labelled {label:?}, read {read_as:?}", reply.id, read.text));
            }
        }
        self.count(Field::Priorities, open.len(), 0, 0);
        for label in open {
            self.otherwise.push(format!("{} priorities: labelled {:?}, not read", reply.id, label.text));
        }
    }

    fn count(&mut self, field: Field, labelled: usize, proposed: usize, right: usize) {
        let Some(at) = Field::ALL.iter().position(|known| *known == field) else { return };
        self.scores[at].labelled += labelled;
        self.scores[at].proposed += proposed;
        self.scores[at].right += right;
    }
}

/// Equal after folding, or one contains the other and has at least 60 % of its words.
fn is_same(label: &Label, read: &ReadPriority) -> bool {
    if label.taken_over.is_some() {
        return label.taken_over == read.taken_over;
    }
    let (label, read) = (fold(&label.text), fold(&read.text));
    let (short, long) = if label.len() <= read.len() { (&label, &read) } else { (&read, &label) };
    let words = |text: &str| text.split(' ').count();
    let within = format!(" {long} ").contains(&format!(" {short} "));
    label == read || within && words(short) * 10 >= words(long) * 6
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.otherwise {
            writeln!(out, "{line}")?;
        }
        writeln!(
            out,
            "\n{:<25}{:>9}{:>9}{:>7}{:>11}{:>8}  filled in",
            "field", "labelled", "proposed", "right", "precision", "recall"
        )?;
        for field in Field::ALL {
            let score = self.of(field);
            let (precision, recall) = (score.precision(), score.recall());
            let filled = if field.is_filled_in() { "yes" } else { "no" };
            let Score { labelled, proposed, right } = score;
            writeln!(
                out,
                "{:<25}{labelled:>9}{proposed:>9}{right:>7}{precision:>11.3}{recall:>8.3}  {filled}",
                field.label()
            )?;
        }
        Ok(())
    }
}
