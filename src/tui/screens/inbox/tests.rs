//! The inbox, driven by keys.

use charter::change::{Act, Resolution, Supersedes};
use charter::ids::{CouncilId, ItemId};
use charter::returns::Wish;
use desk::inbox::Group;
use rstest::rstest;

use crate::tui::app::effect::Effect;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::update::update;
use crate::tui::testing::inbox::{at, becomes, focused, lines, read_back, without};
use crate::tui::testing::{applied, day, model, press, reading, screen};

#[rstest]
#[case::holding(2, "h", &Resolution::Heard(CouncilId(1), charter::ids::RoundId(1)))]
#[case::heard(1, "h", &Resolution::Heard(CouncilId(5), charter::ids::RoundId(1)))]
#[case::declines(9, "N N", &Resolution::Returned(CouncilId(8), charter::ids::RoundId(1)))]
#[case::says_no(3, "a", &Resolution::Returned(CouncilId(9), charter::ids::RoundId(1)))]
#[case::not_for_us(5, "x x", &Resolution::NotForUs)]
#[case::later(1, "l", &Resolution::Later)]
#[case::and_back(12, "l", &Resolution::Waiting)]
#[case::bounce(10, "a", &Resolution::Undelivered(CouncilId(9)))]
#[case::auto_reply(11, "a", &Resolution::NotHeard(None))]
#[case::corrected(1, "C \"whix\" Enter", &Resolution::AssignCouncil(CouncilId(7)))]
#[case::first_candidate(4, "C Enter", &Resolution::AssignCouncil(CouncilId(5)))]
#[case::second_candidate(4, "C Down Enter", &Resolution::AssignCouncil(CouncilId(4)))]
#[case::by_letters(5, "C \"mlvrn\" Enter", &Resolution::AssignCouncil(CouncilId(8)))]
fn one_key_each(#[case] item: i64, #[case] keys: &str, #[case] outcome: &Resolution) {
    let mut model = at(item, (80, 24));
    let effects = press(&mut model, keys);
    assert_eq!(becomes(applied(&effects)), (item, outcome));
    assert!(model.layers.is_empty());
}

#[test]
fn a_mistyped_key_cannot_turn_a_yes_into_a_no() {
    let mut model = at(1, (80, 24));
    assert_eq!(press(&mut model, "N N"), []);
    assert!(screen(&model).contains("it was read as yes: press Enter and choose no"), "{}", screen(&model));
}

#[test]
fn an_assigned_item_keeps_the_cursor_in_its_new_group() {
    let mut model = at(4, (80, 24));
    let effects = press(&mut model, "C Enter");
    assert!(applied(&effects).acts.iter().any(|act| matches!(act, Act::LearnAlias(_))), "{effects:?}");
    let mut after = lines();
    let at = after.iter().position(|line| line.item.id == ItemId(4)).unwrap();
    let mut given = after.remove(at);
    (given.item.council, given.triage.council) = (Some(CouncilId(5)), Some(CouncilId(5)));
    given.triage.group = Group::Ready;
    after.insert(3, given);
    read_back(&mut model, after);
    assert_eq!(focused(&model), 4);
    assert!(screen(&model).contains("chosen by hand"), "{}", screen(&model));
    assert_eq!(becomes(applied(&press(&mut model, "a"))).0, 4);
}

#[rstest]
#[case("S Enter", &[5, 4, 7])]
#[case("S Space Enter", &[4, 7])]
#[case("S \"malvern\" Space Enter", &[5, 4, 7, 8])]
fn an_item_is_split_over_the_marked_councils(#[case] keys: &str, #[case] expected: &[i64]) {
    let mut model = at(6, (80, 24));
    let effects = press(&mut model, keys);
    let (_, Resolution::Split(parts)) = becomes(applied(&effects)) else { panic!("{effects:?}") };
    assert_eq!(parts.iter().map(|part| part.council.0).collect::<Vec<_>>(), expected);
    assert!(parts.iter().all(|part| part.part.is_none()));
}

#[test]
fn an_item_from_several_councils_says_so_and_assigning_one_warns() {
    let mut model = at(6, (80, 24));
    let text = screen(&model);
    assert!(text.contains("Speaks for 3 councils: S splits it"), "{text}");
    assert!(footer(&model).starts_with(" S split  C council"), "{text}");
    press(&mut model, "C");
    let text = screen(&model);
    assert!(text.contains("it speaks for 3 councils, but this gives all of it to one"), "{text}");
    let mut model = at(6, (80, 24));
    press(&mut model, "S");
    assert!(model.notice.is_none());
}

fn footer(model: &Model) -> String {
    screen(model).lines().last().unwrap_or_default().to_owned()
}

