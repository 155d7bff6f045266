//! Speed of matching and reading replies, compared with parsing the same mails with the mail library alone.
//!
//! Makes ten thousand mails from the corpus under `tests/reading`, every third quoting a letter, in two forms: bare,
//! with seven headers and plain text, and as a mail server delivers them, with relay headers and the text again as
//! HTML. All are measured in turns in one run, on one thread but for the last: the inbox of a database in which they wait, as
//! the program opens it on all processors, together with their parsing on one. What the model of the reader costs is the
//! difference to reading by the rules alone.
//!
//! ```text
//! cargo bench --bench replies                measures, and prints a table for the README
//! cargo bench --bench replies -- --check     and fails if the target is missed
//! ```
#![allow(clippy::disallowed_methods, reason = "a benchmark measures time")]

use std::fs;
use std::hint::black_box;
use std::io::Cursor;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use charter::change::Moment;
use charter::council::Council;
use charter::ids::{ItemId, SourceId};
use charter::incoming::Source;
use charter::item::Item;
use charter::returns::DEFAULT_CATEGORIES;
use chrono::DateTime;
use desk::import::message::ReaderMessage;
use desk::import::read_mail;
use desk::inbox::{CouncilContext, identify_council, inbox_lines, triage};
use desk::seed::seed;
use formats::mail::{MailFile, Start};
use reading::extract::{Context, Document, read_by_rules};
use reading::matching::Matcher;
use store::{ImportInput, Store};

const MAILS: usize = 10_000;
const RUNS: usize = 5;

/// Maximum time for parsing all mails and opening their inbox.
const MAX_TIME: Duration = Duration::from_secs(2);

/// The form of the mails.
#[derive(Clone, Copy)]
enum Form {
    Bare,
    Delivered,
}

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let councils = register();
    let replies = replies();
    let mut missed = false;
    for (form, named) in [(Form::Bare, "bare mails"), (Form::Delivered, "mails as a server delivers them")] {
        let took = measure(&mails(form, &replies, &councils), &councils, named);
        if check && took > MAX_TIME {
            println!("missed: {named}: {:.2} s, at most {} s", took.as_secs_f64(), MAX_TIME.as_secs());
            missed = true;
        }
        println!();
    }
    if missed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Measures these mails and prints the results. Returns the total.
fn measure(mails: &[Vec<u8>], councils: &[Council], named: &str) -> Duration {
    let mbox: Vec<u8> = mails.concat();
    let matcher = Matcher::new(councils, &[]);
    let categories = DEFAULT_CATEGORIES.map(str::to_owned);
    let folder = tempfile::tempdir().expect("a folder");
    let desk = with_mails(folder.path(), &mbox);
    let round = desk.rounds().expect("the rounds").remove(0);
    let as_at = moment().at.date_naive();
    let mut times: [Vec<Duration>; 5] = Default::default();
    for _ in 0..RUNS {
        times[0].push(time(|| mails.iter().for_each(|mail| parse_only(mail))));
        times[1].push(time(|| read(&mbox, &mut |source| drop(black_box(source)))));
        times[2].push(time(|| {
            read(&mbox, &mut |source| {
                black_box(identify_council(&matcher, &Item::new(ItemId(1), SourceId(1)), &source));
                let context = Context { categories: &categories, ..Context::default() };
                black_box(read_by_rules(&Document::new(source.text.raw()), &context));
            });
        }));
        times[3].push(time(|| {
            read(&mbox, &mut |source| {
                let item = Item::new(ItemId(1), SourceId(1));
                let found = identify_council(&matcher, &item, &source);
                let known = CouncilContext { categories: &categories, ..CouncilContext::default() };
                black_box(triage(&item, &source, found, known));
            });
        }));
        times[4].push(time(|| {
            read(&mbox, &mut |source| drop(black_box(source)));
            let lines = inbox_lines(&desk, &round, as_at).expect("the inbox");
            assert_eq!(lines.len(), MAILS, "every mail waits");
        }));
    }
    let [plain, ours, by_rules, all, opened] = times.map(median);
    let processors = std::thread::available_parallelism().map_or(1, |count| count.get());
    let inbox = format!("read, and opened as an inbox of the database on {processors} processors");
    println!("| 10,000 {named} ({} kB) | mails a second | times the library alone |", mbox.len() / 1000);
    println!("| --- | ---: | ---: |");
    for (what, time) in [
        ("parsed with the mail library alone", plain),
        ("read: split, decoded, quotes and forwards told apart", ours),
        ("read, matched, and understood by the rules alone", by_rules),
        ("read, matched, and understood by rules and model", all),
        (&inbox, opened),
    ] {
        let rate = MAILS as f64 / time.as_secs_f64();
        println!("| {what} | {rate:.0} | {:.2} |", time.as_secs_f64() / plain.as_secs_f64());
    }
    opened
}

