//! Two rounds compared: what became of each council and of each agreed priority.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use crate::calendar::Quarter;
use crate::council_line::CouncilLine;
use crate::english::normalize_key;
use crate::ids::{CouncilId, PriorityId};
use crate::priority::{Closing, Outcome, PriorityState};
use crate::priority_line::PriorityLine;
use crate::returns::Wish;
use crate::round::Round;
use crate::status::Status;
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    /// Whether a council takes part in a round, as at a day.
    Participation {
        /// Its current return says so, complete or not.
        TakesPart = "takes-part", "takes part";
        Declined = "declined", "declined";
        /// The letter's assumption (charter, `AssumedDeclined`).
        Silent = "silent", "assumed declined (silent)";
        /// It still has time, has not said what it wishes, or never got the letter.
        Open = "open", "not decided";
        /// It did not exist yet, or does not any more.
        NotAsked = "not-asked", "not asked";
    }
}

impl Participation {
    fn of(line: &CouncilLine) -> Self {
        match (line.status.status, line.status.wish) {
            (Status::Declined, _) => Self::Declined,
            (Status::AssumedDeclined, _) => Self::Silent,
            (Status::Confirmed, _) | (_, Some(Wish::Yes)) => Self::TakesPart,
            _ => Self::Open,
        }
    }

    fn is_answer(self) -> bool {
        matches!(self, Self::TakesPart | Self::Declined)
    }
}

string_enum! {
    /// What became of a council from one round to another. Each council of either round has exactly one.
    CouncilMovement {
        StillTakesPart = "still-takes-part", "still taking part";
        /// It declined before, had not decided, or was not asked.
        Joined = "joined", "joined";
        /// It was silent before, and has answered now: either way.
        CameBack = "came-back", "came back";
        /// It took part, and has declined.
        Left = "left", "left";
        /// It was heard before, and is silent now.
        FellSilent = "fell-silent", "fell silent";
        StillOut = "still-out", "still not taking part";
        Undecided = "undecided", "not decided yet";
    }
}

impl CouncilMovement {
    /// Whether it takes part, or answers, otherwise than before.
    pub fn is_move(self) -> bool {
        matches!(self, Self::Joined | Self::CameBack | Self::Left | Self::FellSilent)
    }

    pub fn between(before: Participation, now: Participation) -> Self {
        use Participation::{Declined, NotAsked, Open, Silent, TakesPart};
        match (before, now) {
            (_, Open | NotAsked) => Self::Undecided,
            (TakesPart, TakesPart) => Self::StillTakesPart,
            (Silent, now) if now.is_answer() => Self::CameBack,
            (_, TakesPart) => Self::Joined,
            (TakesPart, Declined) => Self::Left,
            (Silent | NotAsked, Silent) => Self::StillOut,
            (_, Silent) => Self::FellSilent,
            (_, Declined) => Self::StillOut,
        }
    }
}

string_enum! {
    /// What became of an agreed priority from one round to another.
    PriorityMovement {
        Kept = "kept", "kept";
        /// Agreed again in other words.
        Changed = "changed", "changed";
        /// Closed, and its outcome has that class.
        Solved = "solved", "solved";
        /// With another outcome, or before outcomes had a class.
        Closed = "closed", "closed otherwise";
        /// The council answered and left it out.
        Dropped = "dropped", "dropped";
        New = "new", "new";
        /// The council has not answered yet, so it is only proposed again (rule 11).
        Proposed = "proposed", "proposed again";
    }
}

/// The councils and priorities of a round as at a day.
#[derive(Clone, Copy, Debug)]
pub struct RoundState<'a> {
    pub lines: &'a [CouncilLine],
    pub priorities: &'a [PriorityLine],
}

/// The last day of a round on which the figures of the round are asked for: later work must not move them (rule 19).
pub fn last_day(round: &Round, as_at: NaiveDate) -> NaiveDate {
    as_at.min(round.ends_on)
}

string_enum! {
    /// With which earlier round another is compared.
    Against {
        Last = "last", "the round before";
        /// The same quarter.
        YearBefore = "year-before", "the year before";
    }
}

