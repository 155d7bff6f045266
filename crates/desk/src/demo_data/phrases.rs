//! What the invented councils say. No sentence names or describes a person, and none was said by a real council.

/// Priorities by category: the category as a new database has it, then texts; `{place}` and `{road}` are filled in.
pub(super) const PRIORITIES: [(&str, &[&str]); 12] = [
    (
        "anti-social behaviour",
        &["Gatherings and litter at {place} on Friday evenings", "Damage to the shelter at {place}"],
    ),
    (
        "speeding and road safety",
        &["Speeding on the {road} past {place}", "Heavy lorries on the {road} at school times"],
    ),
    ("parking and obstruction", &["Parking on the pavement at {place}", "Blocked junctions by {place} at 15:30"]),
    ("rural crime", &["Theft of tools and quad bikes from farms", "Hare coursing off the {road}"]),
    ("burglary and theft", &["Break-ins to sheds and garages near {place}", "Thefts from the allotments"]),
    ("vehicle crime", &["Vans broken into overnight at {place}", "Catalytic converters taken from {place}"]),
    ("drugs and county lines", &["Dealing seen at {place}", "Strangers calling at flats behind {place}"]),
    ("violence and the night-time economy", &["Fights outside {place} at closing time"]),
    (
        "fly-tipping and environment",
        &["Fly-tipping in the lay-by on the {road}", "Bonfires and dumping behind {place}"],
    ),
    ("fraud and cyber", &["Doorstep fraud aimed at older residents", "Courier fraud: a talk for residents"]),
    ("visibility and contact", &["An officer seen on foot at {place}", "A named contact who answers e-mail"]),
    ("other", &["Low-flying drones over {place}", "Straying livestock on the {road}"]),
];

/// What stands for `{place}`.
pub(super) const PLACES: [&str; 12] = [
    "the school",
    "the recreation ground",
    "the village hall",
    "the high street",
    "the market square",
    "the railway station",
    "the church",
    "the playing field",
    "the skate park",
    "the surgery",
    "the bus stop",
    "the playground",
];

/// What a council answers that can't decide yet.
pub(super) const HOLDING: [&str; 5] = [
    "Thank you for the letter. It is on the agenda of our October meeting; we shall write after that.",
    "The council did not meet in August and has not seen the letter yet. Please bear with us until mid-October.",
    "Received with thanks. Members are asking residents for their views first.",
    "We have a vacancy for a clerk. The chair will answer when the council has met.",
    "Could the enclosed charter be sent again as a PDF? Ours came without the second page.",
];

/// Views in the council's own words.
pub(super) const VIEWS: [&str; 6] = [
    "The council values the contact it has had and asks for longer notice of visits.",
    "Members would like to hear what became of the priorities of the last year.",
    "Residents say that they seldom see an officer on foot.",
    "A short report in writing before each meeting would serve us well.",
    "The council thanks the team for its help at the summer fair.",
    "We should like figures for our own parish and not only for the district.",
];

/// Views of a council that says no.
pub(super) const REFUSALS: [&str; 3] = [
    "The parish is small and quiet; the council does not wish to take part for now.",
    "Members prefer the contact that they have and see no need of a charter.",
    "The parish meeting meets once a year and cannot take this on.",
];

/// What was said at a meeting.
pub(super) const SAID: [&str; 6] = [
    "Report given on the last quarter; members asked for speed checks in the morning.",
    "Questions on response times; figures promised for the next meeting.",
    "Members thanked the team for the patrols of last month.",
    "The figures of the last quarter were sent round beforehand.",
    "Concern about the holiday weeks; a patrol plan was asked for.",
    "Nothing new from the council; the report was taken as read.",
];

/// Notes that a sergeant would write.
pub(super) const NOTES: [&str; 4] = [
    "Rang the office: the letter had gone to an old address.",
    "Agenda closes on the Thursday before the meeting.",
    "Prefers a call before eight in the evening.",
    "Hall has no mobile signal; take the printed report.",
];

/// Who takes part in a meeting: roles.
pub(super) const OFFICERS: [&str; 3] = ["sergeant", "constable", "community support officer"];

/// Where councils meet.
pub(super) const HALLS: [&str; 4] = ["village hall", "council chamber", "school hall", "community centre"];

/// Ways of being met that are on no list.
pub(super) const OWN_METHODS: [&str; 2] = ["a stall on market day", "a joint meeting with our neighbours"];

/// Frequencies that are on no list.
pub(super) const OWN_FREQUENCIES: [&str; 2] = ["after each full council", "before the school holidays"];

/// What is promised: the owner, which department or partner, and what is to be done.
pub(super) const ACTIONS: [(&str, &str, &str); 8] = [
    ("team", "", "Two patrols a week in the evening until half-term"),
    ("team", "", "Speed checks with the community group, mornings"),
    ("department", "roads policing", "A speed survey over seven days"),
    ("department", "rural crime team", "Property marking day for farms"),
    ("council", "", "Report dates and times on the log sheet"),
    ("council", "", "Ask the school for its parking plan"),
    ("partner", "the highways authority", "Cut back the hedge at the junction and renew the lines"),
    ("partner", "the housing association", "A letter to tenants about the shared entrance"),
];

/// What shows that something was done.
pub(super) const EVIDENCE: [&str; 3] =
    ["log sheet of four evenings", "survey report filed", "photographs before and after"];

/// How far a priority has come.
pub(super) const PROGRESS: [&str; 5] = [
    "First patrols done; nothing seen yet.",
    "Survey booked for the week after next.",
    "Spoken to the school; a plan is coming.",
    "Three reports in a week, all on Friday between 20:00 and 22:00.",
    "Partner has confirmed and names no date yet.",
];

/// What came of a priority.
pub(super) const RESULTS: [&str; 2] = [
    "New lines and a cut hedge: no report for three weeks.",
    "Gate mended by the owner; the council is content to close this.",
];

/// What councils were told.
pub(super) const TOLD: [&str; 3] = [
    "What is planned on each priority, and by when.",
    "Survey dates and patrol times.",
    "Figures of the last quarter.",
];

/// Why a council need not be met.
pub(super) const EXCUSE: &str = "Reviewed with the council: neither its priorities nor our response have changed.";
