//! The header's groups sum to the councils shown: on every tab that counts them, at any day, under any filter.

use charter::filter::{Filter, Show};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::tui::app::model::Model;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::keys::keymap::Keymap;
use crate::tui::testing::{press, reading, screen};
use crate::tui::ui::theme::Theme;

/// The numbers of the second line, without the sum of those that missed the deadline.
fn group_numbers(screen: &str) -> Vec<usize> {
    let line = screen.lines().nth(1).unwrap();
    let line = line.split("! missed").map(|part| part.split_once(": ").map_or(part, |(_, groups)| groups));
    let words = line.collect::<Vec<_>>().join(" ");
    words.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect()
}

fn any_filter() -> impl Strategy<Value = Filter> {
    let county = proptest::option::of(proptest::sample::select(&["Herefordshire", "Shropshire", "Worcestershire"][..]));
    let show = proptest::collection::btree_set(proptest::sample::select(Show::ALL), 0..4);
    let find = proptest::sample::select(&["", "w", "wem", "zzz"][..]);
    (county, show, find).prop_map(|(county, show, find)| Filter {
        county: county.map(str::to_owned),
        show,
        find: find.to_owned(),
        ..Filter::default()
    })
}

proptest! {
    #[test]
    fn the_groups_sum_to_the_councils_shown(offset in 0u64..120, filter in any_filter(), tab in 0usize..3) {
        let start: NaiveDate = "2023-08-20".parse().unwrap();
        let snapshot = Snapshot::new(reading(start + Days::new(offset)));
        let mut model = Model::new(snapshot, Keymap::default(), Theme::plain(false), (200, 50), false);
        model.shared.search.filter = filter;
        model.search();
        press(&mut model, ["1", "2", "4"][tab]);
        let drawn = screen(&model);
        let shown = model.shared.search.hits().len();
        let numbers = group_numbers(&drawn);
        // A group without councils is left out; all of them are, except the first, if nothing is shown.
        prop_assert_eq!(numbers.iter().sum::<usize>(), shown, "{:?}\n{}", numbers, drawn);
        // Each county's row counts all its councils or those shown.
        let total: usize = model.shared.snapshot.names(|line| &line.county).iter()
            .map(|county| model.shared.snapshot.county(&county.as_str().into()).total()).sum();
        prop_assert_eq!(total, model.shared.snapshot.counts.total());
    }
}
