import { gunzipSync } from "node:zlib";
import { decodeOtlpProtobuf } from "@/lib/ingest/decode-otlp-protobuf";
import { spanOfOtlp } from "@/lib/ingest/otlp-span";
import { connect } from "@/lib/store/database";
import { findOrCreateProject } from "@/lib/store/projects";
import { type SpanRow, spanRow } from "@/lib/store/span-row";
import { insertSpanRows } from "@/lib/store/span-writer";
import { exportBody } from "./export-body";

const ROWS_A_STATEMENT = 512;
const STATEMENTS_AT_ONCE = 2;

/** How fast one process writes the same rows when it does nothing else: spans a second. */
export async function measureRawInsert(url: string, seconds: number): Promise<number> {
  const db = connect(url);
  try {
    const { id } = await findOrCreateProject(db, "raw");
    const batches = Array.from({ length: 80 }, () => rowsOf(id));
    const started = performance.now();
    let rows = 0;
    const writer = async () => {
      for (let batch = batches.pop(); batch; batch = batches.pop()) {
        if (performance.now() - started > seconds * 1_000) return;
        rows += (await insertSpanRows(db, batch)).stored.size;
      }
    };
    await Promise.all(Array.from({ length: STATEMENTS_AT_ONCE }, writer));
    return rows / ((performance.now() - started) / 1_000);
  } finally {
    await db.$disconnect();
  }
}

function rowsOf(projectId: number): SpanRow[] {
  const now = new Date();
  const decoded = decodeOtlpProtobuf(gunzipSync(exportBody(ROWS_A_STATEMENT, now)));
  return decoded.flatMap((item) =>
    "value" in item ? [spanRow(projectId, spanOfOtlp(item.value, now), now)] : [],
  );
}
