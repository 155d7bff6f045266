#[path = "../benches/speed/history.rs"]
mod history;
use charterdesk::domain::change::Moment;
use charterdesk::exchange::first_start::first_start;
use charterdesk::store::{Page, Store};
use std::time::Instant;
fn main() {
    let path = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    let moment = Moment { at: "2023-10-05T12:00:00Z".parse().unwrap() };
    if !path.exists() {
        drop(Store::open(&path, moment, first_start).unwrap());
        history::fill(&path).unwrap();
    }
    let as_at = "2023-10-05".parse().unwrap();
    for _ in 0..3 {
        let t = Instant::now();
        let store = Store::open(&path, moment, first_start).unwrap().store;
        eprintln!("open {:?}", t.elapsed());
        let t = Instant::now();
        let rounds = store.rounds().unwrap();
        eprintln!("rounds {:?}", t.elapsed());
        let round = rounds.last().unwrap();
        for page in [Page::First(60), Page::First(60), Page::All, Page::All] {
            let t = Instant::now();
            let n = store.lines(round, as_at, page).unwrap().len();
            eprintln!("lines {n} {:?}", t.elapsed());
        }
        let t = Instant::now();
        let n = store.priorities(round, as_at).unwrap().len();
        eprintln!("priorities {n} {:?}", t.elapsed());
        let t = Instant::now();
        let n = store.diary("2023-10-01".parse().unwrap(), "2023-10-31".parse().unwrap()).unwrap().len();
        eprintln!("diary {n} {:?}", t.elapsed());
    }
}
