//! Signed and encrypted mails (S/MIME, OpenPGP, rights management): the text that can be read, and words for the others.

use std::borrow::Cow;

use super::cms::{self, Cms};
use super::headers;
use charter::mail::Mail;
use charter::mail::text::tidy;

const ENCRYPTED_WARNING: &str =
    "it is encrypted, so its text cannot be read here; open it in Outlook, and copy the text or save it as .txt";

const RIGHTS_WARNING: &str = "its sender limited who may open it, so its text cannot be read here; open it in Outlook, and copy \
     the text or save it as .txt";

const SEALED_WARNING: &str = "its text is inside a digital signature that could not be opened; open it in Outlook, and copy the \
     text or save it as .txt";

const OPEN_SIGNATURE_WARNING: &str =
    "the end of its digital signature is missing, so the lines below its start were read as text; look at them";

/// Whether an attachment holds the mail itself.
pub(super) enum Protected<'a> {
    /// A mail of MIME, with its headers or without.
    Content(Cow<'a, [u8]>),
    /// The warning says what to do.
    Unreadable(&'static str),
}

/// Opens an attachment by its media type in lower case, what S/MIME calls its content, and its name. `None` if it holds no protected mail.
pub(super) fn open<'a>(kind: &str, smime_type: Option<&str>, name: &str, bytes: &'a [u8]) -> Option<Protected<'a>> {
    let ending = name.trim().rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase());
    let is_packed = matches!(kind, "application/pkcs7-mime" | "application/x-pkcs7-mime") || ending == "p7m";
    if kind == "application/pgp-encrypted" {
        return Some(Protected::Unreadable(ENCRYPTED_WARNING));
    }
    if kind.ends_with("rpmsg-message") || ending == "rpmsg" {
        return Some(Protected::Unreadable(RIGHTS_WARNING));
    }
    // Outlook keeps a clear-signed mail whole, as an attachment (MS-OXOSMIME 2.1.2).
    if kind == "multipart/signed" || (is_packed && headers::is_mail(bytes)) {
        return Some(Protected::Content(Cow::Borrowed(bytes)));
    }
    is_packed.then(|| match cms::read(bytes) {
        Cms::Signed(content) => Protected::Content(Cow::Owned(content)),
        Cms::Encrypted => Protected::Unreadable(ENCRYPTED_WARNING),
        // A damaged one.
        Cms::Other if smime_type.is_some_and(|kind| kind.to_ascii_lowercase().contains("enveloped")) => {
            Protected::Unreadable(ENCRYPTED_WARNING)
        }
        Cms::Other => Protected::Unreadable(SEALED_WARNING),
    })
}

/// Lines around the parts of a text by OpenPGP (RFC 4880, 6.2 and 7).
const ENCRYPTED_START: &str = "-----BEGIN PGP MESSAGE";
const ENCRYPTED_END: &str = "-----END PGP MESSAGE";
const SIGNED_START: &str = "-----BEGIN PGP SIGNED MESSAGE";
const SIGNATURE_START: &str = "-----BEGIN PGP SIGNATURE";
const SIGNATURE_END: &str = "-----END PGP SIGNATURE";

/// Takes the marks, signatures and encrypted parts of OpenPGP out of the text.
pub(super) fn strip_armor(mail: &mut Mail) {
    if let Some(Plain { text, is_encrypted, is_open }) = without_armor(&mail.body) {
        mail.body = tidy(&text);
        mail.warnings.extend(is_encrypted.then(|| ENCRYPTED_WARNING.to_owned()));
        mail.warnings.extend(is_open.then(|| OPEN_SIGNATURE_WARNING.to_owned()));
    }
}

/// What is left of a text.
#[derive(Debug, PartialEq, Eq)]
struct Plain {
    text: String,
    /// Whether an encrypted part was left out.
    is_encrypted: bool,
    /// Whether a signature does not end.
    is_open: bool,
}

