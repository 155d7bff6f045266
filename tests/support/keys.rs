//! The names of keys, and the bytes that an xterm sends for them.

/// One key of a [`parse`]d string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The bytes that the terminal sends.
    pub bytes: Vec<u8>,
    /// A lone ESC byte. The program would read it together with the next byte as an Alt key, so wait until it has read
    /// this one.
    pub lone_escape: bool,
}

/// Parses a string of keys: tokens separated by blanks.
///
/// `Enter Esc Tab BackTab Up Down Left Right PgUp PgDn Home End Insert Delete Backspace Space F1`…`F12` are keys of
/// that name, `C-s` is Ctrl, `M-x` is Alt, `S-Left` an arrow with Shift. Anything else is pressed character by character (`wem` is three keys).
/// `application_cursor` is the terminal's mode of that name, which changes what the arrows send.
///
/// # Panics
/// If a token of several characters begins with a capital and is not a key name: it is more likely a typing error
/// (`Entr`) than text.
pub fn parse(keys: &str, application_cursor: bool) -> Vec<Key> {
    let mut parsed = Vec::new();
    for token in keys.split_whitespace() {
        match named(token, application_cursor) {
            Some(bytes) => parsed.push(Key { lone_escape: bytes == b"\x1b", bytes }),
            None => parsed.extend(token.chars().map(character)),
        }
    }
    parsed
}

/// The key that types `character`.
pub fn character(character: char) -> Key {
    Key { bytes: character.to_string().into_bytes(), lone_escape: false }
}

fn named(token: &str, application_cursor: bool) -> Option<Vec<u8>> {
    if let Some(bytes) = cursor_key(token, application_cursor).or_else(|| editing_key(token)) {
        return Some(bytes);
    }
    let mut characters = token.chars();
    match (characters.next(), characters.next(), characters.next(), characters.next()) {
        (Some('C'), Some('-'), Some(letter), None) => return Some(vec![control(letter)]),
        (Some('M'), Some('-'), Some(letter), None) => {
            return Some(format!("\x1b{letter}").into_bytes());
        }
        _ => {}
    }
    let looks_like_a_name = token.len() > 1 && token.starts_with(|first: char| first.is_ascii_uppercase());
    assert!(!looks_like_a_name, "{token:?} is no name of a key; type_text() types words");
    None
}

fn cursor_key(token: &str, application_cursor: bool) -> Option<Vec<u8>> {
    if let Some(arrow) = token.strip_prefix("S-") {
        let last = cursor_key(arrow, false)?.pop()?;
        return Some(vec![0x1b, b'[', b'1', b';', b'2', last]);
    }
    let last = match token {
        "Up" => b'A',
        "Down" => b'B',
        "Right" => b'C',
        "Left" => b'D',
        "Home" => b'H',
        "End" => b'F',
        _ => return None,
    };
    Some(vec![0x1b, if application_cursor { b'O' } else { b'[' }, last])
}

fn editing_key(token: &str) -> Option<Vec<u8>> {
    let sent: &[u8] = match token {
        "Enter" => b"\r",
        "Esc" => b"\x1b",
        "Tab" => b"\t",
        "BackTab" => b"\x1b[Z",
        "Space" => b" ",
        "Backspace" => b"\x7f",
        "Insert" => b"\x1b[2~",
        "Delete" => b"\x1b[3~",
        "PgUp" => b"\x1b[5~",
        "PgDn" => b"\x1b[6~",
        "F1" => b"\x1bOP",
        "F2" => b"\x1bOQ",
        "F3" => b"\x1bOR",
        "F4" => b"\x1bOS",
        "F5" => b"\x1b[15~",
        "F6" => b"\x1b[17~",
        "F7" => b"\x1b[18~",
        "F8" => b"\x1b[19~",
        "F9" => b"\x1b[20~",
        "F10" => b"\x1b[21~",
        "F11" => b"\x1b[23~",
        "F12" => b"\x1b[24~",
        _ => return None,
    };
    Some(sent.to_vec())
}

/// Ctrl with a letter or one of `[ \ ] ^ _ @`, as ASCII has it: the letter's code without its upper three bits.
fn control(letter: char) -> u8 {
    assert!(letter.is_ascii_alphabetic() || "[\\]^_@".contains(letter), "no Ctrl-{letter} on a terminal");
    letter.to_ascii_uppercase() as u8 & 0x1f
}
