//! The named fields of the templates. A field without a value is left out, so that a template that prints it is refused.

use serde::Serialize;

/// Declares the fields of a level: their names, and what they hold.
macro_rules! fields {
    ($(#[$meta:meta])* $name:ident, $list:ident { $($field:ident: $about:literal,)+ } $($others:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize)]
        pub(super) struct $name {
            $(#[serde(skip_serializing_if = "String::is_empty")] pub(super) $field: String,)+
            $($others)*
        }

        impl $name {
            /// For tests of the templates.
            #[cfg(test)]
            pub(super) fn text_mut(&mut self, name: &str) -> Option<&mut String> {
                match name {
                    $(stringify!($field) => Some(&mut self.$field),)+
                    _ => None,
                }
            }

            /// By name.
            pub(super) fn texts(&self) -> Vec<(&'static str, &str)> {
                vec![$((stringify!($field), self.$field.as_str()),)+]
            }
        }

        pub(super) const $list: &[(&str, &str)] = &[$((stringify!($field), $about),)+];
    };
}

fields! {
    /// Of one mail.
    MailFields, MAIL_FIELDS {
        salutation: "the contact's role, as in Dear Clerk",
        council_names: "the council, or the councils of one clerk",
        round: "October–December 2023",
        deadline: "Saturday 30 September 2023",
        next_contact: "January 2024",
        today: "the day of the letter",
        postal_address: "the contact's postal address, in lines",
        team: "the council's team, or the teams of one clerk's councils",
        signed: "the round's signatory, else the setting letters.signed, else the team",
        mailbox: "the round's reply mailbox, else the team's, else the setting letters.mailbox",
        announcement: "the news of an announcement",
        action: "what a request asks for",
        owner: "the department that owes it",
        priority: "the priority that it is for",
        promised_on: "the day on which it was promised",
        due: "the day on which it is due",
    }
    pub(super) councils: Vec<CouncilFields>,
}

fields! {
    /// Of each council in a mail.
    CouncilFields, COUNCIL_FIELDS {
        name: "the council's name",
        code: "the code of its first parish",
        meets_after: "its next meeting, if that is too late to decide",
        received_on: "the day of its answer; in an acknowledgement, of the newest one that it is about",
        declined: "yes, if it declined",
        missing: "what its answer lacks",
        not_reached: "yes, if no letter of this round has arrived",
        number: "of a reminder: 1, 2 or 3",
        is_last: "yes, in the last reminder",
        old_team: "the team before",
        new_team: "the team now",
        team_since: "since which day",
        told: "what a written update tells of each priority",
        slip: "the reply slip",
    }
    pub(super) priorities: Vec<String>,
}

/// The lists that a template can go through.
pub(super) const LISTS: &[(&str, &str)] = &[
    ("councils", "the councils of the mail: {% for council in councils %}"),
    ("priorities", "of a council, as last agreed: {% for priority in council.priorities %}"),
];

/// Each field and what it holds, a line each.
pub fn describe_fields() -> String {
    let mut text = String::new();
    let mut add = |prefix: &str, list: &[(&str, &str)]| {
        for (name, about) in list {
            text.push_str(&format!("{prefix}{name}: {about}\n"));
        }
    };
    add("", MAIL_FIELDS);
    add("", &LISTS[..1]);
    add("council.", COUNCIL_FIELDS);
    add("council.", &LISTS[1..]);
    text
}
