//! What was learnt, in the bytes of one file.

use super::calibration::CALIBRATION_INPUTS;
use super::forest::Forest;
use super::sentence_model::{CLASSES, Question};
use super::tagger::{FORBIDDEN, TAGS, Transitions};
use super::weights::Weights;
use super::word_groups::WordGroups;

const MAGIC: [u8; 4] = *b"CDR3";

#[derive(Clone, Copy, Debug)]
pub struct Tagger<'a> {
    pub weights: Weights<'a, TAGS>,
    pub transitions: Transitions,
}

/// From which probability on a value is filled in, and from which on it is suggested.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    pub fill_in: f32,
    pub suggest: f32,
}

#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    pub groups: WordGroups<'a>,
    pub first: Tagger<'a>,
    pub second: Tagger<'a>,
    pub forest: Forest<'a>,
    pub sentences: Weights<'a, CLASSES>,
    pub biases: [f32; CLASSES],
    pub calibration: [[f32; CALIBRATION_INPUTS]; 4],
    pub questions: [Thresholds; 4],
    pub priorities: Thresholds,
    /// From which certainty on a reading is trusted. See `trust`.
    pub least_certainty: f32,
}

/// The tables of a model, before they are stored.
#[derive(Clone, Debug)]
pub struct Tables {
    pub groups: Vec<u8>,
    pub first_transitions: Transitions,
    pub first: Vec<u8>,
    pub second_transitions: Transitions,
    pub second: Vec<u8>,
    pub forest: Vec<u8>,
    pub sentences: Vec<u8>,
    pub biases: [f32; CLASSES],
    pub calibration: [[f32; CALIBRATION_INPUTS]; 4],
    pub questions: [Thresholds; 4],
    pub priorities: Thresholds,
    pub least_certainty: f32,
}

/// Takes numbers one after another.
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    fn next<const N: usize>(&mut self) -> Option<[f32; N]> {
        let mut numbers = [0.0; N];
        for number in &mut numbers {
            let (bytes, rest) = self.0.split_first_chunk()?;
            (*number, self.0) = (f32::from_le_bytes(*bytes), rest);
        }
        Some(numbers)
    }

    fn transitions(&mut self) -> Option<Transitions> {
        let mut transitions = [self.next()?, self.next()?, self.next()?];
        transitions[0][2] = FORBIDDEN;
        Some(transitions)
    }

    fn thresholds(&mut self) -> Option<Thresholds> {
        let [fill_in, suggest] = self.next()?;
        Some(Thresholds { fill_in, suggest })
    }
}

impl<'a> Model<'a> {
    /// `None` if the bytes are no model.
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(&MAGIC)?;
        let mut section = || {
            let (length, after) = rest.split_first_chunk()?;
            let (section, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            rest = after;
            Some(section)
        };
        let groups = WordGroups::parse(section()?)?;
        let [first, second, forest, sentences, numbers] = [section()?, section()?, section()?, section()?, section()?];
        let mut numbers = Numbers(numbers);
        let model = Self {
            groups,
            first: Tagger { weights: Weights::parse(first)?, transitions: numbers.transitions()? },
            second: Tagger { weights: Weights::parse(second)?, transitions: numbers.transitions()? },
            forest: Forest::parse(forest)?,
            sentences: Weights::parse(sentences)?,
            biases: numbers.next()?,
            calibration: [numbers.next()?, numbers.next()?, numbers.next()?, numbers.next()?],
            questions: [numbers.thresholds()?, numbers.thresholds()?, numbers.thresholds()?, numbers.thresholds()?],
            priorities: numbers.thresholds()?,
            least_certainty: numbers.next::<1>()?[0],
        };
        (rest.is_empty() && numbers.0.is_empty()).then_some(model)
    }

    /// The model of this program. `crates/trainer` writes it.
    pub fn embedded() -> Option<Model<'static>> {
        Model::parse(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/reply-model.bin")))
    }

    pub fn thresholds(&self, question: Question) -> Thresholds {
        self.questions[question as usize]
    }
}

impl Tables {
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut numbers: Vec<f32> = Vec::new();
        numbers.extend(self.first_transitions.as_flattened());
        numbers.extend(self.second_transitions.as_flattened());
        numbers.extend(self.biases);
        numbers.extend(self.calibration.as_flattened());
        for Thresholds { fill_in, suggest } in self.questions.iter().chain([&self.priorities]) {
            numbers.extend([fill_in, suggest]);
        }
        numbers.push(self.least_certainty);
        let numbers: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        let mut bytes = MAGIC.to_vec();
        for section in [&self.groups, &self.first, &self.second, &self.forest, &self.sentences, &numbers] {
            bytes.extend((section.len() as u32).to_le_bytes());
            bytes.extend(section);
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::Model;

    /// Read only when a reply is read, but carried by every copy of the program.
    const MAX_BYTES: usize = 2_000_000;

    fn bytes() -> &'static [u8] {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/reply-model.bin"))
    }

    #[test]
    fn the_model_of_the_program_can_be_read() {
        assert!(Model::embedded().is_some(), "learn it again: cargo run --release --package trainer -- train");
        assert!(bytes().len() < MAX_BYTES, "{} bytes", bytes().len());
    }

    #[test]
    fn a_file_of_another_shape_is_no_model() {
        assert!(Model::parse(b"").is_none() && Model::parse(&bytes()[1..]).is_none());
        assert!(Model::parse(&bytes()[..bytes().len() - 4]).is_none(), "a number is missing");
        assert!(Model::parse(&[bytes(), &[0; 4]].concat()).is_none(), "something follows");
    }
}
