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
    Wish {
        Yes = "yes", "yes";
        No = "no", "no";
        /// It answered without stating its wish.
        Unknown = "unknown", "not said";
    }
}

string_enum! {
    /// How a return relates to the earlier returns of the same round.
    ReturnState {
        /// It replaces them.
        Replaces = "replaces", "current";
        /// It disagrees, and nobody has decided yet: the `conflict` flag. Both are kept.
        Disagrees = "disagrees", "disagrees";
        /// The sergeant chose an earlier one. Kept, but does not count.
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
            /// In the council's own words.
            Other(String),
        }

        impl $name {
            /// In the order of display.
            pub const KNOWN: &'static [Self] = &[$(Self::$value,)+];

            /// Accepts a code or a label; other text becomes the council's own words. `None` if blank.
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

            /// The stable code; own words get the prefix `other: `.
            pub fn code(&self) -> String {
                match self { $(Self::$value => $code.to_owned(),)+ Self::Other(words) => format!("other: {words}") }
            }

            /// Clean it ([`crate::untrusted::sanitize`]) before a screen.
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
    /// The promise stays one engagement a quarter, whatever the wish (charter rule 5).
    Frequency {
        Monthly = "monthly", "monthly";
        Quarterly = "quarterly", "quarterly";
        SixMonthly = "six-monthly", "six-monthly";
        Yearly = "yearly", "yearly";
        AsNeeded = "as-needed", "as needed";
    }
}

open_terms! {
    Method {
        InPerson = "in-person", "in person";
        Digital = "digital", "digital";
        WrittenUpdate = "written-update", "written update";
        Phone = "phone", "phone";
        NotRequired = "not-required", "not required";
    }
}

/// The most that are agreed with a council (charter rule 2).
pub const MAX_PRIORITIES: usize = 3;

/// The categories of a new database (charter rule 12).
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

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SentPriority {
    /// 1 to 3; `None` while more than three were sent and the sergeant has not agreed three.
    pub slot: Option<u8>,
    /// As received.
    pub received: Untrusted,
    /// The agreed text, if it differs.
    pub agreed: Option<Untrusted>,
    pub category: Option<String>,
    /// The priority's record, once it is agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[serde(rename = "carried")]
    pub priority: Option<PriorityId>,
}

impl SentPriority {
    /// The agreed text, or the received one.
    pub fn text(&self) -> &Untrusted {
        self.agreed.as_ref().unwrap_or(&self.received)
    }
}

/// What a council has confirmed for a round. A later answer is another return; the latest one is current.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Return {
    pub id: ReturnId,
    pub version: i64,
    pub council: CouncilId,
    pub round: RoundId,
    pub received: Received,
    pub recorded_at: DateTime<Utc>,
    #[serde(flatten)]
    pub answer: Answer,
    #[serde(rename = "stands")]
    pub state: ReturnState,
}

/// The four facts of a return (charter rule 1) and the council's views.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub wish: Wish,
    /// In the order received: never cut (rule 2).
    pub priorities: Vec<SentPriority>,
    pub frequency: Option<Frequency>,
    pub method: Option<Method>,
    pub views: Untrusted,
}

impl Answer {
    pub fn empty() -> Self {
        Self { wish: Wish::Unknown, priorities: Vec::new(), frequency: None, method: None, views: Untrusted::default() }
    }

    /// Assigns the positions 1 to 3 if at most three were received. With more, the sergeant's choice stays; if
    /// `chosen` is false, none is agreed.
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

    pub fn is_empty(&self) -> bool {
        self.wish == Wish::Unknown
            && self.priorities.is_empty()
            && self.frequency.is_none()
            && self.method.is_none()
            && self.views.is_blank()
    }

    /// Ignores the records that the priorities are linked to.
    pub fn same_content(&self, other: &Self) -> bool {
        let plain = |answer: &Self| {
            let mut answer = answer.clone();
            // A missing category was taken over from the priority's record.
            answer.priorities.iter_mut().for_each(|sent| (sent.priority, sent.category) = (None, None));
            answer
        };
        plain(self) == plain(other)
    }

    /// Whether two answers disagree in a required part: the wish or the priorities.
    pub fn conflicts_with(&self, other: &Self) -> bool {
        let texts = |answer: &Self| -> Vec<String> {
            answer.priorities.iter().map(|priority| normalize_key(priority.received.raw())).collect()
        };
        self.wish != other.wish || texts(self) != texts(other)
    }

    /// In their order.
    pub fn agreed(&self) -> Vec<&SentPriority> {
        let mut agreed: Vec<&SentPriority> =
            self.priorities.iter().filter(|priority| priority.slot.is_some()).collect();
        agreed.sort_by_key(|priority| priority.slot);
        agreed
    }
}
