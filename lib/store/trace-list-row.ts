import { z } from "zod";
import { Prisma } from "./generated/client";

/** bigint columns reach us as bigint; counts of tokens fit a number. */
const count = z.coerce.number().nullable();
const text = z.string().nullable();

/** A trace as lists show it. Null is what the sender did not say. */
export type TraceListRow = z.output<typeof listRow>;

/** The columns that `listRow` reads. */
export const LIST_COLUMNS = Prisma.raw(
  `trace_id name status error_message started_at duration_ms span_count error_count llm_count
   tool_count orphan_count model_requested model_served is_model_changed models provider
   input_tokens cached_input_tokens output_tokens reasoning_tokens total_tokens cost_usd session_id
   user_id agent environment release source feature tenant segments tier tier_level tier_intended tier_reason
   tier_rule outcome prompt_name prompt_version eval_suite eval_run eval_case rerun_of tags
   input_preview output_preview received_at`
    .split(/\s+/)
    .map((column) => `trace.${column}`)
    .join(", "),
);

export const listRow = z
  .object({
    trace_id: z.string(),
    name: z.string(),
    status: z.string(),
    error_message: text,
    started_at: z.date(),
    duration_ms: z.number(),
    span_count: z.number(),
    error_count: z.number(),
    llm_count: z.number(),
    tool_count: z.number(),
    orphan_count: z.number(),
    model_requested: text,
    model_served: text,
    is_model_changed: z.boolean(),
    models: z.array(z.string()),
    provider: text,
    input_tokens: count,
    cached_input_tokens: count,
    output_tokens: count,
    reasoning_tokens: count,
    total_tokens: count,
    cost_usd: z.number().nullable(),
    session_id: text,
    user_id: text,
    agent: text,
    environment: text,
    release: text,
    source: z.string(),
    feature: text,
    tenant: text,
    segments: z.record(z.string(), z.string()),
    tier: text,
    tier_level: z.number().nullable(),
    tier_intended: text,
    tier_reason: text,
    tier_rule: text,
    outcome: text,
    prompt_name: text,
    prompt_version: text,
    eval_suite: text,
    eval_run: text,
    eval_case: text,
    rerun_of: text,
    tags: z.array(z.string()),
    input_preview: text,
    output_preview: text,
    received_at: z.date(),
  })
  .transform((row) => ({
    traceId: row.trace_id,
    name: row.name,
    status: row.status,
    errorMessage: row.error_message,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    spanCount: row.span_count,
    errorCount: row.error_count,
    llmCount: row.llm_count,
    toolCount: row.tool_count,
    orphanCount: row.orphan_count,
    modelRequested: row.model_requested,
    modelServed: row.model_served,
    isModelChanged: row.is_model_changed,
    models: row.models,
    provider: row.provider,
    inputTokens: row.input_tokens,
    cachedInputTokens: row.cached_input_tokens,
    outputTokens: row.output_tokens,
    reasoningTokens: row.reasoning_tokens,
    totalTokens: row.total_tokens,
    costUsd: row.cost_usd,
    sessionId: row.session_id,
    userId: row.user_id,
    agent: row.agent,
    environment: row.environment,
    release: row.release,
    source: row.source,
    feature: row.feature,
    tenant: row.tenant,
    segments: row.segments,
    tier: row.tier,
    tierLevel: row.tier_level,
    tierIntended: row.tier_intended,
    tierReason: row.tier_reason,
    tierRule: row.tier_rule,
    outcome: row.outcome,
    promptName: row.prompt_name,
    promptVersion: row.prompt_version,
    evalSuite: row.eval_suite,
    evalRun: row.eval_run,
    evalCase: row.eval_case,
    rerunOf: row.rerun_of,
    tags: row.tags,
    inputPreview: row.input_preview,
    outputPreview: row.output_preview,
    receivedAt: row.received_at,
  }));
