-- Letters that the program drafts: the day on which a person sent each, and what it was about.
create table letters (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    round_id integer not null references rounds (id),
    kind text not null check (kind in (
        'first', 'next-taking-part', 'next-not-taking-part', 'acknowledgement', 'chase', 'update', 'announcement',
        'request'
    )),
    address text not null,
    subject text not null,
    told text not null,
    return_id integer references returns (id),
    reply_id integer references replies (id),
    team_change_id integer references team_changes (id),
    action_id integer references actions (id),
    channel text not null check (channel in ('email', 'post', 'by hand')),
    drafted_on text not null check (length(drafted_on) = 10),
    sent_on text check (length(sent_on) = 10)
) strict;

create index letters_of_council on letters (council_id, round_id);
create index letters_of_round on letters (round_id, council_id);
create index letters_drafted on letters (id) where sent_on is null;
-- Undo removes a return, a reply, a change of team or an action; the check of the reference must not read every letter.
create index letters_by_return on letters (return_id) where return_id is not null;
create index letters_by_reply on letters (reply_id) where reply_id is not null;
create index letters_by_team_change on letters (team_change_id) where team_change_id is not null;
create index letters_by_action on letters (action_id) where action_id is not null;
