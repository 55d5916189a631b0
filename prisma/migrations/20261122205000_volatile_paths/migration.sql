-- What a project's traces say differently each time: JSON pointers, or bare keys, that a diff ignores.
alter table project add column volatile_paths text[] not null default '{}';

-- Attempts at one eval case, and reruns of one trace, are found to be compared.
create index trace_eval_case on trace (project_id, eval_suite, eval_case, started_at desc)
  where eval_case is not null;
create index trace_rerun on trace (project_id, rerun_of) where rerun_of is not null;
