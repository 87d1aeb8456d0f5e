-- The account names of those whose workers may serve a space, beside administrators', as they were written. The replica
-- before knows nothing of it: its spaces have none.
alter table space add column operators text[] not null default '{}';

-- What other services are told, the newest message about each thing (platform.outbox).
create table outbox (
    subject    uuid        primary key,
    version    bigint      not null,
    message    text        not null,
    publish_at timestamptz not null,
    published  boolean     not null,
    forget_at  timestamptz
);

create index outbox_due on outbox (publish_at);
