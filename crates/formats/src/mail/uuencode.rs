//! Files that old programs write into a text (POSIX, uuencode).

/// A file in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct EncodedFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The text without the files in it, and the files; `None` if there is none.
pub(super) fn extract(text: &str) -> Option<(String, Vec<EncodedFile>)> {
    if !text.contains("begin ") {
        return None;
    }
    let (mut rest, mut files) = (String::with_capacity(text.len()), Vec::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let file = begin_line(line).and_then(|name| read_file(name, lines.clone()));
        match file {
            Some((file, length)) => {
                files.push(file);
                lines.by_ref().take(length).for_each(drop);
            }
            None => {
                rest.push_str(line);
                rest.push('\n');
            }
        }
    }
    (!files.is_empty()).then_some((rest, files))
}

/// The name on a line such as `begin 644 priorities.txt`.
fn begin_line(line: &str) -> Option<&str> {
    let (mode, name) = line.strip_prefix("begin ")?.split_once(' ')?;
    let is_mode = (3..=4).contains(&mode.len()) && mode.bytes().all(|byte| (b'0'..=b'7').contains(&byte));
    Some(name.trim()).filter(|name| is_mode && !name.is_empty())
}

/// The file that follows, and the number of its lines, with the line `end`. `None` if a line is of another form.
fn read_file<'a>(name: &str, lines: impl Iterator<Item = &'a str>) -> Option<(EncodedFile, usize)> {
    let mut bytes = Vec::new();
    for (index, line) in lines.enumerate() {
        if line.trim_end() == "end" {
            return Some((EncodedFile { name: name.to_owned(), bytes }, index + 1));
        }
        decode_line(line.trim_end_matches('\r'), &mut bytes)?;
    }
    None
}

/// The first letter says how many bytes follow, four letters for three bytes each.
fn decode_line(line: &str, bytes: &mut Vec<u8>) -> Option<()> {
    let value = |letter: u8| (b' '..=b'`').contains(&letter).then_some((letter - b' ') & 0x3f);
    let (first, letters) = line.as_bytes().split_first().unwrap_or((&b'`', &[]));
    let count = usize::from(value(*first)?);
    // Blanks at the end of a line may have been lost on the way.
    if letters.len() > (count.div_ceil(3) * 4) + 2 {
        return None;
    }
    let start = bytes.len();
    for group in letters.chunks(4) {
        let mut word = 0_u32;
        for at in 0..4 {
            word = word << 6 | u32::from(value(group.get(at).copied().unwrap_or(b' '))?);
        }
        bytes.extend_from_slice(&word.to_be_bytes()[1..]);
    }
    bytes.resize(start + count, 0);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{EncodedFile, extract};

    #[test]
    fn files_are_taken_out_of_the_text() {
        let text = "We take part.\nbegin 644 list.txt\n(4W!E961I;F<`\n`\nend\nThe Clerk\n";
        let (rest, files) = extract(text).unwrap();
        assert_eq!(rest, "We take part.\nThe Clerk\n");
        assert_eq!(files, [EncodedFile { name: "list.txt".to_owned(), bytes: b"Speeding".to_vec() }]);
    }

    #[test]
    fn other_lines_stay() {
        for text in
            ["begin the meeting\nend\n", "begin 644 a.txt\nWe take part in this.\nend\n", "begin 644 a.txt\n`\n"]
        {
            assert_eq!(extract(text), None, "{text}");
        }
    }
}
