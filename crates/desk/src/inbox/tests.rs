use super::inbox_line::InboxLine;
use super::triage::{CouncilContext, Group, triage, triage_reading};
use super::{Blocker, Verdict, accept, alias_to_learn, to_change};
use charter::alias::AliasKind;
use charter::calendar::Received;
use charter::change::{Act, Resolution, Supersedes};
use charter::column::Column;
use charter::ids::{CouncilId, ItemId, ReturnId, RoundId, SourceId};
use charter::incoming::{Attachment, Digest, Nature, Origin, Source, Span};
use charter::item::Item;
use charter::returns::{Answer, Frequency, Return, ReturnState, SentPriority, Wish};
use charter::untrusted::Untrusted;
use reading::extract::{Context, read};
use reading::matching::{Candidate, Confidence, Elsewhere, Found};
use rstest::rstest;

const WEM: CouncilId = CouncilId(7);

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

fn mail(text: &str) -> Source {
    Source {
        file: "replies.mbox".into(),
        message_id: "1@wem.example".into(),
        received: Some(Received::day(day("2023-09-20"))),
        sender: "clerk@wem.example".into(),
        from: "Clerk <clerk@wem.example>".into(),
        subject: "RE: Charter".into(),
        text: text.into(),
        ..Source::empty(Origin::Mail, Digest::hash_parts([text]))
    }
}

fn certain() -> Found {
    Found::One(Candidate { council: WEM, confidence: Confidence::Certain, reasons: Vec::new() })
}

fn likely() -> Found {
    Found::One(Candidate { council: WEM, confidence: Confidence::Likely, reasons: Vec::new() })
}

fn many() -> Found {
    let [one, other] = [WEM, CouncilId(WEM.0 + 1)].map(|council| Candidate {
        council,
        confidence: Confidence::Certain,
        reasons: Vec::new(),
    });
    Found::Joint(vec![one, other])
}

fn sent(text: &str) -> SentPriority {
    SentPriority { slot: Some(1), received: text.into(), agreed: None, category: None, priority: None }
}

/// A return of 10 September: yes, speeding, quarterly.
fn on_record() -> Return {
    Return {
        id: ReturnId(3),
        version: 1,
        council: WEM,
        round: RoundId(1),
        received: Received::day(day("2023-09-10")),
        recorded_at: "2023-09-11T09:00:00Z".parse().unwrap(),
        answer: Answer {
            wish: Wish::Yes,
            priorities: vec![sent("Speeding")],
            frequency: Some(Frequency::Quarterly),
            ..Answer::empty()
        },
        state: ReturnState::Replaces,
    }
}

fn line(source: Source, found: Found, in_force: Option<&Return>) -> InboxLine {
    let item = Item::new(ItemId(1), SourceId(1));
    let triage = triage(&item, &source, found, CouncilContext { current: in_force, ..CouncilContext::default() });
    InboxLine { item, source: source.into(), triage, due: None, earlier: None, later: None }
}

/// Answers every question, so that the reader trusts itself.
const YES: &str = "We would like to take part. Our priorities are:\n1. Speeding\n2. Litter\n\nFrequency: quarterly\nMethod: in person";
const FIVE: &str =
    "We would like to take part. Our priorities are:\n1. Speeding\n2. Litter\n3. Parking\n4. Drugs\n5. Burglary";

const HOLDING: &str = "This will be on our October agenda and I will reply after that.";

/// The priorities are read, but too uncertain to be filled in.
fn with_suggested_priorities(in_force: Option<&Return>) -> InboxLine {
    let (item, source) = (Item::new(ItemId(1), SourceId(1)), mail(YES));
    let mut reading = read(YES, &Context::default());
    reading.priorities.iter_mut().for_each(|priority| priority.filled_in = false);
    let known = CouncilContext { current: in_force, ..CouncilContext::default() };
    let triage = triage_reading(&item, &source, certain(), reading.into(), known);
    InboxLine { item, source: source.into(), triage, due: None, earlier: None, later: None }
}

#[test]
fn suggestions_need_a_key_of_their_own() {
    assert_eq!(with_suggested_priorities(Some(&on_record())).triage.group, Group::Look);
    let mut line = with_suggested_priorities(None);
    assert!(accept(&line, day("2023-10-05")).unwrap_err().describe_with_key().contains("+ accepts them"));
    assert_eq!((line.triage.group, line.triage.answer.priorities.len()), (Group::Look, 0));
    assert_eq!(line.triage.answer.wish, Wish::Yes, "what is sure is filled in");
    line.triage.accept_suggestions();
    assert!(!line.triage.has_suggestions());
    let verdict = accept(&line, day("2023-10-05")).unwrap();
    assert!(matches!(verdict, Verdict::Return(answer, ..) if answer.priorities.len() == 2));
}

