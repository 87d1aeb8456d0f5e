-- What somebody did, or tried to, in any service (contracts.AuditEvent). Which class a row belongs to says how long it is
-- kept: what strangers can write is not to push out what administrators did.
create table audit_event (
    id           uuid        primary key,
    happened_at  timestamptz not null,
    kept_as      text        not null check (kept_as in ('REFUSED', 'PERSON', 'ADMINISTRATOR')),
    service      text        not null,
    action       text        not null,
    outcome      text        not null,
    actor_kind   text        not null,
    actor_id     uuid,
    actor        text        not null,
    -- The name as names are compared.
    actor_key    text        not null,
    address      text        not null,
    subject      text        not null,
    subject_name text        not null,
    detail       text        not null,
    times        integer     not null
);
create index audit_event_latest on audit_event (happened_at desc, id desc);
create index audit_event_kept_as on audit_event (kept_as, happened_at desc, id desc);
create index audit_event_actor on audit_event (actor_key, happened_at desc, id desc);
