import { z } from "zod";
import type { Json } from "@/lib/domain/span";
import type { Database } from "./database";
import { decodeSpan } from "./span-body";

/** What a search inside one trace found. */
export type TraceSearch = {
  /** By start and then by arrival. */
  readonly spanIds: readonly string[];
  /** There are more than `SEARCH_LIMIT`; the rest was not looked at. */
  readonly isCut: boolean;
};

const SEARCH_LIMIT = 2000;
const CHUNK = 500;

/**
 * The spans of a trace in whose name, status, input, output, tool, documents, attributes or events
 * a text occurs, upper and lower case alike.
 *
 * Bodies are JSON, so Postgres looks for the text as JSON writes it; what it offers is then read,
 * because the same letters may be the name of one of our own fields.
 */
export async function searchSpansOfTrace(
  db: Database,
  projectId: number,
  traceId: string,
  text: string,
): Promise<TraceSearch> {
  const needle = text.trim().toLowerCase();
  if (needle === "") return { spanIds: [], isCut: false };
  const candidates = await loadCandidates(db, projectId, traceId, likePattern(text));
  const spanIds: string[] = [];
  for (let start = 0; start < candidates.length; start += CHUNK) {
    const chunk = candidates.slice(start, start + CHUNK);
    const rows = await db.span.findMany({
      where: { projectId, traceId, spanId: { in: chunk } },
      select: { spanId: true, body: true },
    });
    const holding = new Set(rows.filter(({ body }) => isIn(body, needle)).map((row) => row.spanId));
    spanIds.push(...chunk.filter((spanId) => holding.has(spanId)));
    if (spanIds.length > SEARCH_LIMIT) {
      return { spanIds: spanIds.slice(0, SEARCH_LIMIT), isCut: true };
    }
  }
  return { spanIds, isCut: false };
}

async function loadCandidates(db: Database, projectId: number, traceId: string, pattern: string) {
  const rows = await db.$queryRaw`
    select span_id "spanId"
      from span
     where project_id = ${projectId} and trace_id = ${traceId} and body ilike ${pattern}
     order by started_at, seq`;
  return z
    .array(z.object({ spanId: z.string() }))
    .parse(rows)
    .map(({ spanId }) => spanId);
}

/** Finds a text inside JSON: quoted as JSON quotes it, with what LIKE treats as special escaped. */
function likePattern(text: string): string {
  const quoted = JSON.stringify(text.trim()).slice(1, -1);
  return `%${quoted.replace(/[\\%_]/g, "\\$&")}%`;
}

function isIn(body: string, needle: string): boolean {
  const { name, status, input, output, tool, retrieval, attributes, events } = decodeSpan(body);
  const said = [name, status.message, input, output, tool, retrieval, attributes];
  return (
    said.some((value) => holds(value, needle)) ||
    events.some((event) => holds(event.name, needle) || holds(event.attributes, needle))
  );
}

/** Walks without recursion, since what senders nest has no depth limit here. */
function holds(value: Json | object, needle: string): boolean {
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === "object" && next !== null) left.push(...Object.values(next));
    else if (next !== null && `${next}`.toLowerCase().includes(needle)) return true;
  }
  return false;
}
