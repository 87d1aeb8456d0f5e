-- A space's requests, the latest first, and those accepted in some span of time.
create index request_space on request (space_id, id);

-- What did not go well is looked for among very many that did. Costs nothing until a request comes to such an end.
create index request_unsuccessful on request (id) where status in ('failed', 'canceled', 'expired');

-- The workers connected to the process, one by one, for people to look at; null until it has said so.
alter table replica add column connections json;