/// A whole text also speaks for the other councils.
#[rstest]
#[case::whole(Some(ItemId(1)), None, Group::Look)]
#[case::its_own_part(Some(ItemId(1)), Some(Span { from: 0, to: YES.len() }), Group::Ready)]
#[case::not_split(None, None, Group::Ready)]
fn an_item_split_off_with_the_whole_text_needs_a_look(
    #[case] from: Option<ItemId>,
    #[case] part: Option<Span>,
    #[case] group: Group,
) {
    let item = Item { split_from: from, part, ..Item::new(ItemId(2), SourceId(1)) };
    let triage = triage(&item, &mail(YES), certain(), CouncilContext::default());
    assert_eq!((triage.group, triage.has_suggestions()), (group, group == Group::Look));
}

/// A forwarder's address is not the council's.
#[rstest]
#[case::the_clerk("RE: Charter", "clerk@wem.example", true)]
#[case::passed_on("FW: Charter", "colleague@office.example", false)]
#[case::the_police("RE: Charter", "sergeant@westmercia.police.uk", false)]
fn an_address_is_learnt_from_who_wrote(#[case] subject: &str, #[case] sender: &str, #[case] learns: bool) {
    let source = Source { subject: subject.into(), sender: sender.into(), ..mail(YES) };
    assert_eq!(alias_to_learn(&line(source, Found::None, None), WEM).is_some(), learns);
}

/// The screen shows the rows of an attached sheet, but the reader ignores them.
#[rstest]
#[case::a_sheet("replies.csv", "text/csv", 0)]
#[case::a_text("replies.txt", "text/plain", 2)]
fn rows_that_hang_on_a_mail_are_not_read(#[case] name: &str, #[case] kind: &str, #[case] priorities: usize) {
    let text = "Our priorities are:\n1. Burglary\n2. Tractor theft\n";
    let attachment = Attachment { name: name.into(), kind: kind.into(), size: 9, text: Some(text.into()) };
    let line = line(Source { attachments: vec![attachment], ..mail("Please see attached.") }, certain(), None);
    assert_eq!(line.triage.reading.priorities.len(), priorities);
    assert!(
        line.source.display_text().contains("Burglary")
            && line.source.display_text().len() == line.source.readable_text().len()
    );
}

/// A preference is an answer only beside a wish or priorities, in the same mail or on record.
#[test]
fn a_preference_alone_needs_a_look() {
    let asks = || mail("Please meet us every six months.");
    let alone = line(asks(), certain(), None);
    assert_eq!(alone.triage.group, Group::Look, "{:?}", alone.triage.reading);
    let known = Return { answer: Answer { frequency: None, ..on_record().answer }, ..on_record() };
    let added = line(asks(), certain(), Some(&known)).triage.answer;
    assert_eq!((added.wish, added.frequency), (Wish::Yes, Some(Frequency::SixMonthly)));
}

/// The same answer sent at the same time is a duplicate; sent later, it is a new answer.
#[rstest]
#[case::the_same_day("2023-09-10", "", true)]
#[case::later("2023-09-20", "", false)]
#[case::something_more("2023-09-10", "Method: in person", false)]
fn a_recorded_answer_is_recorded_once(#[case] received: &str, #[case] more: &str, #[case] is_on_record: bool) {
    let text = format!("We would like to take part.\n\nPriorities:\n1. Speeding\n\nFrequency: quarterly\n{more}");
    let source = Source { received: Some(Received::day(day(received))), ..mail(&text) };
    let mut line = line(source, certain(), Some(&on_record()));
    line.triage.compared = true;
    let verdict = accept(&line, day("2023-10-05")).unwrap();
    if !is_on_record {
        return assert!(matches!(verdict, Verdict::Return(..)), "{verdict:?}");
    }
    assert_eq!(verdict, Verdict::OnRecord(ReturnId(3)));
    let change = to_change(&line, Some(WEM), RoundId(1), verdict).unwrap();
    let [Act::Item(settled)] = change.acts.as_slice() else { panic!("{change:?}") };
    assert_eq!(settled.resolution, Resolution::OnRecord(WEM, ReturnId(3)));
}

