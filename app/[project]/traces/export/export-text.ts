import { weightiestFirst } from "@/lib/domain/score";
import type { ScoredTrace } from "@/lib/store/trace-list";
import type { TraceListRow } from "@/lib/store/trace-list-row";

/** The columns of an exported table, in order, and what stands in each. */
const COLUMNS: Readonly<Record<string, (row: TraceListRow) => string | number | boolean | null>> = {
  traceId: (row) => row.traceId,
  startedAt: (row) => row.startedAt.toISOString(),
  name: (row) => row.name,
  status: (row) => row.status,
  errorMessage: (row) => row.errorMessage,
  durationMs: (row) => row.durationMs,
  spans: (row) => row.spanCount,
  errors: (row) => row.errorCount,
  llmCalls: (row) => row.llmCount,
  toolCalls: (row) => row.toolCount,
  modelRequested: (row) => row.modelRequested,
  modelServed: (row) => row.modelServed,
  modelChanged: (row) => row.isModelChanged,
  provider: (row) => row.provider,
  inputTokens: (row) => row.inputTokens,
  cachedInputTokens: (row) => row.cachedInputTokens,
  outputTokens: (row) => row.outputTokens,
  totalTokens: (row) => row.totalTokens,
  costUsd: (row) => row.costUsd,
  sessionId: (row) => row.sessionId,
  userId: (row) => row.userId,
  agent: (row) => row.agent,
  feature: (row) => row.feature,
  tier: (row) => row.tier,
  tierIntended: (row) => row.tierIntended,
  tierReason: (row) => row.tierReason,
  environment: (row) => row.environment,
  release: (row) => row.release,
  source: (row) => row.source,
  tenant: (row) => row.tenant,
  outcome: (row) => row.outcome,
  tags: (row) => row.tags.join(", "),
  input: (row) => row.inputPreview,
  output: (row) => row.outputPreview,
};

/** The first line of the CSV, with its line end; scores of each name have a column at the end. */
export function csvHeader(scoreNames: readonly string[]): string {
  const names = scoreNames.map((name) => csvCell(`score.${name}`));
  return `${[...Object.keys(COLUMNS), ...names].join(",")}\r\n`;
}

/** One trace as a line of CSV (RFC 4180), with its line end. What is unknown is an empty cell. */
export function csvLine(row: ScoredTrace, scoreNames: readonly string[]): string {
  const scores = [...row.scores].sort(weightiestFirst);
  const cells = [
    ...Object.values(COLUMNS).map((read) => read(row)),
    ...scoreNames.map((name) => {
      const score = scores.find((candidate) => candidate.name === name);
      return score?.value ?? score?.label ?? null;
    }),
  ];
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/**
 * A cell that no spreadsheet runs: a text that would start a formula gets an apostrophe in front.
 * Numbers stay numbers, negative ones too.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const isNumber = /^[+-]?\d+(\.\d+)?$/.test(value);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One trace as a line of JSON with every field the list has and all its scores, its line end included. */
export function jsonLine(row: ScoredTrace): string {
  return `${JSON.stringify(row)}\n`;
}
