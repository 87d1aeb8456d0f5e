-- How much of its tries each account name and address has used up, for all replicas together. A key is a hash: what people
-- type as a name may be a password. Not logged: after a crash everybody has all tries again, as after a restart before.
-- Half of each page is left free, so that a row is changed within its page.
create unlogged table throttle (
    key     uuid        primary key,
    -- When all tries are back, if none is used meanwhile.
    full_at timestamptz not null
) with (fillfactor = 50);