#[rstest]
#[case::ready(1, (80, 24), " a accept  C council  h heard  x not for us  l later  Enter edit  ? keys")]
#[case::ready_on_a_low_screen(1, (40, 12), " a accept  C council  h heard  ? keys")]
#[case::conflict(8, (80, 24), " = conflict  C council  h heard  x not for us  l later  Enter edit  ? keys")]
#[case::nobody_known(5, (80, 24), " C council  x not for us  l later  S split")]
fn the_footer_shows_enabled_commands_first(#[case] item: i64, #[case] size: (u16, u16), #[case] expected: &str) {
    let mut model = at(item, size);
    assert!(footer(&model).starts_with(expected), "{}", footer(&model));
    let before = footer(&model);
    model.saved_at = Some("14:02:11".to_owned());
    assert_eq!(footer(&model), before, "that something was saved hides no key");
    if size.1 > 20 {
        assert!(screen(&model).contains(" saved 14:02:11 ─"), "{}", screen(&model));
    }
    model.inbox.mark_stale(false);
    assert_eq!(footer(&model), before, "keys that wait stay where they are");
}

#[test]
fn suggestions_can_be_accepted_and_the_footer_shows_that_first() {
    let mut model = at(1, (80, 24));
    let line = model.inbox.lines.iter_mut().flatten().next().unwrap();
    line.triage.suggested.views = "by video".into();
    assert!(footer(&model).starts_with(" + use suggested  C council  h heard"), "{}", footer(&model));
}

#[test]
fn an_inbox_that_is_being_read_is_not_called_empty() {
    let mut model = model(80, 24);
    press(&mut model, "2");
    let round = model.shared.snapshot.round().id;
    update(&mut model, Msg::InboxRead(round, day(), Vec::new()));
    model.inbox.mark_stale(false);
    assert!(screen(&model).contains(" reading the inbox"), "{}", screen(&model));
    assert!(!screen(&model).contains("The inbox is empty") && !screen(&model).contains("0 of 0"));
    update(&mut model, Msg::ReadFailed("the disk is gone".into()));
    assert!(!screen(&model).contains("reading the inbox"), "{}", screen(&model));
    let mut model = crate::tui::testing::model(80, 24);
    let key = crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char('2'));
    update(&mut model, Msg::Key(key));
    assert!(screen(&model).contains(" reading the inbox"), "{}", screen(&model));
    update(&mut model, Msg::ReadFailed("the disk is gone".into()));
    assert!(screen(&model).contains("the inbox could not be read: press F5 to try again"), "{}", screen(&model));
}

#[test]
fn one_council_alone_is_no_split() {
    let mut model = at(1, (80, 24));
    assert_eq!(press(&mut model, "S \"whix\" Space Enter"), []);
    assert!(screen(&model).contains("at least two councils"), "{}", screen(&model));
}

#[rstest]
#[case("<", Supersedes::SetAside)]
#[case(">", Supersedes::Chosen)]
#[case("=", Supersedes::Disagrees)]
fn two_answers_that_disagree_are_settled_by_one_key_each(#[case] key: &str, #[case] over: Supersedes) {
    let mut model = at(8, (80, 24));
    assert_eq!(press(&mut model, "="), []);
    let text = screen(&model);
    assert!(text.contains("Two answers from Ross-on-Wye Town Council") && text.contains("! takes part"), "{text}");
    let effects = press(&mut model, key);
    let [Act::Return(act), Act::Item(_)] = applied(&effects).acts.as_slice() else { panic!("{effects:?}") };
    assert_eq!((act.council, act.supersedes, act.answer.wish), (CouncilId(2), over, Wish::No));
    read_back(&mut model, without(8));
    assert_eq!(focused(&model), 9);
}

#[test]
fn the_proposed_return_is_edited_as_an_ordinary_form_and_saved_with_the_item() {
    let mut model = at(1, (80, 24));
    press(&mut model, "Enter");
    let text = screen(&model);
    assert!(text.contains("Return of Wem Town Council, from the inbox"), "{text}");
    assert!(text.contains("not certain enough to fill in: digital"), "{text}");
    let effects = press(&mut model, "Enter n C-s");
    let [Act::Return(act), Act::Item(item)] = applied(&effects).acts.as_slice() else { panic!("{effects:?}") };
    assert_eq!((act.council, act.answer.wish, act.answer.priorities.len()), (CouncilId(5), Wish::No, 3));
    assert_eq!(act.answer.priorities[0].category.as_deref(), Some("speeding and road safety"));
    assert_eq!(item.item, ItemId(1));
    read_back(&mut model, without(1));
    assert_eq!((focused(&model), model.layers.len()), (2, 0));
}

