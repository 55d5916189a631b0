-- A list that is narrowed to little would read through all that is newer to fill its first page.
-- Failures are few, and most of what is looked for is among them.
create index trace_failed on trace (project_id, started_at desc, trace_id desc)
  where status = 'error';
create index trace_tier on trace (project_id, tier, started_at desc, trace_id desc);
create index trace_feature on trace (project_id, feature, started_at desc, trace_id desc);

-- The first page by what costs most, without sorting all there is.
create index trace_duration on trace (project_id, duration_ms desc, trace_id desc);
create index trace_tokens on trace (project_id, total_tokens desc nulls last, trace_id desc);
create index trace_cost on trace (project_id, cost_usd desc nulls last, trace_id desc);

-- Words wait in a list inside the index until it is this long, in kB; its pages stay with the index.
alter index trace_text_words set (gin_pending_list_limit = 256);

-- Batches of words are taken in this order, however many wait.
create index word_queue_due on word_queue (due_at);
