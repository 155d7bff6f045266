//! A return: what a council has confirmed for a round, and how two of them relate.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::calendar::Received;
use super::ids::{CouncilId, PriorityId, ReturnId, RoundId};
use crate::english::normalize_key;
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    /// Whether the council wishes to take part in the joint work.
    Wish {
        /// It said yes.
        Yes = "yes", "yes";
        /// It said no.
        No = "no", "no";
        /// It answered without saying.
        Unknown = "unknown", "not said";
    }
}

string_enum! {
    /// How a return relates to those of the same round that were received before it.
    ReturnState {
        /// It is in force in their place.
        Replaces = "replaces", "current";
        /// It disagrees with them and nobody has said yet which holds: the `conflict` flag. Both are kept.
        Disagrees = "disagrees", "disagrees";
        /// The sergeant found that an earlier one holds. Kept, and out of account.
        SetAside = "set-aside", "set aside";
    }
}

/// Declares an open list: known values with a code, and the council's own words for anything else (charter rule 4).
macro_rules! open_terms {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $value:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$outer])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "String", from = "String")]
        pub enum $name {
            $($(#[$inner])* $value,)+
            /// Something else, in the council's own words.
            Other(String),
        }

        impl $name {
            /// The known values, in the order in which they are offered.
            pub const KNOWN: &'static [Self] = &[$(Self::$value,)+];

            /// Takes a code or a label; anything else is kept as the council's own words. `None` if nothing was stated.
            pub fn stated(text: &str) -> Option<Self> {
                let wanted = normalize_key(text);
                match wanted.as_str() {
                    "" | "not stated" => None,
                    $(_ if wanted == normalize_key($code) || wanted == normalize_key($label) => Some(Self::$value),)+
                    _ => {
                        let own = text.trim();
                        Some(Self::Other(own.strip_prefix("other: ").unwrap_or(own).to_owned()))
                    }
                }
            }

            /// The stable code; for another wish `other: ` and the words.
            pub fn code(&self) -> String {
                match self { $(Self::$value => $code.to_owned(),)+ Self::Other(words) => format!("other: {words}") }
            }

            /// The words shown to people; clean them ([`crate::untrusted::sanitize`]) before a screen.
            pub fn label(&self) -> &str {
                match self { $(Self::$value => $label,)+ Self::Other(words) => words }
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($code,)+ "other: and the council's own words"] })
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self { value.code() }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                $name::stated(&text).unwrap_or($name::Other(text))
            }
        }
    };
}

open_terms! {
    /// How often a council would like to be met. The promise stays one engagement a quarter (charter rule 5).
    Frequency {
        /// Every month.
        Monthly = "monthly", "monthly";
        /// Every quarter.
        Quarterly = "quarterly", "quarterly";
        /// Twice a year.
        SixMonthly = "six-monthly", "six-monthly";
        /// Once a year.
        Yearly = "yearly", "yearly";
        /// When something calls for it.
        AsNeeded = "as-needed", "as needed";
    }
}

open_terms! {
    /// How a council would like to be met.
    Method {
        /// At its meetings.
        InPerson = "in-person", "in person";
        /// By video.
        Digital = "digital", "digital";
        /// By a report in writing.
        WrittenUpdate = "written-update", "written update";
        /// By telephone.
        Phone = "phone", "phone";
        NotRequired = "not-required", "not required";
    }
}

/// The most priorities that are agreed with a council (charter rule 2).
pub const MAX_PRIORITIES: usize = 3;

/// The categories that a new database starts with (charter rule 12).
pub const DEFAULT_CATEGORIES: [&str; 12] = [
    "anti-social behaviour",
    "speeding and road safety",
    "parking and obstruction",
    "rural crime",
    "burglary and theft",
    "vehicle crime",
    "drugs and county lines",
    "violence and the night-time economy",
    "fly-tipping and environment",
    "fraud and cyber",
    "visibility and contact",
    "other",
];

/// One priority as a council sent it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SentPriority {
    /// The agreed place, 1 to 3; empty while more than three were sent and the sergeant has not agreed three.
    pub slot: Option<u8>,
    /// The text as received.
    pub received: Untrusted,
    /// The text as agreed, where it differs.
    pub agreed: Option<Untrusted>,
    pub category: Option<String>,
    /// The priority as it is carried through the rounds, once it is agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried: Option<PriorityId>,
}

impl SentPriority {
    /// The agreed text, or what was received.
    pub fn text(&self) -> &Untrusted {
        self.agreed.as_ref().unwrap_or(&self.received)
    }
}

/// What a council has confirmed for a round. A later answer is another return; the latest one is in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Return {
    pub id: ReturnId,
    pub version: i64,
    pub council: CouncilId,
    pub round: RoundId,
    /// When the council sent it.
    pub received: Received,
    /// When it was typed in.
    pub recorded_at: DateTime<Utc>,
    #[serde(flatten)]
    pub answer: Answer,
    /// How it relates to the returns before it.
    pub stands: ReturnState,
}

/// The four facts of a return (charter rule 1) and the council's views.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whether it wishes to take part.
    pub wish: Wish,
    /// Every priority that was received, in the order received: never cut (rule 2).
    pub priorities: Vec<SentPriority>,
    /// How often it would like to be met; empty if not stated.
    pub frequency: Option<Frequency>,
    /// How it would like to be met; empty if not stated.
    pub method: Option<Method>,
    pub views: Untrusted,
}

impl Answer {
    /// An answer in which nothing is stated.
    pub fn empty() -> Self {
        Self { wish: Wish::Unknown, priorities: Vec::new(), frequency: None, method: None, views: Untrusted::default() }
    }

    /// Gives the places 1 to 3 where at most three were received. With more, what the sergeant agreed stays, and nothing is
    /// agreed by itself: if `chosen` is false, no place is given.
    pub fn agree_all_if_few(mut self, chosen: bool) -> Self {
        if self.priorities.len() > MAX_PRIORITIES && !chosen {
            self.priorities.iter_mut().for_each(|priority| priority.slot = None);
        }
        if self.priorities.len() <= MAX_PRIORITIES {
            for (slot, priority) in (1..).zip(&mut self.priorities) {
                priority.slot = Some(slot);
            }
        }
        self
    }

    /// Whether none of the four facts is stated, and no view.
    pub fn is_empty(&self) -> bool {
        self.wish == Wish::Unknown
            && self.priorities.is_empty()
            && self.frequency.is_none()
            && self.method.is_none()
            && self.views.is_blank()
    }

    /// Whether two answers are the same, whatever record their priorities were given.
    pub fn same_content(&self, other: &Self) -> bool {
        let plain = |answer: &Self| {
            let mut answer = answer.clone();
            // A category that was left out is taken over from the record of the priority.
            answer.priorities.iter_mut().for_each(|sent| (sent.carried, sent.category) = (None, None));
            answer
        };
        plain(self) == plain(other)
    }

    /// Whether two answers disagree in what is required of a return: the wish or the priorities.
    pub fn conflicts_with(&self, other: &Self) -> bool {
        let texts = |answer: &Self| -> Vec<String> {
            answer.priorities.iter().map(|priority| normalize_key(priority.received.raw())).collect()
        };
        self.wish != other.wish || texts(self) != texts(other)
    }

    /// The priorities that are agreed, in their places.
    pub fn agreed(&self) -> Vec<&SentPriority> {
        let mut agreed: Vec<&SentPriority> =
            self.priorities.iter().filter(|priority| priority.slot.is_some()).collect();
        agreed.sort_by_key(|priority| priority.slot);
        agreed
    }
}
