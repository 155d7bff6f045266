//! Mails inside an attachment: winmail.dat, signed and encrypted mails.

use rstest::rstest;

use super::builder::{Binary, Bytes, Item, Text, attribute, encrypted_message, signed_message, stored_rtf};
use super::{attached, eml, notes, read};

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for (index, chunk) in bytes.chunks(3).enumerate() {
        let number = chunk.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(number >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() { letter.into() } else { '=' });
        }
        text.push_str(if index % 18 == 17 { "\n" } else { "" });
    }
    text
}

/// A mail with this text and an attachment.
fn with_file(text: &str, kind: &str, name: &str, file: &[u8]) -> String {
    eml(&format!(
        "Subject: Re: Priorities\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n{text}\n--b\n\
         Content-Type: {kind}; name=\"{name}\"\nContent-Transfer-Encoding: base64\n\
         Content-Disposition: attachment; filename=\"{name}\"\n\n{}\n--b--\n",
        base64(file)
    ))
}

fn winmail() -> Item {
    Item::from_clerk("IPM.Note", &[Text(0x0037, "Re: Priorities"), Binary(0x1009, stored_rtf(r"{\rtf1 Speeding\par}"))])
        .with(&[Text(0x3707, "Map of Wem.pdf"), Binary(0x3701, b"abc".to_vec())])
        .with(&[Bytes(0x3704, b"notes.txt"), Binary(0x3701, "Ch\u{e2}teau Road".into())])
}

#[rstest]
#[case::its_text("", "application/ms-tnef", "winmail.dat", "Speeding\n")]
#[case::beside_another_text("Litter.", "application/ms-tnef", "winmail.dat", "Litter.\n")]
#[case::beside_the_same_text("*Speeding*", "application/ms-tnef", "winmail.dat", "Speeding\n")]
#[case::by_name("", "application/octet-stream", "WINMAIL.DAT", "Speeding\n")]
#[case::by_kind("", "application/vnd.ms-tnef", "att00001.bin", "Speeding\n")]
fn winmail_dat(#[case] text: &str, #[case] kind: &str, #[case] name: &str, #[case] read_text: &str) {
    let source = read("reply.eml", with_file(text, kind, name, &winmail().to_tnef(1252)).as_bytes());
    assert_eq!(source.text.raw(), read_text);
    assert_eq!(notes(&source).contains("holds another text"), text == "Litter.", "{}", notes(&source));
    assert_eq!(attached(&source), ["Map of Wem.pdf", "notes.txt"]);
    assert_eq!(source.attachments[1].text.as_ref().map(|text| text.raw()), Some("Château Road\n"));
}

/// A mail system sends its report in what Outlook wrapped.
#[test]
fn winmail_dat_of_a_mail_system() {
    let words = "Delivery has failed to these recipients:\r\n\r\nclerk@ellesmere.example\r\n";
    let properties = [Text(0x0037, "Undeliverable: Policing priorities"), Text(0x1000, words)];
    let report = Item::from_clerk("REPORT.IPM.Note.NDR", &properties);
    let mail = with_file("", "application/ms-tnef", "winmail.dat", &report.to_tnef(1252));
    let mail = mail.replace("From: The Clerk <clerk@wem.example>", "From: <postmaster@wem.example>");
    let source = read("report.eml", mail.as_bytes());
    let undelivered: Vec<&str> = source.undelivered.iter().map(|address| address.raw()).collect();
    assert_eq!((source.nature, undelivered), (charter::incoming::Nature::Bounce, vec!["clerk@ellesmere.example"]));
}

/// Old programs write attributes and no properties.
#[test]
fn winmail_dat_of_attributes() {
    let mut file = b"\x78\x9f\x3e\x22\x01\x00".to_vec();
    attribute(&mut file, 1, 0x0006_9007, &1250_u64.to_le_bytes());
    attribute(&mut file, 1, 0x0000_8000, b"\x04\0\x10\0\x0a\0\x16\0The Clerk\0SMTP:clerk@wem.example\0");
    attribute(&mut file, 1, 0x0007_8008, b"IPM.Microsoft Mail.Note\0");
    attribute(&mut file, 1, 0x0001_8004, b"Re: Priorities\0");
    attribute(&mut file, 1, 0x0002_800c, b"\xb3\xf3d\x9f\0");
    attribute(&mut file, 2, 0x0006_9002, &[0; 14]);
    attribute(&mut file, 2, 0x0001_8010, b"plan.doc\0");
    attribute(&mut file, 2, 0x0006_800f, b"abc");
    let source = read("winmail.dat", &file);
    assert_eq!((source.sender.raw(), source.subject.raw()), ("clerk@wem.example", "Re: Priorities"));
    assert_eq!((source.text.raw(), attached(&source)), ("łódź\n", vec!["plan.doc"]));
    let cut = read("winmail.dat", &file[..file.len() - 4]);
    assert!(notes(&cut).contains("is cut short"), "{}", notes(&cut));
}

#[rstest]
#[case::invitation("IPM.Microsoft Schedule.MtgReq", Some("meeting invitation"))]
#[case::declined("IPM.Schedule.Meeting.Resp.Neg", Some("meeting declined"))]
#[case::task("IPM.TaskRequest", Some("task"))]
#[case::mail("IPM.Note", None)]
fn kinds_in_winmail_dat(#[case] class: &'static str, #[case] label: Option<&str>) {
    let item = Item::from_clerk(class, &[Text(0x1000, "Speeding.")]);
    let mail = with_file("", "application/ms-tnef", "winmail.dat", &item.to_tnef(1252));
    assert_eq!(read("item.eml", mail.as_bytes()).no_reply_label(), label);
}

