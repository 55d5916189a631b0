/**
 * Every table with rows of single traces, beside `span`: (project_id, trace_id) names whose they are.
 * What is listed here goes with its trace and its project, and is spread over nodes by trace.
 */
export const TRACE_TABLES = ["trace", "trace_text", "score"] as const;

/** Queues whose entries name a trace. In the order in which workers lock them. */
export const TRACE_QUEUES = ["derive_queue", "word_queue"] as const;

/**
 * Tables that no foreign key clears when their project goes, beside those of traces. Of these only
 * `content` is touched by retention: the ledger and the rollups outlive what they count.
 */
export const PROJECT_TABLES = [
  "content",
  "ingest_entry",
  "ingest_hour",
  "rederive_job",
  "rollup_dirty",
  "retention_mark",
  "audit_entry",
  "alert_evaluation",
  "redaction_hour",
  "content_erasure",
  "tier_rollup",
  "tier_flow_rollup",
  "tier_segment_rollup",
  "tier_touch_rollup",
  "staleness_snapshot",
  "branch_path",
  "branch_rollup",
  "branch_path_rollup",
  "branch_margin_rollup",
  "text_vector",
] as const;
