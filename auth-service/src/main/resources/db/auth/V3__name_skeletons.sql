-- What a name looks like, so that none is taken that reads like another. Null in accounts from before until a process that
-- knows how to work it out has started, and for good where two looked alike already: both go on, a third is refused.
alter table account add column name_skeleton text;
create unique index account_name_skeleton on account (name_skeleton);
