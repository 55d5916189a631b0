import { randomInt } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { decodeOtlpProtobuf } from "@/lib/ingest/decode-otlp-protobuf";
import { spanOfOtlp } from "@/lib/ingest/otlp-span";
import { connect, type Database, poolOf } from "@/lib/store/database";
import { findOrCreateProject } from "@/lib/store/projects";
import { type SpanRow, spanRow } from "@/lib/store/span-row";
import type { StoredText } from "@/lib/store/text-pages";
import { exportBody } from "./export-body";

/** Fewer cost more commits, and more are no faster. */
const ROWS_A_STATEMENT = 2_048;
const SPANS_A_BODY = 512;
const STATEMENTS_AT_ONCE = 2;
const MAX_STATEMENTS = 40;

export type RawInsert = { readonly databaseUrl: string; readonly seconds: number };

/**
 * How fast one process writes the very same rows, contents included, when all it does is `insert …
 * select from unnest` and commit, as a script would: spans a second. The rows are ready before the
 * clock starts.
 */
export async function measureRawInsert({ databaseUrl, seconds }: RawInsert): Promise<number> {
  const db = connect(databaseUrl);
  try {
    const { id } = await findOrCreateProject(db, "raw");
    const statements = Array.from({ length: MAX_STATEMENTS }, () => rowsOf(id));
    const started = performance.now();
    const isOver = () => performance.now() - started > seconds * 1_000;
    let rows = 0;
    const writer = async () => {
      for (let each = statements.pop(); each && !isOver(); each = statements.pop()) {
        await insert(db, id, each);
        rows += each.length;
      }
    };
    await Promise.all(Array.from({ length: STATEMENTS_AT_ONCE }, writer));
    return rows / ((performance.now() - started) / 1_000);
  } finally {
    await db.$disconnect();
  }
}

/** A row as a script would have it. */
type RawRow = Omit<SpanRow, "facts" | "body"> & { readonly facts: string; readonly body: string };

function rowsOf(projectId: number): RawRow[] {
  const now = new Date();
  const bodies = Array.from({ length: ROWS_A_STATEMENT / SPANS_A_BODY }, () =>
    gunzipSync(exportBody(SPANS_A_BODY, now)),
  );
  return bodies
    .flatMap((body) => decodeOtlpProtobuf(body))
    .flatMap((item) =>
      "value" in item ? [rawRow(spanRow(projectId, spanOfOtlp(item.value, now), now))] : [],
    );
}

function rawRow({ facts, body, ...row }: SpanRow): RawRow {
  return { ...row, facts: textOf(facts), body: textOf(body) };
}

const FIRST_SEQ = Date.now() * 1_000 + randomInt(1_000);
let written = 0;

async function insert(db: Database, projectId: number, rows: readonly RawRow[]): Promise<void> {
  const units = new Map(rows.flatMap((row) => row.units).map(({ hash, data }) => [hash, data]));
  const sorted = [...units].sort(([a], [b]) => (a < b ? -1 : 1));
  const client = await poolOf(db).connect();
  try {
    await client.query("begin");
    await client.query({
      name: "raw_content",
      text: CONTENT,
      values: [projectId, sorted.map(([hash]) => hash), sorted.map(([, data]) => data)],
    });
    await client.query({ name: "raw_spans", text: SPANS, values: [projectId, ...columns(rows)] });
    await client.query("commit");
  } finally {
    client.release();
  }
}

function columns(rows: readonly RawRow[]): readonly (readonly (string | number)[])[] {
  const at = (nanos: string) => new Date(Number(BigInt(nanos) / 1_000_000n)).toISOString();
  return [
    rows.map((row) => row.traceId),
    rows.map((row) => row.spanId),
    rows.map((row) => row.day),
    rows.map(() => {
      written += 1;
      return FIRST_SEQ + written;
    }),
    rows.map((row) => at(row.startUnixNano)),
    rows.map((row) => row.durationMs),
    rows.map((row) => row.facts),
    rows.map((row) => row.body),
    rows.map((row) => row.receivedAt.toISOString()),
  ];
}

const textOf = ({ bytes, start, end }: StoredText) => bytes.toString("utf8", start, end);

const CONTENT = `
  insert into content (project_id, hash, data, seen)
  select $1, hash, data, current_date from unnest($2::text[], $3::text[]) as sent (hash, data)
  on conflict do nothing`;

const SPANS = `
  insert into span (
    project_id, trace_id, span_id, day, seq, started_at, duration_ms, facts, body, received_at
  )
  select $1::integer, * from unnest(
    $2::text[], $3::text[], $4::date[], $5::bigint[], $6::timestamptz[],
    $7::double precision[], $8::text[], $9::text[], $10::timestamptz[]
  )
  on conflict do nothing`;
