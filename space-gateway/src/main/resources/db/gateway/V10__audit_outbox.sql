-- What people did here, on its way to auth-service, which keeps it (platform.outbox). Beside the table outbox and like it: a
-- replica before publishes all of that one as something else.
create table audit_outbox (
    subject    uuid        primary key,
    version    bigint      not null,
    message    text        not null,
    written_at timestamptz not null,
    publish_at timestamptz not null,
    published  boolean     not null,
    forget_at  timestamptz
);
create index audit_outbox_next on audit_outbox (published, publish_at);
create index audit_outbox_waiting on audit_outbox (written_at) where not published;