#[test]
fn a_council_that_declined_and_sends_priorities_is_a_conflict() {
    let declined = Return { answer: Answer { wish: Wish::No, ..Answer::empty() }, ..on_record() };
    let later = mail("Our priorities are:\n1. Speeding\n2. Litter");
    assert_eq!(line(later, certain(), Some(&declined)).triage.group, Group::Conflict);
}

#[test]
fn a_no_with_priorities_is_looked_at_and_cannot_be_recorded() {
    let text = "The Council no longer wishes to take part. Our priorities were these:\n1. Speeding\n2. Litter";
    let mut line = line(mail(text), certain(), None);
    assert_eq!(line.triage.group, Group::Look);
    line.triage.compared = true;
    line.triage.accept_suggestions();
    assert_eq!(accept(&line, day("2023-10-05")), Err(Blocker::Contradiction));
}

#[rstest]
#[case::the_first_day("2023-07-01", Group::Ready)]
#[case::the_day_before("2023-06-30", Group::Look)]
fn an_item_dated_before_the_letter_needs_a_look(#[case] received: &str, #[case] group: Group) {
    let source = Source { received: Some(Received::day(day(received))), ..mail(YES) };
    let item = Item::new(ItemId(1), SourceId(1));
    let known = CouncilContext { answered_from: Some(day("2023-07-01")), ..CouncilContext::default() };
    let triage = triage(&item, &source, certain(), known);
    assert_eq!(triage.group, group);
    let line = InboxLine { item, source: source.into(), triage, due: None, earlier: None, later: None };
    assert_eq!(accept(&line, day("2023-10-05")).is_ok(), group == Group::Ready);
}

#[rstest]
#[case::holding(mail(HOLDING), certain(), None, Group::Look)]
#[case::ready(mail(YES), certain(), None, Group::Ready)]
#[case::whose(mail(YES), likely(), None, Group::Council)]
#[case::whose_of_several(mail(YES), Found::Ambiguous(Vec::new()), None, Group::Council)]
#[case::nobody(mail(YES), Found::None, None, Group::Council)]
#[case::too_many(mail(FIVE), certain(), None, Group::Choice)]
#[case::nothing_said(mail("Many thanks."), certain(), None, Group::Look)]
#[case::no_date(Source { received: None, ..mail(YES) }, certain(), None, Group::Look)]
#[case::machine(Source { nature: Nature::AutoReply, ..mail("Away.") }, certain(), None, Group::AutoReply)]
#[case::bounce(Source { nature: Nature::Bounce, ..mail("Not found.") }, Found::None, None, Group::Bounce)]
#[case::doubtful(
    mail("Yes, we said speeding last time and were told nothing, so who knows, perhaps parking."),
    certain(),
    None,
    Group::Look
)]
#[case::other_wish(mail("We do not wish to take part."), certain(), Some(on_record()), Group::Conflict)]
#[case::other_priorities(mail(YES), certain(), Some(on_record()), Group::Conflict)]
fn items_are_grouped_by_need(
    #[case] source: Source,
    #[case] found: Found,
    #[case] in_force: Option<Return>,
    #[case] group: Group,
) {
    assert_eq!(line(source, found, in_force.as_ref()).triage.group, group);
}

#[test]
fn deferred_items_wait_last_and_a_persons_choice_holds() {
    let source = mail(YES);
    let put_off = Item { later: true, ..Item::new(ItemId(1), SourceId(1)) };
    assert_eq!(triage(&put_off, &source, certain(), CouncilContext::default()).group, Group::Later);
    let named = Item { council: Some(CouncilId(9)), ..Item::new(ItemId(1), SourceId(1)) };
    let triaged = triage(&named, &source, certain(), CouncilContext::default());
    assert_eq!((triaged.council, triaged.group), (Some(CouncilId(9)), Group::Ready));
}

#[test]
fn an_addition_keeps_the_rest_of_the_answer() {
    let answer = line(mail("Please contact us monthly."), certain(), Some(&on_record())).triage.answer;
    assert_eq!((answer.wish, answer.frequency), (Wish::Yes, Some(Frequency::Monthly)));
    assert_eq!(answer.priorities, on_record().answer.priorities);
}

#[test]
fn a_declining_council_has_no_priorities() {
    let answer = line(mail("We do not wish to take part."), certain(), Some(&on_record())).triage.answer;
    assert_eq!(answer, Answer { wish: Wish::No, ..Answer::empty() });
}

