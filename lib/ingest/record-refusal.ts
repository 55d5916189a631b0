import { buildRefusal } from "@/lib/domain/ingest-reasons";
import type { Arrival, IngestEntry } from "@/lib/domain/ingest-receipt";
import { type Database, poolOf } from "@/lib/store/database";
import { insertIngestEntries } from "@/lib/store/ingest-ledger";

type Batch = { readonly entries: IngestEntry[]; readonly written: Promise<void> };

const gathering = new WeakMap<Database, Batch>();
const lastWrites = new WeakMap<Database, Promise<void>>();

/**
 * Notes in the ledger that a request was refused whole; what was in it nobody knows. Never fails:
 * the sender is to hear of its own fault. One write at a time, which others join, so a flood of bad
 * requests costs the database little.
 */
export function recordRefusal(db: Database, arrival: Arrival, reason: string): Promise<void> {
  const entry = refusedEntry(arrival, reason);
  const batch = gathering.get(db);
  if (batch) {
    batch.entries.push(entry);
    return batch.written;
  }
  const entries = [entry];
  const written = (lastWrites.get(db) ?? Promise.resolve()).then(() => {
    gathering.delete(db);
    return write(db, entries);
  });
  gathering.set(db, { entries, written });
  lastWrites.set(db, written);
  return written;
}

async function write(db: Database, entries: readonly IngestEntry[]): Promise<void> {
  try {
    await insertIngestEntries(poolOf(db), entries);
  } catch (error) {
    console.error(`${entries.length} refused requests could not be noted in the ledger`, error);
  }
}

function refusedEntry(arrival: Arrival, reason: string): IngestEntry {
  return {
    ...arrival,
    received: 0,
    stored: 0,
    duplicate: 0,
    rejected: [buildRefusal(reason)],
    late: 0,
    bytes: 0,
    wireBytes: 0,
    storedBytes: 0,
  };
}
