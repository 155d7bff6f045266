//! Reads `data/word-groups.txt`, which `word_groups.py` wrote.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use reading::extract::learnt::{GROUPINGS, WordGroups};

/// The table of a model.
pub fn table() -> Result<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/word-groups.txt");
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    parse(&text).with_context(|| format!("{} has a line of another shape", path.display()))
}

/// Lines of a word and its groups, with tabs between them.
fn parse(text: &str) -> Option<Vec<u8>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let words: Option<Vec<(&str, [u16; GROUPINGS])>> = lines
        .map(|line| {
            let (word, numbers) = line.split_once('\t')?;
            let numbers: Option<Vec<u16>> = numbers.split('\t').map(|number| number.parse().ok()).collect();
            Some((word, numbers?.try_into().ok()?))
        })
        .collect();
    Some(WordGroups::build(words?))
}

#[cfg(test)]
mod tests {
    use super::{parse, table};

    #[test]
    fn the_file_can_be_read_and_another_shape_cannot() {
        assert!(table().is_ok_and(|table| table.len() > 100_000));
        assert!(parse("# words\nmonthly\t1\t2\t3\t4\n").is_some());
        assert!(parse("monthly\t1\t2\t3\n").is_none(), "a group is missing");
        assert!(parse("monthly\t1\t2\t3\tfour\n").is_none());
    }
}