fn time(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn parse_only(mail: &[u8]) {
    // Skip the line that separates mails.
    let begins = mail.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let parsed = mail_parser::MessageParser::default().parse(&mail[begins..]);
    black_box(parsed.as_ref().and_then(|mail| mail.body_text(0)));
    black_box(&parsed);
}

fn read(mbox: &[u8], take: &mut dyn FnMut(Source)) {
    let start = Start { byte: 0, number: 1 };
    let mut came = 0;
    let mut give = |piece| {
        if let ReaderMessage::Mail(source) = piece {
            came += 1;
            take(*source);
        }
        Ok(())
    };
    read_mail(&mut Cursor::new(mbox), mbox.len() as u64, "replies.mbox", MailFile::Mbox, start, &[], &mut give)
        .expect("nothing fails in memory");
    assert_eq!(came, MAILS, "every mail is read");
}

fn moment() -> Moment {
    Moment { at: DateTime::from_timestamp(1_696_510_931, 0).expect("an instant") }
}

fn new_database(folder: &Path) -> Store {
    Store::open(&folder.join("desk.db"), moment(), seed).expect("a new database").store
}

fn register() -> Vec<Council> {
    let folder = tempfile::tempdir().expect("a folder");
    new_database(folder.path()).councils().expect("its councils")
}

/// A database in which the mails wait.
fn with_mails(folder: &Path, mbox: &[u8]) -> Store {
    let mut sources = Vec::with_capacity(MAILS);
    read(mbox, &mut |source| sources.push(source));
    let mut all = sources.into_iter();
    let mut next = || all.next().map_or(ImportInput::End, |source| ImportInput::Source(Box::new(source)));
    let mut store = new_database(folder);
    store.import_sources("replies.mbox", &mut next, &mut |_, _| {}, "the sergeant", moment()).expect("an import");
    store
}

/// The texts of the replies in the corpus.
fn replies() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reading/corpus");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the corpus").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let files = paths.iter().map(|path| fs::read_to_string(path).expect("text"));
    let texts = files.flat_map(|file| {
        let replies: Vec<String> = file
            .split("\n=== ")
            .filter_map(|reply| reply.split_once("\n---\n"))
            .map(|(_, text)| text.to_owned())
            .collect();
        replies
    });
    texts.collect()
}

fn mails(form: Form, replies: &[String], councils: &[Council]) -> Vec<Vec<u8>> {
    let mail = |number: usize| {
        let council = councils[number * 7 % councils.len()].name.raw();
        let text = &replies[number % replies.len()];
        let quoted = if number.is_multiple_of(3) {
            "\n\nOn Mon, 4 Sep 2023 at 09:12, the team wrote:\n> Dear Clerk,\n> please let us have the council's \
             priorities for the quarter.\n> Kind regards\n"
        } else {
            ""
        };
        let text = format!("{}{quoted}\nClerk, {council}\n", text.replace("\nFrom ", "\n>From "));
        let rest = match form {
            Form::Bare => {
                format!("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}\n")
            }
            Form::Delivered => delivered(number, &text),
        };
        format!(
            "From clerk@council{number}.example Tue Sep 12 14:05:11 2023\nFrom: Clerk to {council} \
             <clerk@council{number}.example>\nTo: team@police.example\nSubject: RE: Local Policing Community \
             Charter\nDate: Tue, 12 Sep 2023 14:05:11 +0100\nMessage-ID: <{number}@council.example>\nMIME-Version: \
             1.0\n{rest}"
        )
        .into_bytes()
    };
    (0..MAILS).map(mail).collect()
}

/// The headers and HTML that a mail server adds: five relays, two signatures, and the text as a page.
fn delivered(number: usize, text: &str) -> String {
    let relays: String = (0..5)
        .map(|hop| {
            format!(
                "Received: from relay{hop}.mail.example (2001:db8::{hop}) by relay{}.mail.example\n (2001:db8::{}) with \
                 Microsoft SMTP Server (version=TLS1_2,\n cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.{number}; \
                 Tue, 12 Sep\n 2023 13:05:1{hop} +0000\n",
                hop + 1,
                hop + 1
            )
        })
        .collect();
    let signed = format!("{:064x}", number).repeat(5);
    let signatures: String = ["ARC-Seal", "ARC-Message-Signature", "DKIM-Signature"]
        .map(|name| format!("{name}: a=rsa-sha256; d=council.example; s=selector1; c=relaxed/relaxed;\n b={signed}\n"))
        .concat();
    let page: String = text
        .lines()
        .map(|line| {
            let line = line.replace('&', "&amp;").replace('<', "&lt;").replace('=', "=3D");
            format!("<p class=3D\"MsoNormal\"><span style=3D\"font-size:11.0pt;font-family:&quot;Calibri&quot;\">=\n{line}<o:p></o:p></span></p>\n")
        })
        .collect();
    format!(
        "{relays}{signatures}Thread-Topic: Local Policing Community Charter\nThread-Index: AQHZ5{number}\nIn-Reply-To: \
         <letter@police.example>\nReferences: <letter@police.example>\nAccept-Language: en-GB\nContent-Language: \
         en-GB\nX-MS-Has-Attach:\nX-MS-TNEF-Correlator:\nContent-Type: multipart/alternative;\n boundary=\"_000_{number}_\"\n\n\
         --_000_{number}_\nContent-Type: text/plain; charset=\"utf-8\"\nContent-Transfer-Encoding: 8bit\n\n{text}\n\
         --_000_{number}_\nContent-Type: text/html; charset=\"utf-8\"\nContent-Transfer-Encoding: \
         quoted-printable\n\n<html><head><meta http-equiv=3D\"Content-Type\" content=3D\"text/html; charset=3Dutf-8\">\n\
         <style><!-- p.MsoNormal {{ margin:0cm; font-size:11.0pt; }} --></style></head><body lang=3D\"EN-GB\">\n{page}\
         </body></html>\n--_000_{number}_--\n\n"
    )
}