#[test]
fn accepting_records_what_was_read_and_settles_the_item_in_one_change() {
    let line = line(mail(YES), certain(), None);
    let verdict = accept(&line, day("2023-10-05")).unwrap();
    let Verdict::Return(answer, received, over) = &verdict else { panic!("{verdict:?}") };
    assert_eq!((answer.wish, answer.priorities.len(), *over), (Wish::Yes, 2, Supersedes::ByDate));
    assert_eq!(received.on, day("2023-09-20"));
    let change = to_change(&line, Some(WEM), RoundId(1), verdict).unwrap();
    let [Act::Return(_), Act::Item(settled)] = &change.acts[..] else { panic!("{change:?}") };
    assert_eq!((settled.version, &settled.resolution), (1, &Resolution::Returned(WEM, RoundId(1))));
}

#[rstest]
#[case::whose(mail(YES), likely(), None, "C names it")]
#[case::several(mail(YES), many(), None, "S splits it")]
#[case::no_date(Source { received: None, ..mail(YES) }, certain(), None, "it has no date")]
#[case::nothing(mail("Thanks."), certain(), None, "nothing could be read")]
#[case::holding(mail(HOLDING), certain(), None, "h records it as heard")]
#[case::conflict(mail("We do not wish to take part."), certain(), Some(on_record()), "= compares the two")]
fn accepting_says_what_is_missing(
    #[case] source: Source,
    #[case] found: Found,
    #[case] in_force: Option<Return>,
    #[case] expected: &str,
) {
    let why = accept(&line(source, found, in_force.as_ref()), day("2023-10-05")).unwrap_err().describe_with_key();
    assert!(why.contains(expected), "{why}");
}

#[rstest]
#[case::machine(Source { nature: Nature::AutoReply, ..mail("Away.") }, Verdict::NotHeard)]
#[case::bounce(Source { nature: Nature::Bounce, ..mail("Not found.") }, Verdict::Undelivered(day("2023-09-20")))]
fn accepting_is_not_always_a_return(#[case] source: Source, #[case] wanted: Verdict) {
    assert_eq!(accept(&line(source, certain(), None), day("2023-10-05")), Ok(wanted));
}

#[test]
fn naming_the_council_teaches_its_address_or_its_name() {
    let of_mail = alias_to_learn(&line(mail(YES), Found::None, None), WEM).unwrap();
    assert_eq!((of_mail.kind, of_mail.written.raw()), (AliasKind::Address, "clerk@wem.example"));
    let fields = vec![(Column::Council, Span { from: 9, to: 15 })];
    let row = Source { origin: Origin::Row, sender: Untrusted::default(), fields, ..mail("Council: Wem PC") };
    let of_row = alias_to_learn(&line(row, Found::None, None), WEM).unwrap();
    assert_eq!((of_row.kind, of_row.written.raw()), (AliasKind::Name, "Wem PC"));
    let machine = Source { nature: Nature::Bounce, undelivered: vec!["clerk@gone.example".into()], ..mail("") };
    let of_bounce = alias_to_learn(&line(machine, Found::None, None), WEM).unwrap();
    assert_eq!(of_bounce.written.raw(), "clerk@gone.example", "and not the address of the program");
    let split = InboxLine {
        item: Item { split_from: Some(ItemId(2)), ..Item::new(ItemId(3), SourceId(1)) },
        ..line(mail(YES), Found::None, None)
    };
    assert_eq!(alias_to_learn(&split, WEM), None, "others write from there too");
}

/// Neither a certain address nor a certain name makes it ours; only a person does.
#[test]
fn a_reply_that_is_not_ours_waits_for_a_person() {
    let elsewhere = Elsewhere::Force("Gwent Police".to_owned());
    let found = Found::NotOurs(elsewhere, certain().candidates().to_vec());
    let text = "We wish to take part.\n\nOur priorities are:\n1. Speeding\n2. Litter\n";
    let line = line(mail(text), found.clone(), None);
    assert_eq!((line.triage.council, line.triage.group), (None, Group::Council));
    assert_eq!(accept(&line, day("2023-10-05")), Err(Blocker::NotOurs));
    let item = Item { council: Some(WEM), ..Item::new(ItemId(1), SourceId(1)) };
    let chosen = triage(&item, &mail(text), found, CouncilContext::default());
    assert_eq!(chosen.council, Some(WEM));
    assert_ne!(chosen.group, Group::Council);
}
