-- Who operates the spaces, as space-gateway said last. A space that is no more stays, so that an older message that comes
-- late does not bring it back; another space may have its name by then.
create table space_operators (
    space_id  uuid    primary key,
    version   bigint  not null,
    name      text    not null,
    operators text[]  not null,
    deleted   boolean not null
);
create index space_operators_name on space_operators (name) where not deleted;

-- Whose the streams are, as ecg-service said last; for the same reason one that is no more stays.
create table stream_owner (
    stream_id  uuid    primary key,
    account_id uuid    not null,
    deleted    boolean not null
);
