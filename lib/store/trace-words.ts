import { integerArray, textArray } from "./binary-array";
import type { Queryable } from "./transaction";

/** One row of the word index: a trace, or a part of one. */
export type TraceWords = {
  readonly traceId: string;
  readonly part: number;
  readonly words: readonly string[];
};

/** Replaces what the word index holds of traces of one project. */
export async function replaceTraceWords(
  client: Queryable,
  projectId: number,
  traceIds: readonly string[],
  rows: readonly TraceWords[],
): Promise<void> {
  await client.query({
    name: "delete_words",
    text: "delete from trace_text where project_id = $1 and trace_id = any($2::text[])",
    values: [projectId, traceIds],
  });
  if (rows.length === 0) return;
  // Postgres has no arrays of arrays of different lengths, and no word holds a line break.
  await client.query({
    name: "insert_words",
    text: `
      insert into trace_text (project_id, trace_id, part, words)
      select $1, trace_id, part, array_to_tsvector(string_to_array(words, E'\\n'))
      from unnest($2::text[], $3::integer[], $4::text[]) as row (trace_id, part, words)
      on conflict do nothing`,
    values: [
      projectId,
      textArray(rows.map((row) => row.traceId)),
      integerArray(rows.map((row) => row.part)),
      textArray(rows.map((row) => row.words.join("\n"))),
    ],
  });
}