impl Against {
    /// `None` if there is no such round.
    pub fn find<'a>(self, rounds: &'a [Round], round: &Round) -> Option<&'a Round> {
        match self {
            Self::Last => {
                rounds.iter().filter(|other| other.starts_on < round.starts_on).max_by_key(|other| other.starts_on)
            }
            Self::YearBefore => {
                let quarter = Quarter::of(round.starts_on);
                let code = Quarter { year: quarter.year - 1, ..quarter }.to_string();
                rounds.iter().find(|other| other.code == code)
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedCouncil {
    pub id: CouncilId,
    pub name: Untrusted,
    pub county: Untrusted,
    pub district: Untrusted,
    pub team: Untrusted,
    pub before: Participation,
    pub now: Participation,
    pub movement: CouncilMovement,
    pub priorities: PriorityMovements,
}

/// Numbers of priorities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PriorityMovements([usize; PriorityMovement::ALL.len()]);

impl PriorityMovements {
    pub fn count(&self, movement: PriorityMovement) -> usize {
        self.0[movement as usize]
    }

    fn add(&mut self, movement: PriorityMovement) {
        self.0[movement as usize] += 1;
    }

    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }
}

/// The councils and priorities of an area, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MovementCounts {
    councils: [usize; CouncilMovement::ALL.len()],
    pub priorities: PriorityMovements,
}

impl MovementCounts {
    pub fn of<'a>(councils: impl Iterator<Item = &'a ComparedCouncil>) -> Self {
        let mut counts = Self::default();
        councils.for_each(|council| counts.add(council));
        counts
    }

    pub fn add(&mut self, council: &ComparedCouncil) {
        self.councils[council.movement as usize] += 1;
        for movement in PriorityMovement::ALL {
            self.priorities.0[*movement as usize] += council.priorities.count(*movement);
        }
    }

    pub fn count(&self, movement: CouncilMovement) -> usize {
        self.councils[movement as usize]
    }

    /// All councils of either round.
    pub fn councils(&self) -> usize {
        self.councils.iter().sum()
    }
}

/// The councils of either round, in the order of the later one; those that are only in the earlier one follow.
pub fn compare(before: RoundState<'_>, now: RoundState<'_>) -> Vec<ComparedCouncil> {
    let earlier: HashMap<CouncilId, &CouncilLine> = before.lines.iter().map(|line| (line.id, line)).collect();
    let later: HashMap<CouncilId, &CouncilLine> = now.lines.iter().map(|line| (line.id, line)).collect();
    let priorities = compare_priorities(before, now, &later);
    let only_before = before.lines.iter().filter(|line| !later.contains_key(&line.id));
    now.lines
        .iter()
        .chain(only_before)
        .map(|line| {
            let of = |lines: &HashMap<CouncilId, &CouncilLine>| {
                lines.get(&line.id).map_or(Participation::NotAsked, |line| Participation::of(line))
            };
            let (before, now) = (of(&earlier), of(&later));
            ComparedCouncil {
                id: line.id,
                name: line.name.clone(),
                county: (*line.county).clone(),
                district: (*line.district).clone(),
                team: (*line.team).clone(),
                before,
                now,
                movement: CouncilMovement::between(before, now),
                priorities: priorities.get(&line.id).copied().unwrap_or_default(),
            }
        })
        .collect()
}

fn movement_of(closing: &Closing) -> PriorityMovement {
    match closing.outcome {
        Some(Outcome::Solved) => PriorityMovement::Solved,
        _ => PriorityMovement::Closed,
    }
}

/// Whether the answer of the round agrees it, closed since or not.
fn is_agreed(line: &&PriorityLine) -> bool {
    line.status.slot.is_some() && matches!(line.status.state, PriorityState::Agreed | PriorityState::Closed)
}

fn is_same_text(one: &PriorityLine, other: &PriorityLine) -> bool {
    normalize_key(one.text.raw()) == normalize_key(other.text.raw())
}

