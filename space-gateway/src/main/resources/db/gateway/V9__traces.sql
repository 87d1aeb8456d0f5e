-- The span that took a request in (W3C Trace Context), so that its trace goes on in whatever process hands it over or hears
-- of its end. Null while traces are off.
alter table request add column traceparent text;
