-- How old what is told is: what is new is told again soon, what is old seldom (platform.outbox). A replica before leaves the
-- time as it is when it changes a row, and is none the worse for it.
alter table outbox add column written_at timestamptz not null default now();

-- What the broker never took goes first, and is counted.
create index outbox_next on outbox (published, publish_at);
drop index outbox_due;
create index outbox_waiting on outbox (written_at) where not published;
