-- Contacts: roles at addresses, each for one council or several.
create table contacts (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    role text not null,
    salutation text not null,
    email text not null,
    phone text not null,
    postal_address text not null,
    valid_from text check (length(valid_from) = 10),
    valid_to text check (length(valid_to) = 10),
    source text not null,
    checked_on text check (length(checked_on) = 10),
    bounced_on text check (length(bounced_on) = 10)
) strict;

create table contact_councils (
    contact_id integer not null references contacts (id) on delete cascade,
    position integer not null check (position >= 0),
    council_id integer not null references councils (id),
    primary key (contact_id, position),
    unique (contact_id, council_id)
) strict;

create index contacts_of_council on contact_councils (council_id, contact_id);

-- An edit of a contact may be about several councils: those after the first, which the edit itself names.
create table journal_edit_councils (
    council_id integer not null,
    entry_id integer not null,
    position integer not null,
    primary key (council_id, entry_id, position),
    foreign key (entry_id, position) references journal_edits (entry_id, position)
) strict;

create trigger journal_edit_councils_stay before update on journal_edit_councils
begin select raise(abort, 'the journal is append only'); end;
create trigger journal_edit_councils_remain before delete on journal_edit_councils
begin select raise(abort, 'the journal is append only'); end;

-- Each council had one role and one address. The same role at the same e-mail address is one contact of several councils.
create table moved_contacts (
    council_id integer not null primary key,
    contact_id integer not null,
    role text not null,
    email text not null,
    postal_address text not null
) strict;

with typed as (
    select id, trim(contact_role) as role, trim(contact_address) as address,
        contact_address like '%_@_%.%_' and instr(trim(contact_address), ' ') = 0 and instr(contact_address, ',') = 0
            and instr(contact_address, ';') = 0 and instr(contact_address, '<') = 0
            and instr(contact_address, char(10)) = 0 as is_email
    from councils
    where trim(contact_role) <> '' or trim(contact_address) <> ''
)
insert into moved_contacts (council_id, contact_id, role, email, postal_address)
select id,
    dense_rank() over (order by role, case when is_email then lower(address) else '' end, case when is_email then 0 else id end),
    role,
    case when is_email then address else '' end,
    case when is_email then '' else address end
from typed;

insert into contacts (id, version, role, salutation, email, phone, postal_address, valid_from, valid_to, source, checked_on, bounced_on)
select contact_id, 1, min(role), '', min(email), '', min(postal_address), null, null, 'details of the council', null, null
from moved_contacts group by contact_id;

insert into contact_councils (contact_id, position, council_id)
select contact_id, row_number() over (partition by contact_id order by council_id) - 1, council_id from moved_contacts;

insert into identities (table_name, last)
select 'contacts', max(contact_id) from moved_contacts having max(contact_id) is not null;

drop table moved_contacts;

alter table councils drop column contact_role;
alter table councils drop column contact_address;
