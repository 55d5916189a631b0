import { TRACE_TABLES } from "./retention-tables";

/*
 * Where every table lives when Postgres is spread over several nodes with Citus. Each is in exactly
 * one of the three lists; a test walks the schema and fails on one that is in none.
 */

/** A table that is spread over the nodes. */
export type DistributedTable = {
  readonly name: string;
  /** What decides the node; part of every unique key. */
  readonly column: string;
  /** Rows of equal column are on the same node as this table's; null: as many shards, on their own. */
  readonly besides: string | null;
};

/** In the order in which they are distributed. */
export const DISTRIBUTED_TABLES: readonly DistributedTable[] = [
  { name: "span", column: "trace_id", besides: null },
  ...TRACE_TABLES.map((name) => ({ name, column: "trace_id", besides: "span" })),
  { name: "content", column: "hash", besides: null },
];

/** Small tables that are whole on every node. Foreign keys lead from one to another only. */
export const REFERENCE_TABLES: readonly string[] = [
  "project",
  "api_key",
  "tier_catalog",
  "objective",
  "baseline",
  "routing_rule",
  "routing_rule_review",
  "self_report",
  "change",
  "person",
  "person_session",
  "person_account",
  "membership",
  "invitation",
  "redaction_setting",
  "alert_rule",
  "alert",
  "alert_event",
  "alert_silence",
  "alert_channel",
  "alert_delivery",
  "eval_suite",
  "eval_case",
  "eval_case_version",
  "eval_case_review",
  "eval_run",
  "eval_attempt",
  "prompt_version",
  "branch",
];

/**
 * Tables that stay on the coordinator as they are: queues, of which workers take rows that nobody
 * else has locked, which Citus cannot; what is written with every request; rollups, which are small
 * and replaced by the bucket; who is signed in.
 */
export const LOCAL_TABLES: readonly string[] = [
  "derive_queue",
  "word_queue",
  "rollup_dirty",
  "rederive_job",
  "ingest_entry",
  "ingest_hour",
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
  "sign_in_link",
  "sign_in_proof",
  "sign_in_attempt",
  "server_secret",
  "audit_entry",
  "alert_evaluation",
  "redaction_hour",
  "content_erasure",
  "gone_project",
  "daily_task",
  "retention_mark",
  "_prisma_migrations",
];
