import { createHash } from "node:crypto";
import type { TraceDecisions } from "@/lib/domain/branches/derive-decisions";
import type { DerivedTier } from "@/lib/domain/tiers/derive-tier";
import type { TraceSummary } from "@/lib/domain/trace-summary";
import { columnText } from "./column-text";
import { contentHash } from "./content-reference";
import type { DayRange, TraceAddress } from "./derive-queue";
import type { Queryable } from "./transaction";

/** A trace's row, before it is one. */
export type DerivedTrace = TraceAddress &
  DayRange & {
    readonly summary: TraceSummary;
    readonly tier: DerivedTier;
    readonly decisions: TraceDecisions;
    readonly errorMessage: string | null;
    readonly inputPreview: string | null;
    readonly outputPreview: string | null;
    /** Whole, for its hash; null when nothing was recorded. */
    readonly question: string | null;
    /** When the newest span arrived. */
    readonly receivedAt: Date;
    readonly derivedAt: Date;
  };

/** What is to be known of a trace's row that is being replaced. */
export type ReplacedTrace = DayRange & { readonly startedAt: Date };

/**
 * Removes the rows of traces of one project, to be replaced in the same transaction.
 *
 * @returns by trace id, what their rows knew: the days that hold their spans, and their start
 */
export async function deleteTraces(
  client: Queryable,
  projectId: number,
  traceIds: readonly string[],
): Promise<ReadonlyMap<string, ReplacedTrace>> {
  const { rows } = await client.query<ReplacedTrace & { traceId: string }>({
    name: "delete_traces",
    text: `
      delete from trace where project_id = $1 and trace_id = any($2::text[])
      returning trace_id "traceId", first_day::text "firstDay", last_day::text "lastDay",
        started_at "startedAt"`,
    values: [projectId, traceIds],
  });
  return new Map(rows.map((row) => [row.traceId, row]));
}

/** Inserts the rows of traces that have none. */
export async function insertTraces(
  client: Queryable,
  traces: readonly DerivedTrace[],
): Promise<void> {
  await client.query({
    name: "insert_traces",
    text: "insert into trace select * from jsonb_populate_recordset(null::trace, $1::jsonb)",
    values: [`[${traces.map(traceText).join(",")}]`],
  });
}

const columnNames = new Map<string, string>();

/** Column names are those of the properties, written the other way. */
function columnName(property: string): string {
  const known = columnNames.get(property);
  if (known !== undefined) return known;
  const name = property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columnNames.set(property, name);
  return name;
}

/** A row as JSON, from groups of its columns; what is null is left out. */
function rowText(groups: readonly object[]): string {
  let text = "";
  for (const group of groups) {
    for (const [property, value] of Object.entries(group)) {
      if (value === null) continue;
      text += `${text === "" ? "" : ","}"${columnName(property)}":${JSON.stringify(value)}`;
    }
  }
  return `{${text}}`;
}

function traceText({ summary, tier, decisions, question, ...trace }: DerivedTrace): string {
  const { errorMessage, inputPreview, outputPreview, ...plain } = trace;
  const texts = {
    inputHash: question === null ? null : contentHash(question),
    errorMessage: columnText(errorMessage),
    inputPreview: columnText(inputPreview),
    outputPreview: columnText(outputPreview),
  };
  return rowText([
    plain,
    summaryColumns(summary),
    markColumns(summary),
    tierColumns(tier),
    decisionColumns(decisions),
    texts,
  ]);
}

function summaryColumns(summary: TraceSummary) {
  const { marks: _, rootSpanId: __, firstLlmSpanId: ___, lastLlmSpanId: ____, ...rest } = summary;
  const { name, source, models, tools, envelope, ...plain } = rest;
  return {
    ...plain,
    name: columnText(name) ?? "",
    source: columnText(source) ?? "production",
    models: models.map(cleanText),
    tools: tools.map(cleanText),
    envelope: cleanRecord(envelope),
  };
}

function markColumns({ marks }: TraceSummary) {
  return {
    sessionId: columnText(marks.sessionId),
    userId: columnText(marks.userId),
    agent: columnText(marks.agent),
    environment: columnText(marks.environment),
    release: columnText(marks.release),
    feature: columnText(marks.feature),
    tenant: columnText(marks.tenant),
    segments: cleanRecord(marks.segments ?? {}),
    outcome: columnText(marks.outcome),
    promptName: columnText(marks.prompt?.name),
    promptVersion: columnText(marks.prompt?.version),
    evalSuite: columnText(marks.eval?.suite),
    evalRun: columnText(marks.eval?.run),
    evalCase: columnText(marks.eval?.case),
    evalAttempt: int32(marks.eval?.attempt),
    rerunOf: columnText(marks.rerunOf),
    tags: (marks.tags ?? []).map(cleanText),
  };
}

function tierColumns(tier: DerivedTier) {
  return {
    tier: cleanText(tier.served),
    tierIntended: columnText(tier.intended),
    tierReason: columnText(tier.reason),
    tierRule: columnText(tier.rule),
    tierLevel: tier.level,
    tierBasis: tier.basis,
    tiersTouched: tier.touched.map(cleanText),
  };
}

function decisionColumns({ path, branches, closeCalls }: TraceDecisions) {
  return {
    branches: branches.map(cleanText),
    pathHash: path.length === 0 ? null : pathHash(path),
    closeCalls: closeCalls.length === 0 ? null : closeCalls.map(roundedMargin),
  };
}

/** Two digits tell how close a call was, and keep the rollups small. */
function roundedMargin({ margin, ...call }: TraceDecisions["closeCalls"][number]) {
  return { ...call, margin: Number(margin.toPrecision(2)) };
}

/** Names a path: the first 64 bits of its SHA-256 as a signed number in decimal digits. */
export function pathHash(path: readonly string[]): string {
  const digest = createHash("sha256").update(JSON.stringify(path)).digest();
  return digest.readBigInt64BE(0).toString();
}

/** What an integer column can hold; a number that is none, or too large, is not kept in it. */
function int32(value: number | null | undefined): number | null {
  return value !== null &&
    value !== undefined &&
    value === Math.trunc(value) &&
    Math.abs(value) < 2 ** 31
    ? value
    : null;
}

function cleanRecord(record: { readonly [key: string]: string }): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [cleanText(key), cleanText(value)]),
  );
}

function cleanText(text: string): string {
  return columnText(text) ?? "";
}
