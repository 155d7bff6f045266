//! The mails that bring a workbook back.

use crate::builder::{Binary, Bytes, Item, Number, Text};

pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";
pub const ANY: &str = "application/octet-stream";

const HEAD: &str = "To: snt@force.example\r\nDate: Thu, 05 Oct 2023 15:00:00 +0100\r\nMIME-Version: 1.0\r\n";
const NOTE: &str = "Dear team,\r\n\r\nplease find our reply slip attached.\r\n\r\nKind regards,\r\nThe Clerk\r\n";

pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let quad = |three: &[u8]| -> Vec<char> {
        let bits = (0..3).fold(0_u32, |bits, index| bits << 8 | u32::from(three.get(index).copied().unwrap_or(0)));
        let letter = |index: usize| match index <= three.len() {
            true => LETTERS[(bits >> (18 - 6 * index) & 63) as usize].into(),
            false => '=',
        };
        (0..4).map(letter).collect()
    };
    bytes.chunks(3).flat_map(quad).collect()
}

/// A part with a file.
pub fn file(name: &str, kind: &str, bytes: &[u8]) -> String {
    let encoded = base64(bytes);
    let lines: Vec<&str> = (0..encoded.len()).step_by(76).map(|at| &encoded[at..encoded.len().min(at + 76)]).collect();
    format!(
        "Content-Type: {kind}; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        lines.join("\r\n")
    )
}

fn multipart(kind: &str, boundary: &str, parts: &[String]) -> String {
    let parts: String = parts.iter().map(|part| format!("--{boundary}\r\n{part}\r\n")).collect();
    format!("Content-Type: multipart/{kind}; boundary=\"{boundary}\"\r\n\r\n{parts}--{boundary}--\r\n")
}

fn text(kind: &str, words: &str) -> String {
    format!("Content-Type: text/{kind}; charset=utf-8\r\n\r\n{words}\r\n")
}

/// A mail of somebody whom the register does not know, with these words and files.
pub fn mail(words: &str, files: &[String]) -> String {
    let parts = [&[text("plain", words)], files].concat();
    format!(
        "From: The Clerk <office@somewhere.example>\r\nSubject: RE: Reminder\r\nMessage-ID: <1@somewhere.example>\r\n{HEAD}{}",
        multipart("mixed", "b0", &parts)
    )
}

/// What carries the mails through these programs.
pub const PROGRAMS: [&str; 11] = [
    "Outlook",
    "Gmail",
    "Apple Mail",
    "Thunderbird",
    "a phone, without words",
    "octet-stream",
    "no name",
    "msg",
    "winmail.dat",
    "forwarded in the text",
    "forwarded as a file",
];