#[test]
fn a_mail_in_winmail_dat_is_listed() {
    let inside = Item::from_clerk("IPM.Note", &[Text(0x0037, "Minutes"), Text(0x1000, "Litter.")]).to_tnef(1252);
    let mark = b"\x07\x03\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46".to_vec();
    let object = [mark, inside].concat();
    let mut file = Item::from_clerk("IPM.Note", &[Text(0x1000, "We wish to take part.")]).to_tnef(1252);
    attribute(&mut file, 2, 0x0006_9002, &[0; 14]);
    let size = u32::try_from(object.len()).unwrap();
    let property =
        [&1_u32.to_le_bytes()[..], &0x3701_000d_u32.to_le_bytes(), &1_u32.to_le_bytes(), &size.to_le_bytes(), &object];
    attribute(&mut file, 2, 0x0006_9005, &property.concat());
    let source = read("winmail.dat", &file);
    assert_eq!((attached(&source), source.text.raw()), (vec!["Minutes"], "We wish to take part.\n"));
    assert_eq!(source.attachments[0].text.as_ref().map(|text| text.raw()), Some("Litter.\n"));
}

const SIGNED_PART: &str = "Content-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/plain; charset=utf-8\n\nSpeeding at Ch\u{e2}teau \
                           Road.\n--c\nContent-Type: application/pdf; name=map.pdf\nContent-Disposition: attachment\n\nabc\n--c--\n";

#[test]
fn signed_mails_are_read() {
    let clear = eml(&format!(
        "Subject: Re: Priorities\nContent-Type: multipart/signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256; \
         boundary=b\n\n--b\n{SIGNED_PART}\n--b\nContent-Type: application/pkcs7-signature; name=smime.p7s\n\nabc\n--b--\n"
    ));
    let whole = eml(&format!(
        "Subject: Re: Priorities\nContent-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\n\
         Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=smime.p7m\n\n{}\n",
        base64(&signed_message(SIGNED_PART.as_bytes()))
    ));
    let sealed = Item::from_clerk("IPM.Note.SMIME", &[Text(0x0037, "Re: Priorities")]).with(&[
        Text(0x3707, "smime.p7m"),
        Text(0x370e, "application/pkcs7-mime"),
        Binary(0x3701, signed_message(SIGNED_PART.as_bytes())),
    ]);
    let kept = Item::from_clerk("IPM.Note.SMIME.MultipartSigned", &[Text(0x0037, "Re: Priorities")]).with(&[
        Text(0x3707, "smime.p7m"),
        Text(0x370e, "multipart/signed"),
        Binary(0x3701, clear.as_bytes()[clear.find("Content-Type").unwrap()..].to_vec()),
    ]);
    let files = [
        ("clear.eml", clear.into_bytes()),
        ("whole.eml", whole.into_bytes()),
        ("a.msg", sealed.to_msg()),
        ("b.msg", kept.to_msg()),
    ];
    for (name, bytes) in files {
        let source = read(name, &bytes);
        assert_eq!((source.text.raw(), source.no_reply_label()), ("Speeding at Château Road.\n", None), "{name}");
        assert!(attached(&source).contains(&"map.pdf"), "{name}: {:?}", attached(&source));
        assert_eq!(notes(&source), "", "{name}");
    }
}

const PGP: &str = "-----BEGIN PGP MESSAGE-----\n\nhQEMA1a\n=abcd\n-----END PGP MESSAGE-----";

fn unreadable() -> Vec<(&'static str, Vec<u8>)> {
    let pgp = format!(
        "Subject: ...\nContent-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n\n--b\n\
         Content-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: application/octet-stream; \
         name=encrypted.asc\n\n{PGP}\n--b--\n"
    );
    let rights = with_file(
        "You got a protected message.",
        "application/x-microsoft-rpmsg-message",
        "message.rpmsg",
        b"\x76\xe8\x04",
    );
    let smime = Item::from_clerk("IPM.Note.SMIME", &[Text(0x0037, "Re: Priorities")])
        .with(&[Text(0x3707, "smime.p7m"), Binary(0x3701, encrypted_message())]);
    vec![
        ("encrypted.eml", with_file("", "application/pkcs7-mime", "smime.p7m", &encrypted_message()).into_bytes()),
        ("encrypted.msg", smime.to_msg()),
        ("pgp.eml", eml(&pgp).into_bytes()),
        ("pgp-text.eml", eml(&format!("Subject: Re: a\n\n{PGP}\n")).into_bytes()),
        ("rights.eml", rights.into_bytes()),
        ("damaged.eml", with_file("", "application/x-pkcs7-mime", "smime.p7m", b"0\x80abc").into_bytes()),
    ]
}

#[test]
fn encrypted_mails_say_what_to_do() {
    for (name, bytes) in unreadable() {
        let source = read(name, &bytes);
        assert_eq!(source.no_reply_label(), None, "{name}: a council may have answered");
        assert!(notes(&source).contains("open it in Outlook"), "{name}: {}", notes(&source));
        assert!(!source.text.raw().contains("BEGIN PGP"), "{name}: {}", source.text.raw());
    }
}

#[test]
fn signed_text_of_openpgp_is_read_without_its_marks() {
    let text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nPriorities:\n- - Speeding\n-----BEGIN PGP SIGNATURE-----\n\niQ\n\
                -----END PGP SIGNATURE-----\n";
    let source = read("signed.eml", eml(&format!("Subject: Re: a\n\n{text}")).as_bytes());
    assert_eq!((source.text.raw(), notes(&source).as_str()), ("Priorities:\n- Speeding\n", ""));
}
