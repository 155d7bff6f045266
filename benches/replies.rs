//! How quick replies are matched and read, beside the plain cost of parsing the same mails with the mail library alone.
//!
//! Ten thousand mails are made from the replies of the corpus under `tests/reading`, each with headers, every third
//! quoting a letter. All are measured in turns in one run on one thread; the aim is a ratio.
//!
//! ```text
//! cargo bench --bench replies                measures, and prints a table for the README
//! cargo bench --bench replies -- --check     and fails if the aim is missed
//! ```

use std::fs;
use std::hint::black_box;
use std::io::Cursor;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use charterdesk::domain::change::Moment;
use charterdesk::domain::council::Council;
use charterdesk::domain::ids::{ItemId, SourceId};
use charterdesk::domain::inbox::{Item, Known, triage, whose};
use charterdesk::domain::incoming::Source;
use charterdesk::domain::matching::Matcher;
use charterdesk::domain::returns::START_CATEGORIES;
use charterdesk::exchange::first_start::first_start;
use charterdesk::exchange::mail::{self, MailFile, Start};
use charterdesk::exchange::piece::Piece;
use charterdesk::store::Store;
use chrono::DateTime;

const MAILS: usize = 10_000;
const TURNS: usize = 5;

/// What parsing, matching and reading may take together, in times of the parsing with the library alone.
const AIM: f64 = 3.0;

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let councils = register();
    let mails = mails(&replies(), &councils);
    let mbox: Vec<u8> = mails.concat();
    let matcher = Matcher::new(&councils, &[]);
    let categories = START_CATEGORIES.map(str::to_owned);
    let mut times: [Vec<Duration>; 3] = Default::default();
    for _ in 0..TURNS {
        times[0].push(timed(|| mails.iter().for_each(|mail| parse_plainly(mail))));
        times[1].push(timed(|| read(&mbox, &mut |source| drop(black_box(source)))));
        times[2].push(timed(|| {
            read(&mbox, &mut |source| {
                let item = Item::waiting(ItemId(1), SourceId(1));
                let found = whose(&matcher, &item, &source);
                let known = Known { categories: &categories, ..Known::default() };
                black_box(triage(&item, &source, found, known));
            });
        }));
    }
    let [plain, ours, all] = times.map(median);
    println!(
        "| what is done with 10,000 mails ({} kB) | mails a second | times the library alone |",
        mbox.len() / 1000
    );
    println!("| --- | ---: | ---: |");
    for (what, time) in [
        ("parsed with the mail library alone", plain),
        ("read: split, decoded, quotes and forwards told apart", ours),
        ("read, matched and understood", all),
    ] {
        let rate = MAILS as f64 / time.as_secs_f64();
        println!("| {what} | {rate:.0} | {:.2} |", time.as_secs_f64() / plain.as_secs_f64());
    }
    let ratio = all.as_secs_f64() / plain.as_secs_f64();
    if check && ratio > AIM {
        println!("missed: {ratio:.2} times the library alone, at most {AIM}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn parse_plainly(mail: &[u8]) {
    // What lies after the line that divides one mail from the next.
    let begins = mail.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let parsed = mail_parser::MessageParser::default().parse(&mail[begins..]);
    black_box(parsed.as_ref().and_then(|mail| mail.body_text(0)));
    black_box(&parsed);
}

fn read(mbox: &[u8], take: &mut dyn FnMut(Source)) {
    let start = Start { byte: 0, number: 1 };
    let mut came = 0;
    let mut give = |piece| {
        if let Piece::Mail(source) = piece {
            came += 1;
            take(*source);
        }
        Ok(())
    };
    mail::read(&mut Cursor::new(mbox), mbox.len() as u64, "replies.mbox", MailFile::Mbox, start, &[], &mut give)
        .expect("nothing fails in memory");
    assert_eq!(came, MAILS, "every mail is read");
}

fn register() -> Vec<Council> {
    let folder = std::env::temp_dir().join(format!("charterdesk-bench-{}", std::process::id()));
    let moment = Moment { at: DateTime::from_timestamp(1_696_510_931, 0).expect("an instant") };
    let store = Store::open(&folder.join("desk.db"), moment, first_start).expect("a new database").store;
    let councils = store.councils().expect("its councils");
    drop(store);
    let _ = fs::remove_dir_all(folder);
    councils
}

/// The texts of the replies of the corpus.
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

fn mails(replies: &[String], councils: &[Council]) -> Vec<Vec<u8>> {
    let mail = |number: usize| {
        let council = councils[number * 7 % councils.len()].name.raw();
        let text = &replies[number % replies.len()];
        let quoted = if number.is_multiple_of(3) {
            "\n\nOn Mon, 4 Sep 2023 at 09:12, the team wrote:\n> Dear Clerk,\n> please let us have the council's \
             priorities for the quarter.\n> Kind regards\n"
        } else {
            ""
        };
        format!(
            "From clerk@council{number}.example Tue Sep 12 14:05:11 2023\nFrom: Clerk to {council} \
             <clerk@council{number}.example>\nTo: team@police.example\nSubject: RE: Local Policing Community \
             Charter\nDate: Tue, 12 Sep 2023 14:05:11 +0100\nMessage-ID: <{number}@council.example>\nMIME-Version: \
             1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{}{quoted}\nClerk, \
             {council}\n\n",
            text.replace("\nFrom ", "\n>From ")
        )
        .into_bytes()
    };
    (0..MAILS).map(mail).collect()
}
