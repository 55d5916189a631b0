-- Names what was asked, so that other runs of the same question are found.
alter table trace add column input_hash text;
create index trace_input on trace (project_id, input_hash, started_at desc) where input_hash is not null;