fn compare_priorities(
    before: RoundState<'_>,
    now: RoundState<'_>,
    lines: &HashMap<CouncilId, &CouncilLine>,
) -> BTreeMap<CouncilId, PriorityMovements> {
    let earlier: HashMap<PriorityId, &PriorityLine> =
        before.priorities.iter().filter(is_agreed).map(|line| (line.id, line)).collect();
    let later: HashMap<PriorityId, &PriorityLine> = now.priorities.iter().map(|line| (line.id, line)).collect();
    let mut counts: BTreeMap<CouncilId, PriorityMovements> = BTreeMap::new();
    for line in earlier.values() {
        let answered = || lines.get(&line.council).is_some_and(|line| line.status.return_id.is_some());
        let again = later.get(&line.id);
        let closed = line.closed.as_ref().or_else(|| again.and_then(|again| again.closed.as_ref()));
        let movement = match (closed, again) {
            (Some(closing), _) => movement_of(closing),
            (None, Some(again)) if again.status.state == PriorityState::Agreed && is_same_text(again, line) => {
                PriorityMovement::Kept
            }
            (None, Some(again)) if again.status.state == PriorityState::Agreed => PriorityMovement::Changed,
            (None, Some(again)) if again.status.state == PriorityState::Proposed => PriorityMovement::Proposed,
            _ if answered() => PriorityMovement::Dropped,
            _ => PriorityMovement::Proposed,
        };
        counts.entry(line.council).or_default().add(movement);
    }
    for line in now.priorities.iter().filter(is_agreed).filter(|line| !earlier.contains_key(&line.id)) {
        counts.entry(line.council).or_default().add(PriorityMovement::New);
    }
    counts
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::{prop, prop_assert_eq, proptest};
    use rstest::rstest;

    use super::{
        Against, CouncilMovement, MovementCounts, Participation, PriorityMovement, RoundState, compare, last_day,
    };
    use crate::agenda::DecisionTiming;
    use crate::calendar::{Quarter, Received};
    use crate::council::Kind;
    use crate::council_line::{CouncilLine, LineDetails};
    use crate::ids::{CouncilId, PriorityId, ReturnId, RoundId};
    use crate::priority::{Closing, Outcome, PriorityState, PriorityStatus};
    use crate::priority_line::PriorityLine;
    use crate::returns::{ReturnState, Wish};
    use crate::round::Round;
    use crate::search_key::SearchKey;
    use crate::status::{CouncilStatus, InvitationFact, ReturnFact, StatusFacts};
    use crate::untrusted::Untrusted;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn autumn() -> Round {
        Round::for_quarter(RoundId(1), Quarter { year: 2023, number: 4 }, day("2023-09-30"))
    }

    fn winter() -> Round {
        Round::for_quarter(RoundId(2), Quarter { year: 2024, number: 1 }, day("2024-01-31"))
    }

    #[rstest]
    #[case(Participation::TakesPart, Participation::TakesPart, CouncilMovement::StillTakesPart)]
    #[case(Participation::TakesPart, Participation::Declined, CouncilMovement::Left)]
    #[case(Participation::TakesPart, Participation::Silent, CouncilMovement::FellSilent)]
    #[case(Participation::TakesPart, Participation::Open, CouncilMovement::Undecided)]
    #[case(Participation::Declined, Participation::TakesPart, CouncilMovement::Joined)]
    #[case(Participation::Declined, Participation::Declined, CouncilMovement::StillOut)]
    #[case(Participation::Declined, Participation::Silent, CouncilMovement::FellSilent)]
    #[case(Participation::Silent, Participation::TakesPart, CouncilMovement::CameBack)]
    #[case(Participation::Silent, Participation::Declined, CouncilMovement::CameBack)]
    #[case(Participation::Silent, Participation::Silent, CouncilMovement::StillOut)]
    #[case(Participation::Open, Participation::TakesPart, CouncilMovement::Joined)]
    #[case(Participation::Open, Participation::Declined, CouncilMovement::StillOut)]
    #[case(Participation::Open, Participation::Silent, CouncilMovement::FellSilent)]
    #[case(Participation::NotAsked, Participation::TakesPart, CouncilMovement::Joined)]
    #[case(Participation::NotAsked, Participation::Silent, CouncilMovement::StillOut)]
    #[case(Participation::TakesPart, Participation::NotAsked, CouncilMovement::Undecided)]
    fn a_council_moves(#[case] before: Participation, #[case] now: Participation, #[case] expected: CouncilMovement) {
        assert_eq!(CouncilMovement::between(before, now), expected);
    }

    /// `Some(wish)` answers with three priorities; `None` is silent.
    fn line(id: i64, round: &Round, wish: Option<Wish>) -> CouncilLine {
        let received = Received::day(round.deadline);
        let returned = wish.map(|wish| ReturnFact {
            id: ReturnId(id),
            received,
            wish,
            priorities: 3,
            agreed: 3,
            frequency: None,
            method: None,
            state: ReturnState::Replaces,
        });
        let letter = [InvitationFact { sent_on: Some(round.answered_from()), undelivered_on: None }];
        let returns: Vec<ReturnFact> = returned.into_iter().collect();
        let facts = StatusFacts { invitations: &letter, returns: &returns, ..StatusFacts::default() };
        CouncilLine {
            id: CouncilId(id),
            position: id,
            name: Untrusted::from("Wem"),
            name_confirmed: true,
            kind: Kind::Town,
            parishes: "E04000001".into(),
            county: Untrusted::from("Shropshire").into(),
            district: Untrusted::from("Shropshire").into(),
            team: Untrusted::from("North SNT").into(),
            named_contact: std::sync::Arc::default(),
            status: CouncilStatus::derive(round, last_day(round, day("2024-03-31")), &facts),
            decides: DecisionTiming::NoMeetingKnown,
            search_key: SearchKey::new("Wem", [].into_iter()),
            details: LineDetails::default(),
        }
    }

    fn priority(id: i64, text: &str, state: PriorityState, slot: Option<u8>) -> PriorityLine {
        let closed = (state == PriorityState::Closed).then(|| Closing {
            on: day("2023-11-01"),
            outcome: None,
            result: Untrusted::from("Signs are up."),
        });
        PriorityLine {
            id: PriorityId(id),
            version: 1,
            council: CouncilId(1),
            text: Untrusted::from(text),
            category: None,
            aims: Vec::new(),
            since: day("2023-09-20"),
            closed,
            status: PriorityStatus::new(state, slot),
        }
    }

    #[rstest]
    #[case::kept(Some((PriorityState::Agreed, Some(1), "speeding ")), Some(Wish::Yes), PriorityMovement::Kept)]
    #[case::changed(Some((PriorityState::Agreed, Some(1), "Parking")), Some(Wish::Yes), PriorityMovement::Changed)]
    #[case::closed(Some((PriorityState::Closed, None, "Speeding")), Some(Wish::Yes), PriorityMovement::Closed)]
    #[case::dropped(Some((PriorityState::Dropped, None, "Speeding")), Some(Wish::Yes), PriorityMovement::Dropped)]
    #[case::lapsed(None, Some(Wish::Yes), PriorityMovement::Dropped)]
    #[case::proposed(Some((PriorityState::Proposed, None, "Speeding")), None, PriorityMovement::Proposed)]
    #[case::silent(None, None, PriorityMovement::Proposed)]
    fn a_priority_moves(
        #[case] again: Option<(PriorityState, Option<u8>, &str)>,
        #[case] wish: Option<Wish>,
        #[case] expected: PriorityMovement,
    ) {
        let (autumn, winter) = (autumn(), winter());
        let before = [priority(1, "Speeding", PriorityState::Agreed, Some(1))];
        let now: Vec<_> = again.into_iter().map(|(state, slot, text)| priority(1, text, state, slot)).collect();
        let lines = [line(1, &autumn, Some(Wish::Yes))];
        let later = [line(1, &winter, wish)];
        let compared =
            compare(RoundState { lines: &lines, priorities: &before }, RoundState { lines: &later, priorities: &now });
        let counts = compared[0].priorities;
        assert_eq!((counts.count(expected), counts.total()), (1, 1), "{counts:?}");
    }

    #[rstest]
    #[case(None, PriorityMovement::Closed)]
    #[case(Some(Outcome::Worse), PriorityMovement::Closed)]
    #[case(Some(Outcome::Solved), PriorityMovement::Solved)]
    fn a_closed_priority_is_solved_if_its_class_says_so(
        #[case] outcome: Option<Outcome>,
        #[case] expected: PriorityMovement,
        #[values(true, false)] closed_before: bool,
    ) {
        let closed = |mut line: PriorityLine| {
            line.closed.iter_mut().for_each(|closing| closing.outcome = outcome);
            line
        };
        let agreed = priority(1, "Speeding", PriorityState::Agreed, Some(1));
        let ended = closed(priority(1, "Speeding", PriorityState::Closed, Some(1)));
        let (before, now) = if closed_before { (vec![ended], vec![]) } else { (vec![agreed], vec![ended]) };
        let (lines, later) = ([line(1, &autumn(), Some(Wish::Yes))], [line(1, &winter(), Some(Wish::Yes))]);
        let compared =
            compare(RoundState { lines: &lines, priorities: &before }, RoundState { lines: &later, priorities: &now });
        assert_eq!((compared[0].priorities.count(expected), compared[0].priorities.total()), (1, 1));
    }

    #[test]
    fn what_was_closed_in_the_earlier_round_is_no_loss_and_a_first_agreement_is_new() {
        let (autumn, winter) = (autumn(), winter());
        let before = [priority(1, "Speeding", PriorityState::Closed, Some(1))];
        let now = [priority(2, "Parking", PriorityState::Agreed, Some(1))];
        let (lines, later) = ([line(1, &autumn, Some(Wish::Yes))], [line(1, &winter, Some(Wish::Yes))]);
        let compared =
            compare(RoundState { lines: &lines, priorities: &before }, RoundState { lines: &later, priorities: &now });
        let counts = MovementCounts::of(compared.iter()).priorities;
        assert_eq!((counts.count(PriorityMovement::Closed), counts.count(PriorityMovement::New)), (1, 1));
        assert_eq!(counts.total(), 2);
    }

    #[test]
    fn the_round_to_compare_with_is_the_last_one_or_a_year_older() {
        let last_winter = Round::for_quarter(RoundId(3), Quarter { year: 2023, number: 1 }, day("2023-01-31"));
        let rounds = [last_winter, autumn(), winter()];
        let code = |against: Against, round: &Round| against.find(&rounds, round).map(|round| round.code.clone());
        assert_eq!(code(Against::Last, &rounds[2]).as_deref(), Some("2023-Q4"));
        assert_eq!(code(Against::YearBefore, &rounds[2]).as_deref(), Some("2023-Q1"));
        assert_eq!(code(Against::Last, &rounds[0]), None);
        assert_eq!(code(Against::YearBefore, &rounds[1]), None);
    }

    proptest! {
        #[test]
        fn each_council_of_either_round_is_counted_once(
            wishes in prop::collection::btree_map(
                0_i64..40, (prop::option::of(0_u8..5), prop::option::of(0_u8..5)), 0..40,
            ),
        ) {
            let (autumn, winter) = (autumn(), winter());
            let wish = |n: u8| match n { 0 => Some(Wish::Yes), 1 => Some(Wish::No), 2 => Some(Wish::Unknown), _ => None };
            let lines: Vec<_> =
                wishes.iter().filter_map(|(id, (n, _))| Some(line(*id, &autumn, wish((*n)?)))).collect();
            let later: Vec<_> =
                wishes.iter().filter_map(|(id, (_, n))| Some(line(*id, &winter, wish((*n)?)))).collect();
            let compared = compare(
                RoundState { lines: &lines, priorities: &[] },
                RoundState { lines: &later, priorities: &[] },
            );
            let either = wishes.values().filter(|(before, now)| before.is_some() || now.is_some()).count();
            prop_assert_eq!(compared.len(), either);
            prop_assert_eq!(MovementCounts::of(compared.iter()).councils(), either);
            let taking_part = |state| compared.iter().filter(|council| council.now == state).count();
            let counted = MovementCounts::of(compared.iter());
            let gained = [CouncilMovement::StillTakesPart, CouncilMovement::Joined].map(|movement| counted.count(movement));
            let back = compared.iter().filter(|council| {
                council.movement == CouncilMovement::CameBack && council.now == Participation::TakesPart
            });
            prop_assert_eq!(taking_part(Participation::TakesPart), gained.iter().sum::<usize>() + back.count());
        }
    }
}
