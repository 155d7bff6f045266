//! What is inside a signed or encrypted mail (Cryptographic Message Syntax, RFC 5652). No signature is checked.
//!
//! Programs write it with lengths known or unknown (BER), so a reader of DER alone would refuse some.

/// What a message is.
#[derive(Debug, PartialEq)]
pub(super) enum Cms {
    /// Signed, with its content inside.
    Signed(Vec<u8>),
    Encrypted,
    /// A signature without content, packed content, and what is no message.
    Other,
}

/// id-signedData, id-envelopedData, id-encryptedData (RFC 5652) and id-ct-authEnvelopedData (RFC 5083).
const SIGNED: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
const ENCRYPTED: [&[u8]; 3] = [
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 3],
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 6],
    &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 23],
];

const OCTETS: u8 = 0x04;
const OID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const CONSTRUCTED_OCTETS: u8 = 0x24;
const CONTENT: u8 = 0xa0;

/// Depth of values inside one another whose length is unknown.
const MAX_DEPTH: usize = 16;

pub(super) fn read(bytes: &[u8]) -> Cms {
    let Some((kind, content)) = typed_content(bytes) else { return Cms::Other };
    if ENCRYPTED.contains(&kind) {
        return Cms::Encrypted;
    }
    let signed = content.filter(|_| kind == SIGNED).and_then(signed_content);
    signed.map_or(Cms::Other, Cms::Signed)
}

/// ContentInfo and EncapsulatedContentInfo: a sequence of the kind and the content.
fn typed_content(bytes: &[u8]) -> Option<(&[u8], Option<&[u8]>)> {
    let whole = Value::read(bytes, 0)?.of(SEQUENCE)?;
    let kind = Value::read(whole.content, 0)?.of(OID)?;
    let content = Value::read(kind.rest, 0).and_then(|content| content.of(CONTENT));
    Some((kind.content, content.map(|content| content.content)))
}

/// SignedData: a version, the digest algorithms, and the content.
fn signed_content(bytes: &[u8]) -> Option<Vec<u8>> {
    let data = Value::read(bytes, 0)?.of(SEQUENCE)?;
    let version = Value::read(data.content, 0)?;
    let algorithms = Value::read(version.rest, 0)?;
    let (_, content) = typed_content(algorithms.rest)?;
    let mut octets = Vec::new();
    Value::read(content?, 0)?.octets(&mut octets, 0)?;
    Some(octets)
}

/// A value, and what follows it.
struct Value<'a> {
    tag: u8,
    content: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Value<'a> {
    /// `None` if the bytes break off or their tag is longer than a byte.
    fn read(bytes: &'a [u8], depth: usize) -> Option<Self> {
        let (&tag, rest) = bytes.split_first()?;
        let (&first, rest) = rest.split_first()?;
        if tag & 0x1f == 0x1f || depth > MAX_DEPTH {
            return None;
        }
        if first == 0x80 {
            return Self::of_unknown_length(tag, rest, depth);
        }
        let (length, rest) = match first {
            0..=0x7f => (usize::from(first), rest),
            _ => {
                let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
                let digits: [u8; 8] =
                    [&[0; 8][..8_usize.checked_sub(digits.len())?], digits].concat().try_into().ok()?;
                (usize::try_from(u64::from_be_bytes(digits)).ok()?, rest)
            }
        };
        let (content, rest) = rest.split_at_checked(length)?;
        Some(Self { tag, content, rest })
    }

    /// The content goes on to two zero bytes.
    fn of_unknown_length(tag: u8, content: &'a [u8], depth: usize) -> Option<Self> {
        let mut after = content;
        loop {
            if let Some(rest) = after.strip_prefix(&[0, 0]) {
                return Some(Self { tag, content: &content[..content.len() - after.len()], rest });
            }
            after = Self::read(after, depth + 1)?.rest;
        }
    }

    fn of(self, tag: u8) -> Option<Self> {
        (self.tag == tag).then_some(self)
    }

    /// Appends a string of octets, which may be in pieces.
    fn octets(&self, to: &mut Vec<u8>, depth: usize) -> Option<()> {
        match self.tag {
            OCTETS => to.extend_from_slice(self.content),
            CONSTRUCTED_OCTETS if depth <= MAX_DEPTH => {
                let mut pieces = self.content;
                while !pieces.is_empty() {
                    let piece = Self::read(pieces, 0)?;
                    piece.octets(to, depth + 1)?;
                    pieces = piece.rest;
                }
            }
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Cms, ENCRYPTED, SIGNED, read};
    use rstest::rstest;

    /// A value whose length is known, or unknown.
    fn value(tag: u8, content: &[u8], is_known: bool) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        if is_known { [&[tag, 0x82], &length[..], content].concat() } else { [&[tag, 0x80], content, &[0, 0]].concat() }
    }

    /// A signed message in the form that a program writes.
    fn signed(content: &[u8], is_known: bool) -> Vec<u8> {
        let octets = match is_known {
            true => value(0x04, content, true),
            false => {
                let (first, second) = content.split_at(content.len() / 2);
                value(0x24, &[value(0x04, first, true), value(0x04, second, true)].concat(), false)
            }
        };
        let data = value(0x06, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1], true);
        let inner = value(0x30, &[data, value(0xa0, &octets, is_known)].concat(), is_known);
        let signed = value(0x30, &[value(0x02, &[1], true), value(0x31, &[], true), inner].concat(), is_known);
        value(0x30, &[value(0x06, &SIGNED, true), value(0xa0, &signed, is_known)].concat(), is_known)
    }

    #[rstest]
    #[case::known(true)]
    #[case::unknown(false)]
    fn content_of_a_signed_message(#[case] is_known: bool) {
        let message = signed(b"Content-Type: text/plain\r\n\r\nYes", is_known);
        assert_eq!(read(&message), Cms::Signed(b"Content-Type: text/plain\r\n\r\nYes".to_vec()));
        for cut in 0..message.len() / 2 {
            assert_eq!(read(&message[..cut]), Cms::Other, "cut at {cut}");
        }
    }

    #[test]
    fn encrypted_messages_are_named() {
        for kind in ENCRYPTED {
            let message = value(0x30, &[value(0x06, kind, true), value(0xa0, b"\x30\0", true)].concat(), true);
            assert_eq!(read(&message), Cms::Encrypted);
        }
    }

    #[test]
    fn values_of_unknown_length_do_not_nest_for_ever() {
        assert_eq!(read(&[0x30, 0x80].repeat(100_000)), Cms::Other);
    }
}