/// The file that a program makes of a filled-in workbook: its name and its bytes.
pub fn returned(program: &str, slip: &[u8]) -> (String, Vec<u8>) {
    let slip_as = |kind: &str| file("reply-slip.xlsx", kind, slip);
    let from_clerk = |agent: &str, body: String| {
        format!(
            "From: The Clerk <office@somewhere.example>\r\nSubject: RE: Reminder\r\nMessage-ID: <2@somewhere.example>\r\n{agent}{HEAD}{body}"
        )
    };
    let html = "<html><body><p>Dear team,</p><p>please find our reply slip attached.</p><p>Kind regards,<br>The Clerk</p></body></html>";
    let both = || multipart("alternative", "b1", &[text("plain", NOTE), text("html", html)]);
    let eml = |mail: String| ("reply.eml".to_owned(), mail.into_bytes());
    match program {
        "Outlook" => {
            let picture = "Content-Type: image/png; name=\"image001.png\"\r\nContent-ID: <image001.png@01>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n";
            let related = multipart("related", "b2", &[both(), picture.to_owned()]);
            eml(from_clerk("X-MS-Has-Attach: yes\r\n", multipart("mixed", "b3", &[related, slip_as(XLSX)])))
        }
        "Gmail" => eml(from_clerk("", multipart("mixed", "0000000000001", &[both(), slip_as(XLSX)]))),
        // The workbook stands between two texts, inline, in a multipart of its own.
        "Apple Mail" => {
            let inline = slip_as(XLSX).replace("Content-Disposition: attachment", "Content-Disposition: inline");
            let mixed = multipart("mixed", "Apple-2", &[text("html", html), inline, text("html", "<br>")]);
            eml(from_clerk(
                "X-Mailer: Apple Mail (2.3731)\r\n",
                multipart("alternative", "Apple-1", &[text("plain", NOTE), mixed]),
            ))
        }
        "Thunderbird" => {
            let quoted =
                format!("{NOTE}\r\nOn 05/10/2023 14:00, The team wrote:\r\n> Dear Clerk,\r\n> please answer.\r\n");
            eml(from_clerk(
                "User-Agent: Mozilla Thunderbird\r\n",
                multipart("mixed", "----0", &[text("plain", &quoted), slip_as(XLSX)]),
            ))
        }
        "a phone, without words" => eml(mail("", &[slip_as(XLSX)])),
        "octet-stream" => eml(mail(NOTE, &[slip_as(ANY)])),
        "no name" => {
            let nameless =
                slip_as(XLSX).replace("; name=\"reply-slip.xlsx\"", "").replace("; filename=\"reply-slip.xlsx\"", "");
            eml(mail(NOTE, &[nameless]))
        }
        "msg" => ("reply.msg".to_owned(), outlook_item(slip).to_msg()),
        "winmail.dat" => {
            let wrapped = outlook_item(slip).to_tnef(1252);
            eml(mail("", &[file("winmail.dat", "application/ms-tnef", &wrapped)]))
        }
        "forwarded in the text" => {
            let inner = "-----Original Message-----\r\nFrom: The Clerk <office@somewhere.example>\r\nSent: 05 October 2023 15:00\r\nTo: snt@force.example\r\nSubject: RE: Reminder\r\n\r\n";
            let head = "From: A sergeant <sergeant@force.police.example>\r\nSubject: FW: RE: Reminder\r\nMessage-ID: <3@force.police.example>\r\n";
            let parts = [text("plain", &format!("FYI\r\n\r\n{inner}{NOTE}")), slip_as(XLSX)];
            eml(format!("{head}{HEAD}{}", multipart("mixed", "b4", &parts)))
        }
        "forwarded as a file" => {
            let inner = from_clerk("", multipart("mixed", "b5", &[both(), slip_as(XLSX)]));
            let attached = format!(
                "Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=\"reply.eml\"\r\n\r\n{inner}"
            );
            let head = "From: A sergeant <sergeant@force.police.example>\r\nSubject: FW: Reminder\r\nMessage-ID: <4@force.police.example>\r\n";
            eml(format!("{head}{HEAD}{}", multipart("mixed", "b6", &[text("plain", "FYI\r\n"), attached])))
        }
        other => panic!("{other}"),
    }
}

/// 5 October 2023, 15:00 in London.
const SENT: u64 = 1_696_514_400;

fn outlook_item(slip: &[u8]) -> Item {
    let properties = [
        Text(0x001a, "IPM.Note"),
        Text(0x0037, "RE: Reminder"),
        Text(0x0c1a, "The Clerk"),
        Text(0x0c1f, "office@somewhere.example"),
        crate::builder::Time(0x0e06, SENT),
        Text(0x1000, "Dear team,\r\n\r\nplease find our reply slip attached.\r\n"),
    ];
    let attached = [
        Number(0x3705, 1),
        Text(0x3707, "reply-slip.xlsx"),
        Bytes(0x3704, b"REPLY-~1.XLS"),
        Binary(0x3701, slip.to_vec()),
    ];
    Item { properties: properties.to_vec(), ..Item::default() }.with(&attached)
}