/// `None` if the text has no mark.
fn without_armor(text: &str) -> Option<Plain> {
    memchr::memmem::find(text.as_bytes(), b"-----BEGIN PGP ")?;
    let (mut plain, mut is_encrypted) = (String::with_capacity(text.len()), false);
    let (mut is_signed, mut in_head) = (false, false);
    let mut skipped_to = None;
    let mut signature = Vec::new();
    for line in text.lines() {
        let mark = line.trim_start_matches(['>', ' ']);
        if let Some(end) = skipped_to {
            skipped_to = skipped_to.filter(|_| !mark.starts_with(end));
            signature.push(line);
        } else if mark.starts_with(SIGNED_START) {
            (is_signed, in_head) = (true, true);
        } else if in_head {
            in_head = !line.trim().is_empty();
        } else if mark.starts_with(SIGNATURE_START) {
            (is_signed, skipped_to) = (false, Some(SIGNATURE_END));
            signature.clear();
        } else if mark.starts_with(ENCRYPTED_START) {
            (is_encrypted, skipped_to) = (true, Some(ENCRYPTED_END));
        } else {
            // A line that begins with a dash has another before it.
            let line = if is_signed { line.strip_prefix("- ").unwrap_or(line) } else { line };
            plain.push_str(line);
            plain.push('\n');
        }
    }
    // Without its end, the words below it would be left out with it.
    let is_open = skipped_to == Some(SIGNATURE_END);
    for line in signature.into_iter().filter(|line| is_open && !is_armor(line)) {
        plain.push_str(line);
        plain.push('\n');
    }
    Some(Plain { text: plain, is_encrypted, is_open })
}

/// Whether a line below the start of a signature is of the signature: a header, or letters of base64.
fn is_armor(line: &str) -> bool {
    let line = line.trim();
    let is_header = ["Version: ", "Comment: ", "Hash: ", "Charset: "].iter().any(|name| line.starts_with(name));
    let letters = line.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
    is_header || (letters && (line.len() > 40 || line.contains(['+', '/', '='])))
}

#[cfg(test)]
mod tests {
    use super::{ENCRYPTED_WARNING, Plain, Protected, RIGHTS_WARNING, SEALED_WARNING, open, without_armor};
    use rstest::rstest;

    #[rstest]
    #[case::rights("application/x-microsoft-rpmsg-message", "message.rpmsg", Some(RIGHTS_WARNING))]
    #[case::rights_by_name("application/octet-stream", "message_v4.RPMSG", Some(RIGHTS_WARNING))]
    #[case::pgp("application/pgp-encrypted", "", Some(ENCRYPTED_WARNING))]
    #[case::damaged("application/x-pkcs7-mime", "smime.p7m", Some(SEALED_WARNING))]
    #[case::damaged_encrypted("application/pkcs7-mime; enveloped-data", "smime.p7m", Some(ENCRYPTED_WARNING))]
    #[case::signature("application/pkcs7-signature", "smime.p7s", None)]
    #[case::document("application/pdf", "reply.pdf", None)]
    fn protected_mails_are_named(#[case] kind: &str, #[case] name: &str, #[case] warning: Option<&str>) {
        let (kind, smime_type) = kind.split_once("; ").map_or((kind, None), |(kind, named)| (kind, Some(named)));
        let opened = open(kind, smime_type, name, b"rubbish").map(|opened| match opened {
            Protected::Unreadable(warning) => warning,
            Protected::Content(_) => "content",
        });
        assert_eq!(opened, warning);
    }

    #[rstest]
    #[case::signed(
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nYes\n- - speeding\n-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n",
        "Yes\n- speeding\n",
        false
    )]
    #[case::encrypted(
        "Hello\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\nBye\n",
        "Hello\nBye\n",
        true
    )]
    #[case::open(
        "Yes\n-----BEGIN PGP SIGNATURE-----\nVersion: 2\n\niQEz+abc\n=x1\n\nOur priority is speeding.\n",
        "Yes\n\n\nOur priority is speeding.\n",
        false
    )]
    #[case::cut("-----BEGIN PGP MESSAGE-----\n\nabc\n", "", true)]
    #[case::list("-----BEGIN PGP PUBLIC KEY BLOCK-----\n- a", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n- a\n", false)]
    fn armor_is_no_text(#[case] text: &str, #[case] plain: &str, #[case] is_encrypted: bool) {
        let is_open = text.contains("BEGIN PGP SIGNATURE") && !text.contains("END PGP SIGNATURE");
        assert_eq!(without_armor(text), Some(Plain { text: plain.to_owned(), is_encrypted, is_open }));
        assert_eq!(without_armor("- a list\n"), None);
    }
}
