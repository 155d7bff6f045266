-- Priorities as they are carried through the rounds, what is done about them, what councils are told, and who decides.

-- What a council sends in one answer, beside the record of the priority that it is about.
alter table priorities rename to sent_priorities;

create table priorities (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    since text not null check (length(since) = 10),
    text text not null,
    category text,
    closed_on text check (length(closed_on) = 10),
    result text,
    check ((closed_on is null) = (result is null))
) strict;

create index priorities_of_council on priorities (council_id);
create index priorities_closed on priorities (closed_on, council_id);

-- Looked at when a change is committed: a return and the priorities that it brings are written in either order.
alter table sent_priorities add column priority_id integer references priorities (id) deferrable initially deferred;
create index sent_priorities_carried on sent_priorities (priority_id, return_id, slot);

-- Every priority that was agreed before now gets its record: the same words of the same council are the same priority.
create table carried (
    id integer not null primary key,
    council_id integer not null,
    words text not null,
    since text not null,
    text text not null,
    category text,
    unique (council_id, words)
) strict;

insert into carried (id, council_id, words, since, text, category)
select row_number() over (order by council_id, since, words), council_id, words, since, text, category
from (
    select returns.council_id as council_id, lower(trim(sent.received)) as words,
           min(returns.received_on) over (partition by returns.council_id, lower(trim(sent.received))) as since,
           coalesce(sent.agreed, sent.received) as text, sent.category as category,
           -- The newest answer has the words that count.
           row_number() over (
               partition by returns.council_id, lower(trim(sent.received))
               order by returns.received_on desc, returns.id desc, sent.position desc
           ) as age
    from sent_priorities as sent join returns on returns.id = sent.return_id
    where sent.slot is not null and returns.stands <> 'set-aside'
) as said
where age = 1;

insert into priorities (id, version, council_id, since, text, category)
select id, 1, council_id, since, text, category from carried;

update sent_priorities set priority_id = (
    select carried.id from carried join returns on returns.council_id = carried.council_id
    where returns.id = sent_priorities.return_id and carried.words = lower(trim(sent_priorities.received))
)
where slot is not null;

drop table carried;

insert into identities (table_name, last)
select 'priorities', max(id) from priorities having max(id) is not null;

create table actions (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    priority_id integer not null references priorities (id),
    promised_on text not null check (length(promised_on) = 10),
    what text not null,
    owner text not null check (owner in ('team', 'department', 'council', 'partner')),
    who text not null,
    due text check (length(due) = 10),
    done_on text check (length(done_on) = 10),
    evidence text not null
) strict;

create index actions_of_priority on actions (priority_id, promised_on, due, done_on);
create index actions_of_council on actions (council_id, promised_on, due, done_on);
create index actions_done on actions (done_on, council_id, priority_id, promised_on, due);

create table progress (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    priority_id integer not null references priorities (id),
    noted_on text not null check (length(noted_on) = 10),
    body text not null
) strict;

create index progress_of_priority on progress (priority_id, noted_on);
create index progress_of_council on progress (council_id);
create index progress_by_day on progress (noted_on, priority_id);

create table reviews (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    priority_id integer not null references priorities (id),
    round_id integer not null references rounds (id),
    reviewed_on text not null check (length(reviewed_on) = 10),
    priority_changed integer not null check (priority_changed in (0, 1)),
    response_changed integer not null check (response_changed in (0, 1)),
    note text not null
) strict;

create index reviews_of_priority on reviews (priority_id, reviewed_on, id, round_id, priority_changed, response_changed);
create index reviews_of_council on reviews (council_id, round_id);
create index reviews_by_day on reviews (reviewed_on, id, priority_id, round_id, priority_changed, response_changed);

create table updates (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    told_on text not null check (length(told_on) = 10),
    how text not null check (how in ('meeting', 'call', 'written')),
    body text not null
) strict;

create index updates_of_council on updates (council_id, told_on, how);
create index updates_by_day on updates (told_on, council_id, how);

create table excuses (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    round_id integer not null references rounds (id),
    decided_on text not null check (length(decided_on) = 10),
    decided_by text not null,
    reason text not null
) strict;

create index excuses_of_round on excuses (round_id, council_id, decided_on);
create index excuses_of_council on excuses (council_id);

create table team_changes (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    changed_on text not null check (length(changed_on) = 10),
    from_team text not null,
    to_team text not null,
    told_on text check (length(told_on) = 10)
) strict;

create index team_changes_of_council on team_changes (council_id, changed_on);
create index team_changes_by_day on team_changes (changed_on, council_id);

-- A meeting that was recorded without attendance was one that the team had planned to be at.
alter table meetings add column plan text check (plan in ('in-person', 'digital', 'written'));
alter table meetings add column cancelled integer not null default 0 check (cancelled in (0, 1));
alter table meetings add column instead_of text check (length(instead_of) = 10);
alter table meetings add column uid text;
update meetings set plan = 'in-person' where attendance is null;

drop index meetings_of_council;
drop index meetings_by_day;
create index meetings_of_council on meetings (council_id, held_on, attendance, cancelled);
create index meetings_by_day on meetings (held_on, council_id, attendance, reason, plan, cancelled);
create index meetings_by_uid on meetings (uid, council_id);
create index meetings_moved on meetings (instead_of, council_id) where instead_of is not null;

-- When a council meets, as an RFC 5545 rule, where its words could be understood.
alter table councils add column pattern_rule text;
alter table councils add column pattern_from text check (length(pattern_from) = 10);
alter table councils add column pattern_at text;
create index councils_with_pattern on councils (id, pattern_rule, pattern_from, pattern_at) where pattern_rule is not null;

-- The categories become records like any other, so that changing them is a change like any other.
alter table categories rename to start_categories;
create table categories (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    position integer not null check (position >= 0),
    name text not null unique
) strict;
insert into categories (id, version, position, name) select position + 1, 1, position, name from start_categories;
drop table start_categories;
insert into identities (table_name, last)
select 'categories', max(id) from categories having max(id) is not null;
