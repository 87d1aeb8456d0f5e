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

-- Whose the streams are that were there before (contracts.StreamOwner).
insert into outbox (subject, version, message, publish_at, published)
select id, 0,
       json_build_object(
           'message_id', gen_random_uuid(), 'stream_id', id, 'account_id', account_id, 'deleted', false)::text,
       now(), false
from stream;
