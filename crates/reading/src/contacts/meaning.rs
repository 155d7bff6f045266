//! What a heading of a list of contacts says.

use charter::search_key::fold;
use charter::string_enum;

/// The headings of cards (vCard), which are read as rows too.
pub const CARD_HEADINGS: [&str; 6] = ["Organisation", "Role", "E-mail", "Phone", "Postal address", "Name"];

string_enum! {
    ContactColumn {
        Council = "council", "council";
        /// An ONS code.
        Code = "code", "code";
        /// A county, a district or a team, which tells twins apart.
        Area = "area", "area";
        Role = "role", "role";
        Salutation = "salutation", "salutation";
        Email = "e-mail", "e-mail";
        Phone = "phone", "phone";
        /// One line of it or all.
        Post = "post", "postal address";
        From = "from", "valid from";
        To = "to", "valid to";
        Source = "source", "source";
        Checked = "checked", "checked on";
        /// Of a person: left out. Without a column for the council it may be the council's.
        Name = "name", "a person's name";
        Unused = "unused", "not used";
    }
}

/// Whole headings, folded, separated by `|`.
const EXACT: &[(ContactColumn, &str)] = &[
    (ContactColumn::Role, "role|position|job title|job|capacity|contact role|role of contact"),
    (ContactColumn::From, "from|valid from|since|start|start date|appointed|in post since|date from"),
    (ContactColumn::To, "to|valid to|until|end|end date|left|date to"),
    (ContactColumn::Source, "source|where from|known from|obtained from"),
    (
        ContactColumn::Checked,
        "checked|checked on|last checked|date checked|verified|last verified|last updated|updated|date updated|confirmed on",
    ),
    (ContactColumn::Post, "post town|town|village|locality|postcode|post code|post|address"),
    (ContactColumn::Code, "code|ons code|ons|gss|gss code|council code|parish code|e04 code"),
    (
        ContactColumn::Area,
        "county|district|area|local authority|authority|borough|region|team|snt|principal council|policing area",
    ),
    (
        ContactColumn::Name,
        "name|title|clerk|chair|contact|forename|surname|first name|last name|full name|chairman|mayor",
    ),
    (
        ContactColumn::Council,
        "council|parish|parishes|town parish|town or parish|town and parish|parish or town|parish town|organisation|\
         organization|organisation name|company|local council|councils|pc|tc|council parish",
    ),
];

/// What a heading means.
pub(super) fn meaning(heading: &str) -> ContactColumn {
    let folded = fold(heading);
    let has = |words: &str| words.split('|').any(|word| format!(" {folded} ").contains(&format!(" {word} ")));
    if let Some((column, _)) = EXACT.iter().find(|(_, headings)| headings.split('|').any(|exact| exact == folded)) {
        return *column;
    }
    match () {
        () if has("email|e mail|emails|mail address") => ContactColumn::Email,
        () if has("salutation|greeting|dear") => ContactColumn::Salutation,
        () if has("phone|telephone|tel|mobile|landline") => ContactColumn::Phone,
        () if has("postcode|post code|address|postal") => ContactColumn::Post,
        () if has("council name|name of council|parish name|name of parish|town council|parish council") => {
            ContactColumn::Council
        }
        () if has("name|forename|surname") => ContactColumn::Name,
        () if has("role|job title") => ContactColumn::Role,
        () if has("council") && !has("tax|ward") => ContactColumn::Council,
        () => ContactColumn::Unused,
    }
}
