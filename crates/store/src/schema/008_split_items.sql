-- Taking an item back asks whether another was split from it. Without an index each of 40,000 asked all the others.
create index items_split_from on items (split_from) where split_from is not null;
