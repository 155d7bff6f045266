//! Cards as mail programs and telephones write them.

use proptest::prelude::{any, proptest};
use rstest::rstest;

use super::{Card, is_vcard, read};

fn cards(text: &[u8]) -> (Vec<Card>, Vec<(u64, String)>) {
    let (mut cards, mut errors) = (Vec::new(), Vec::new());
    read::<()>(text, &mut |given| {
        match given {
            Ok(card) => cards.push(card),
            Err(error) => errors.push(error),
        }
        Ok(())
    })
    .unwrap();
    (cards, errors)
}

fn only(text: &str) -> Card {
    let (mut cards, errors) = cards(text.as_bytes());
    assert_eq!((cards.len(), errors), (1, Vec::new()));
    cards.remove(0)
}

#[test]
fn version_3_folds_and_escapes() {
    let card = only(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:The Clerk\r\nN:Clerk;The;;;\r\nORG:Wem Town Council;Office\r\nTITLE:Town Clerk\r\n\
         EMAIL;TYPE=INTERNET:cle\r\n rk@wem.example\r\nTEL;TYPE=WORK,VOICE:01939 000000\r\n\
         ADR;TYPE=WORK:;;Town Hall\\, High Street;Wem;;SY4 0AA;\r\nPHOTO;ENCODING=b:AAAA\r\nEND:VCARD\r\n",
    );
    assert_eq!(card.line, 1);
    assert_eq!((card.organisation.as_str(), card.role.as_str()), ("Wem Town Council", "Town Clerk"));
    assert_eq!((card.email.as_str(), card.phone.as_str()), ("clerk@wem.example", "01939 000000"));
    assert_eq!(card.address, "Town Hall, High Street, Wem, SY4 0AA");
    assert_eq!(card.name, "The Clerk");
}

#[test]
fn version_2_1_is_quoted_printable() {
    let card = only(
        "BEGIN:VCARD\nVERSION:2.1\nORG;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Ch=E2teau=\n Parish Council\n\
         ROLE:clerk\nEMAIL;INTERNET:a@b.example\nEMAIL;PREF;INTERNET:clerk@b.example\nTEL;HOME:1\nTEL;FAX;WORK:2\n\
         TEL;CELL:3\nADR;HOME:;;4 The Lane\nEND:VCARD\n",
    );
    assert_eq!(card.organisation, "Château Parish Council");
    assert_eq!((card.role.as_str(), card.email.as_str(), card.phone.as_str()), ("clerk", "clerk@b.example", "3"));
    assert_eq!(card.address, "", "the home is private");
}

#[test]
fn version_4_has_groups_and_addresses_of_telephones() {
    let card = only(
        "begin:vcard\r\nversion:4.0\r\nfn:Clive Parish Council\r\nitem1.EMAIL;PREF=1:post@clive.example\r\nEMAIL:other@clive.example\r\n\
         TEL;VALUE=uri;TYPE=\"work,voice\":tel:+44-1939-000000\r\nend:vcard\r\n",
    );
    assert_eq!((card.name.as_str(), card.email.as_str()), ("Clive Parish Council", "post@clive.example"));
    assert_eq!(card.phone, "+44-1939-000000");
}

#[test]
fn several_cards_and_one_inside_another_are_counted_by_their_lines() {
    let (cards, errors) = cards(
        b"BEGIN:VCARD\nORG:A\nAGENT:\nBEGIN:VCARD\nORG:Inside\nEND:VCARD\nEND:VCARD\n\nBEGIN:VCARD\nORG:B\nEND:VCARD\nBEGIN:VCARD\nORG:C\n",
    );
    let told: Vec<(u64, &str)> = cards.iter().map(|card| (card.line, card.organisation.as_str())).collect();
    assert_eq!(told, [(1, "A"), (9, "B")]);
    assert!(matches!(errors.as_slice(), [(12, why)] if why.contains("END:VCARD is missing")));
}

#[rstest]
#[case(b"BEGIN:VCARD\n", true)]
#[case(b"\xef\xbb\xbf\r\nbegin:vcard\r\n", true)]
#[case(b"BEGIN:VCALENDAR\n", false)]
#[case(b"", false)]
fn a_file_is_known_by_its_beginning(#[case] beginning: &[u8], #[case] is: bool) {
    assert_eq!(is_vcard(beginning), is);
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        cards(&[b"BEGIN:VCARD\n".as_slice(), &bytes, b"\nEND:VCARD\n"].concat());
    }

    #[test]
    fn a_value_survives_folding(text in "[a-zA-Z0-9 é,;]{1,60}", at in 1_usize..40) {
        let escaped = text.replace(',', "\\,").replace(';', "\\;");
        let cut = escaped.floor_char_boundary(at.min(escaped.len()));
        let card = only(&format!("BEGIN:VCARD\nTITLE:{}\n {}\nEND:VCARD", &escaped[..cut], &escaped[cut..]));
        proptest::prop_assert_eq!(card.role, text.trim());
    }
}
