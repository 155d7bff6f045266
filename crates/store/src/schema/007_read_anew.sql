-- What is left of an import that was undone, and of which there is no item any more, may be read anew when the same comes in
-- again: by the columns and the letters as they are then.
drop trigger sources_stay;
create trigger sources_stay before update on sources when exists (select 1 from items where source_id = old.id)
begin select raise(abort, 'what came in stays as it came'); end;
