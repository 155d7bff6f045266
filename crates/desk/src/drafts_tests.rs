//! Several dashboards on one file of drafts: no promised draft is lost, and no removed draft returns.

use std::collections::BTreeSet;

use proptest::prelude::{Strategy, any, proptest};

use super::{Draft, DraftName, Drafts, SharedDrafts, Typed, key, parse_draft_name};
use charter::ids::{CouncilId, RoundId};

const FORM: &str = "note 1 7";

fn typed(text: &str) -> Typed {
    Typed::from([("text".to_owned(), text.to_owned())])
}

fn file(drafts: &[(&str, &str)]) -> Drafts {
    drafts.iter().map(|(name, text)| ((*name).to_owned(), typed(text))).collect()
}

/// A dashboard with at most one open form.
#[derive(Clone, Default)]
struct Dashboard {
    drafts: SharedDrafts,
    open: Option<Draft>,
}

impl Dashboard {
    fn start(&mut self, file: &Drafts) {
        *self = Self { drafts: SharedDrafts::read(file.clone()), open: None };
    }
    fn open(&mut self) {
        self.open = self.drafts.find(FORM);
    }
    fn close_with(&mut self, text: &str) {
        let opened_with = self.open.take();
        self.drafts.keep(FORM, opened_with.as_ref(), typed(text));
    }
    fn save(&mut self) {
        if let Some(draft) = self.open.take() {
            self.drafts.forget(&draft);
        }
    }
    fn write(&mut self, file: &mut Drafts) {
        let merged = self.drafts.merge_into(file);
        file.clone_from(&merged.drafts);
        self.drafts.adopt(merged);
    }
    fn shows(&self) -> Option<String> {
        self.drafts.find(FORM).and_then(|draft| draft.typed.get("text").cloned())
    }
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Start,
    Open,
    /// Closes the form with new text.
    Close,
    /// Saves or clears the form, which removes its draft.
    Save,
    /// Keeps the drafts, as at the end of the program.
    Keep,
}

/// Runs the steps of three dashboards on one file. After each, the file must contain exactly the drafts that were
/// promised and not removed.
fn play(steps: impl IntoIterator<Item = (usize, Step)>, file: &mut Drafts) {
    let mut dashboards: [Dashboard; 3] = Default::default();
    dashboards.iter_mut().for_each(|dashboard| dashboard.start(file));
    let mut promised: BTreeSet<String> = file.values().map(|typed| typed["text"].clone()).collect();
    for (number, (who, step)) in steps.into_iter().enumerate() {
        let dashboard = &mut dashboards[who];
        if let (Step::Close | Step::Save, Some(draft)) = (step, &dashboard.open) {
            promised.remove(&draft.typed["text"]);
        }
        match step {
            Step::Start => dashboard.start(file),
            Step::Open => dashboard.open(),
            Step::Close => {
                let text = format!("words {number} of {who}");
                dashboard.close_with(&text);
                dashboard.write(file);
                assert_eq!(dashboard.shows().as_ref(), Some(&text), "each sees its own again");
                promised.insert(text);
            }
            Step::Save => {
                dashboard.save();
                dashboard.write(file);
            }
            Step::Keep => dashboard.write(file),
        }
        let texts: Vec<&String> = file.values().map(|typed| &typed["text"]).collect();
        assert_eq!(texts.len(), promised.len(), "after step {number}, {step:?} of {who}: {file:?} {promised:?}");
        assert!(texts.iter().all(|text| promised.contains(*text)), "after step {number}: {file:?} {promised:?}");
    }
}

/// Every interleaving of the remaining steps.
fn in_every_order(left: &mut [Vec<Step>; 3], so_far: &mut Vec<(usize, Step)>, then: &mut impl FnMut(&[(usize, Step)])) {
    if left.iter().all(Vec::is_empty) {
        return then(so_far);
    }
    for who in 0..3 {
        let Some(step) = left[who].pop() else { continue };
        so_far.push((who, step));
        in_every_order(left, so_far, then);
        so_far.pop();
        left[who].push(step);
    }
}

#[test]
fn three_dashboards_in_every_order_keep_promised_and_drop_removed_drafts() {
    let ends = [Step::Close, Step::Save, Step::Keep];
    let mut orders = 0;
    for scripts in 0..27 {
        for begin in [file(&[]), file(&[(FORM, "words of last time")])] {
            // Popped from the end.
            let script = |digit: u32| vec![ends[scripts / 3_usize.pow(digit) % 3], Step::Open, Step::Start];
            let mut left = [script(0), script(1), script(2)];
            in_every_order(&mut left, &mut Vec::new(), &mut |steps| {
                play(steps.iter().copied(), &mut begin.clone());
                orders += 1;
            });
        }
    }
    assert_eq!(orders, 27 * 2 * 1680);
}