#[rstest]
#[case(4, "a", "accept: not sure which council sent this: C names it")]
#[case(4, "N", "declines: not known which council sent this: C names it")]
#[case(4, "h", "heard: not known which council sent this")]
#[case(6, "a", "accept: it speaks for several councils: S splits it")]
#[case(6, "h", "heard: it speaks for several councils: S splits it")]
#[case(6, "Enter", "edit: it speaks for several councils: S splits it")]
#[case(4, "Enter", "edit: not known which council sent this")]
#[case(4, "o", "open: not known which council sent this")]
#[case(8, "a", "accept: it disagrees with the recorded return")]
#[case(8, "N", "declines: it disagrees with the recorded return")]
#[case(9, "a", "accept: nothing could be read from it")]
#[case(1, "=", "conflict: no conflict: nothing else is recorded")]
#[case(2, "Q", "whole text: all of the text is shown")]
#[case(1, "Right", "source: both are already shown side by side")]
#[case(6, "r", "return: it speaks for several councils: S splits it")]
#[case(5, "r", "return: the council is not known yet")]
fn a_disabled_command_shows_its_reason(#[case] item: i64, #[case] keys: &str, #[case] expected: &str) {
    let mut model = at(item, (80, 24));
    assert_eq!(press(&mut model, keys), []);
    assert!(screen(&model).contains(expected), "{}", screen(&model));
}

#[rstest]
#[case("", 1)]
#[case("k", 1)]
#[case("j j j", 4)]
#[case("Tab", 4)]
#[case("Tab Tab Tab", 8)]
#[case("Tab Tab BackTab", 4)]
#[case("G", 12)]
#[case("G g", 1)]
#[case("PgDn PgUp", 1)]
fn keys_lead_from_item_to_item(#[case] keys: &str, #[case] item: i64) {
    let mut model = at(1, (80, 24));
    press(&mut model, keys);
    assert_eq!(focused(&model), item);
}

#[test]
fn the_filter_keeps_items_whose_candidates_match() {
    let mut model = at(1, (80, 24));
    press(&mut model, "c w");
    assert_eq!(visible_items(&model), [3, 5, 9, 10, 11], "items of which nothing is known may be anybody's");
    assert!(screen(&model).contains("County Worcestershire   Show all") && screen(&model).contains("5 of 12 items"));
    assert_eq!(model.inbox.remaining(), (11, 11), "what is left to do is counted whatever is shown");
}

fn visible_items(model: &Model) -> Vec<i64> {
    let items = model.inbox.rows.iter().filter_map(|row| model.inbox.item(*row));
    items.map(|line| line.item.id.0).collect()
}

/// By the council or a candidate, by the sender, by the text.
#[rstest]
#[case("whixall", &[6])]
#[case("three.example", &[6])]
#[case("out of office", &[11])]
#[case("nowhere at all", &[])]
fn find_searches_councils_senders_and_texts(#[case] words: &str, #[case] found: &[i64]) {
    let mut model = at(1, (80, 24));
    press(&mut model, &format!("/ \"{words}\" Enter"));
    assert_eq!(visible_items(&model), found, "{}", screen(&model));
}

#[test]
fn the_source_scrolls_to_its_end_and_begins_anew_with_the_next_item() {
    let mut model = at(1, (80, 24));
    let top = screen(&model);
    press(&mut model, "K");
    assert_eq!(screen(&model), top);
    press(&mut model, &"J ".repeat(40));
    assert!(screen(&model).contains("quoted text hidden: Q shows it"), "{}", screen(&model));
    let end = screen(&model);
    press(&mut model, "K");
    assert_ne!(screen(&model), end, "no step past the end was kept");
    press(&mut model, "Q");
    press(&mut model, &"J ".repeat(40));
    assert!(screen(&model).contains("> Dear clerk"), "{}", screen(&model));
    press(&mut model, "j");
    assert!(screen(&model).contains("from clerk@abbeydore.example"), "{}", screen(&model));
}

#[test]
fn on_a_narrow_screen_one_key_shows_the_source_and_the_proposal_again() {
    let mut model = at(1, (60, 24));
    assert!(screen(&model).contains("proposed return") && !screen(&model).contains("Good morning"));
    press(&mut model, "Right");
    assert!(screen(&model).contains("reply received") && screen(&model).contains("Good morning"), "{}", screen(&model));
    press(&mut model, "Right");
    assert!(screen(&model).contains("takes part"));
}

#[test]
fn the_tab_counts_pending_items_and_an_empty_inbox_names_the_import_key() {
    let mut model = model(80, 24);
    assert!(screen(&model).contains(" 2 Inbox ─"), "{}", screen(&model));
    let mut with = reading(day());
    with.lists.waiting = 4;
    update(&mut model, Msg::SnapshotRead(Box::new(with)));
    assert!(screen(&model).contains(" 2 Inbox 4 "), "{}", screen(&model));
    press(&mut model, "2");
    let round = model.shared.snapshot.round().id;
    update(&mut model, Msg::InboxRead(round, day(), Vec::new()));
    assert!(screen(&model).contains("The inbox is empty. i imports replies from files"), "{}", screen(&model));
    for key in ["a", "h", "N", "x", "l", "C", "S", "=", "Enter", "o", "J", "K", "Q", "Right"] {
        assert_eq!(press(&mut model, key), [], "{key}");
        assert!(model.layers.is_empty(), "{key}");
    }
}

