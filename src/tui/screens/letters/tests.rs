use charter::ids::{CouncilId, LetterId, RoundId};
use charter::letter::LetterKind;
use desk::letters::{LeftOutCouncil, LetterFormat};
use rstest::rstest;

use super::state::{LettersQuery, LettersRequest, LettersScreen, Recipient, WrittenLetters};
use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::testing::{model as model_of, press, screen};
use crate::tui::ui::list_state::ListState;

fn preview() -> LettersScreen {
    let recipient = |id: i64, name: &str| Recipient {
        council: CouncilId(id),
        name: name.to_owned(),
        address: "clerk@wem-tc.example".to_owned(),
    };
    LettersScreen {
        query: LettersQuery {
            kind: LetterKind::Chase,
            formats: vec![LetterFormat::Eml],
            usual_folder: true,
            folder: "/desk/letters".into(),
            councils: vec![CouncilId(1), CouncilId(2), CouncilId(3)],
            announcement: String::new(),
            to: String::new(),
            round: RoundId(1),
            as_at: "2023-10-05".parse().unwrap(),
        },
        recipients: vec![recipient(1, "Wem Town Council"), recipient(2, "Wem Rural Parish Council")],
        mails: 1,
        without_postal_address: 0,
        left_out: vec![LeftOutCouncil {
            council: CouncilId(3),
            name: "Clun Town Council".to_owned(),
            why: "a reply of 4 Oct waits in the inbox".to_owned(),
        }],
        text: Some((0, vec!["Reminder: policing priorities".to_owned(), String::new(), "Dear Clerk,".to_owned()])),
        asked: None,
        list: ListState::default(),
        scroll: 0,
        written: None,
        is_done: false,
    }
}

fn model(size: (u16, u16)) -> Model {
    let mut model = model_of(size.0, size.1);
    model.layers.push(Layer::Letters(Box::new(preview())));
    model
}

#[rstest]
#[case(60, 20)]
#[case(80, 24)]
#[case(120, 40)]
#[case(200, 50)]
fn the_preview_shows_recipients_and_the_letter(#[case] columns: u16, #[case] rows: u16) {
    insta::assert_snapshot!(format!("preview_{columns}x{rows}"), screen(&model((columns, rows))));
}

#[test]
fn moving_asks_for_the_text_in_focus_and_a_council_left_out_has_its_reason() {
    let mut model = model((120, 40));
    let effects = press(&mut model, "j");
    let is_render =
        |effect: &Effect| matches!(effect, Effect::Letters(asked) if matches!(**asked, LettersRequest::Render(_, 1)));
    assert!(effects.len() == 1 && is_render(&effects[0]), "{effects:?}");
    crate::tui::app::update::update(&mut model, Msg::LetterRendered(1, Ok(vec!["Another".to_owned()])));
    assert!(screen(&model).contains("Another"));
    assert!(press(&mut model, "j").is_empty());
    let text = screen(&model);
    assert!(
        text.contains("Clun Town Council gets no letter.") && text.contains("A reply of 4 Oct waits in the inbox.")
    );
}

#[test]
fn writing_comes_before_sending() {
    let mut model = model((120, 40));
    assert!(press(&mut model, "*").is_empty());
    assert!(screen(&model).contains("nothing is written yet"));
    let effects = press(&mut model, "C-s");
    let is_write =
        |effect: &Effect| matches!(effect, Effect::Letters(asked) if matches!(**asked, LettersRequest::Write(..)));
    assert!(effects.len() == 1 && is_write(&effects[0]), "{effects:?}");
    let Some(Layer::Letters(screen)) = model.layers.last_mut() else { panic!() };
    screen.written = Some(WrittenLetters { mails: 1, letters: vec![LetterId(4), LetterId(5)] });
    model.awaiting = None;
    let effects = press(&mut model, "*");
    let [Effect::Letters(asked)] = effects.as_slice() else { panic!("{effects:?}") };
    let LettersRequest::MarkSent(query) = &**asked else { panic!("{asked:?}") };
    assert_eq!(query.letters, Some(vec![LetterId(4), LetterId(5)]), "no other draft of these councils");
}
