-- How far a job has come: the trace it queued last, and when.
alter table rederive_job
  add column cursor_at    timestamptz(3),
  add column cursor_trace text,
  add column fed_at       timestamptz(3);