#[test]
fn the_council_of_an_item_is_opened_and_verbs_act_on_it() {
    let mut model = at(1, (80, 24));
    press(&mut model, "o");
    assert!(screen(&model).contains("Wem Town Council"));
    press(&mut model, "Esc");
    let effects = press(&mut model, "n \"rang the clerk\" C-s");
    assert!(matches!(&applied(&effects).acts[0], Act::Note(note) if note.council == CouncilId(5)));
}

#[test]
fn words_that_were_read_stand_out_without_colour_and_with_it() {
    use crate::tui::ui::palette::Palette;
    use crate::tui::ui::theme::{Depth, Theme};
    use ratatui::style::Modifier;
    let mut model = at(1, (80, 24));
    press(&mut model, "J J J J");
    assert!(screen(&model).contains("[wishes to take part]"), "{}", screen(&model));
    model.shared.theme = Theme::new(Depth::True, Palette::Dark, false);
    assert!(!screen(&model).contains("[wishes"), "{}", screen(&model));
    let style = model.shared.theme.highlight().0;
    assert!(style.add_modifier.contains(Modifier::UNDERLINED) && style.fg.is_some());
}

/// Each row, and below it a letter for each cell's style: `u` underlined, `s` the row in focus, `b` bold, else the
/// first letter of its role.
fn styles(model: &Model) -> String {
    use crate::tui::ui::theme::Role;
    use ratatui::style::{Color, Modifier};
    use ratatui::{Terminal, backend::TestBackend};
    let (columns, rows) = model.shared.size;
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| crate::tui::app::view::view(model, frame)).unwrap();
    let buffer = terminal.backend().buffer();
    let roles = [Role::Dim, Role::Accent, Role::Good, Role::Warn, Role::Bad, Role::Info];
    let letter = |x: u16, y: u16| {
        let cell = &buffer[(x, y)];
        let is_role = |role: &&Role| model.shared.theme.style(**role).fg == Some(cell.fg);
        match cell.modifier {
            _ if cell.symbol() == " " && !cell.modifier.contains(Modifier::UNDERLINED) => ' ',
            modifier if modifier.contains(Modifier::UNDERLINED) => 'u',
            _ if cell.bg != Color::Reset => 's',
            _ => match roles.iter().find(is_role) {
                Some(role) => format!("{role:?}").to_lowercase().chars().next().unwrap(),
                None if cell.modifier.contains(Modifier::BOLD) => 'b',
                None => '.',
            },
        }
    };
    let row = |y: u16| {
        let text: String = (0..columns).map(|x| buffer[(x, y)].symbol()).collect();
        let style: String = (0..columns).map(|x| letter(x, y)).collect();
        format!("{}\n{}", text.trim_end(), style.trim_end())
    };
    (0..rows).map(row).collect::<Vec<_>>().join("\n")
}

#[rstest]
fn the_inbox_in_colour(#[values((80, 24), (120, 40), (40, 12))] size: (u16, u16)) {
    let mut model = at(1, size);
    model.shared.theme = crate::tui::ui::theme::Theme::new(
        crate::tui::ui::theme::Depth::True,
        crate::tui::ui::palette::Palette::Dark,
        false,
    );
    press(&mut model, "J J");
    insta::assert_snapshot!(format!("inbox-in-colour_{}x{}", size.0, size.1), styles(&model));
}

#[rstest]
#[case::picker(1, "C", "Enter")]
#[case::conflict(8, "=", ">")]
fn no_decision_is_made_about_a_vanished_item(#[case] item: i64, #[case] open: &str, #[case] take: &str) {
    let mut model = at(item, (80, 24));
    press(&mut model, open);
    let round = model.shared.snapshot.round().id;
    update(&mut model, Msg::InboxRead(round, day(), without(item)));
    assert_eq!(press(&mut model, take), []);
    assert!(screen(&model).contains("is no longer waiting"), "{}", screen(&model));
}

#[test]
fn the_inbox_of_another_day_is_read_again() {
    let mut model = at(1, (80, 24));
    let round = model.shared.snapshot.round().id;
    let effects = update(&mut model, Msg::InboxRead(round, "2023-09-01".parse().unwrap(), Vec::new()));
    assert_eq!(effects, [Effect::ReadInbox(round, day())]);
    assert_eq!(focused(&model), 1);
}