proptest! {
    #[test]
    fn three_dashboards_with_many_steps_do_the_same(
        steps in proptest::collection::vec((0_usize..3, any::<u8>().prop_map(|n| match n % 6 {
            0 => Step::Start,
            1 | 2 => Step::Open,
            3 => Step::Close,
            4 => Step::Save,
            _ => Step::Keep,
        })), 1..60)
    ) {
        play(steps, &mut Drafts::new());
    }
}

#[test]
fn a_quitting_dashboard_keeps_the_drafts_of_another() {
    let (mut first, mut second, mut file) = (Dashboard::default(), Dashboard::default(), Drafts::new());
    first.close_with("mine");
    first.write(&mut file);
    second.write(&mut file);
    assert_eq!(file, self::file(&[(FORM, "mine")]));
    assert_eq!(second.shows().as_deref(), Some("mine"), "and finds it itself from then on");
}

#[test]
fn two_texts_for_one_form_are_both_kept_and_return_in_order() {
    let (mut first, mut second, mut file) = (Dashboard::default(), Dashboard::default(), Drafts::new());
    first.close_with("of the first");
    second.close_with("of the second");
    first.write(&mut file);
    second.write(&mut file);
    assert_eq!(file, self::file(&[(FORM, "of the first"), ("note 1 7 #2", "of the second")]));
    assert_eq!(second.shows().as_deref(), Some("of the second"), "each sees its own");
    first.open();
    first.save();
    first.write(&mut file);
    assert_eq!(first.shows().as_deref(), Some("of the second"), "its own is gone, the other comes back");
    first.open();
    first.save();
    first.write(&mut file);
    second.write(&mut file);
    assert_eq!(file, Drafts::new());
}

/// A dashboard types the same text as a draft that another one removed: the text is kept again.
#[test]
fn a_draft_promised_again_is_kept_again() {
    let mut file = file(&[(FORM, "words")]);
    let (mut first, mut second) = (Dashboard::default(), Dashboard::default());
    first.start(&file);
    second.start(&file);
    second.open();
    first.open();
    first.save();
    first.write(&mut file);
    assert_eq!(file, Drafts::new());
    second.close_with("words");
    second.write(&mut file);
    assert_eq!(file, self::file(&[(FORM, "words")]));
    second.write(&mut file);
    first.write(&mut file);
    assert_eq!(file, self::file(&[(FORM, "words")]), "and once only");
}

/// Two dashboards typed the same text: if one removes its draft, the other's stays.
#[test]
fn the_same_words_twice_are_two_drafts() {
    let (mut first, mut second, mut file) = (Dashboard::default(), Dashboard::default(), Drafts::new());
    first.close_with("yes");
    second.close_with("yes");
    first.write(&mut file);
    second.write(&mut file);
    first.open();
    first.save();
    first.write(&mut file);
    assert_eq!(file, self::file(&[("note 1 7 #2", "yes")]));
}

#[test]
fn forms_do_not_touch_each_other() {
    let mut file = file(&[("meeting 12 1 7", "a"), ("note 1 70", "b"), ("note 1 7 #x", "c")]);
    let before = file.clone();
    let mut dashboard = Dashboard::default();
    dashboard.start(&file);
    dashboard.open();
    assert!(dashboard.open.is_none());
    dashboard.close_with("d");
    dashboard.write(&mut file);
    dashboard.open();
    dashboard.save();
    dashboard.write(&mut file);
    assert_eq!(file, before);
}

#[test]
fn a_drafts_name_gives_its_form_and_councils() {
    let councils = vec![CouncilId(4), CouncilId(7)];
    let name = key("meeting of 2023-11-14", 1, &councils);
    let named = |number| {
        let (form, round) = ("meeting of 2023-11-14".to_owned(), Some(RoundId(1)));
        Some(DraftName { form, round, councils: councils.clone(), number })
    };
    assert_eq!(parse_draft_name(&name), named(1));
    assert_eq!(parse_draft_name(&format!("{name} #3")), named(3));
    let plan = key("plan", 1, &[]);
    assert_eq!(
        parse_draft_name(&format!("{plan} #2"))
            .map(|parse_draft_name| (parse_draft_name.form, parse_draft_name.number)),
        Some(("plan".to_owned(), 2))
    );
    assert_eq!(parse_draft_name("return 1 x"), None);
    assert_eq!(parse_draft_name("return 1 4 #x"), None);
    assert_eq!(parse_draft_name("return"), None);
}
