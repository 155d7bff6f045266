//! Phrases of the demo councils and officers, from `data/demo/phrases.txt`.

/// The lines below `[section]`.
pub(super) fn lines(section: &str) -> Vec<&'static str> {
    let file = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/demo/phrases.txt"));
    let heading = format!("[{section}]");
    file.lines().skip_while(|line| *line != heading).skip(1).take_while(|line| !line.is_empty()).collect()
}
