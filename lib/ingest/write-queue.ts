import type { IngestReceipt } from "@/lib/domain/ingest-receipt";
import { AppError } from "@/lib/errors";
import type { Database } from "@/lib/store/database";
import { isDatabaseAway } from "@/lib/store/database-away";
import { insertIngestEntries } from "@/lib/store/ingest-ledger";
import type { SpanRow } from "@/lib/store/span-row";
import { insertSpanRows, type WriteCount } from "@/lib/store/span-writer";
import { byteLength } from "@/lib/store/text-pages";
import { buildEntries } from "./ingest-entries";

/** Two statements at once keep Postgres busy while the next is put together; more only contend. */
const MAX_WRITERS = 2;
/** Less than this waits for the writer at work: a commit that few requests share costs as much as one of many. */
const MIN_CHARACTERS_FOR_ANOTHER = 256 * 1024;
/** What one statement takes: large enough to share a commit, small enough not to make others wait. */
const MAX_ROWS_A_WRITE = 4_000;
const MAX_CHARACTERS_A_WRITE = 16 * 1024 * 1024;
/** What may wait. Beyond it senders are told to come back, and memory stays flat. */
const MAX_WAITING_CHARACTERS = 48 * 1024 * 1024;

type Waiting = {
  readonly receipt: IngestReceipt;
  readonly rows: readonly SpanRow[];
  readonly characters: number;
  readonly resolve: (count: WriteCount) => void;
  readonly reject: (error: unknown) => void;
};

/** One queue a database and process: requests that arrive together share a statement and a commit. */
type WriteQueue = { waiting: Waiting[]; characters: number; writers: number };

const queues = new WeakMap<Database, WriteQueue>();

/**
 * Asked before a request is decoded, so that refusing one costs little.
 *
 * @throws AppError `too_many_requests` when as much is waiting as may wait
 */
export function requireRoom(db: Database): void {
  if ((queues.get(db)?.characters ?? 0) > MAX_WAITING_CHARACTERS) {
    throw new AppError("too_many_requests", "More is arriving than can be stored. Try again soon.");
  }
}

/**
 * Stores the spans of one request, together with whatever else has arrived. Resolves after the
 * commit, with this request's own counts; the ledger has them from the same commit.
 */
export async function writeRows(
  db: Database,
  rows: readonly SpanRow[],
  receipt: IngestReceipt,
): Promise<WriteCount> {
  const queue = queues.get(db) ?? { waiting: [], characters: 0, writers: 0 };
  queues.set(db, queue);
  const characters = rows.reduce((sum, row) => sum + charactersOf(row), 0);
  queue.characters += characters;
  return new Promise((resolve, reject) => {
    queue.waiting.push({ receipt, rows, characters, resolve, reject });
    startWriter(db, queue);
  });
}

function charactersOf({ facts, body, units }: SpanRow): number {
  const own = byteLength(facts) + byteLength(body);
  return units.reduce((sum, unit) => sum + unit.data.length, own);
}

function charactersWaiting({ waiting }: WriteQueue): number {
  return waiting.reduce((sum, { characters }) => sum + characters, 0);
}

function startWriter(db: Database, queue: WriteQueue): void {
  if (queue.writers >= MAX_WRITERS) return;
  if (queue.writers > 0 && charactersWaiting(queue) < MIN_CHARACTERS_FOR_ANOTHER) return;
  queue.writers += 1;
  // One turn of the event loop lets requests that are being read at this moment join in.
  setImmediate(() => {
    void work(db, queue);
  });
}

async function work(db: Database, queue: WriteQueue): Promise<void> {
  try {
    for (let group = takeGroup(queue); group.length > 0; group = takeGroup(queue)) {
      await write(db, group);
      for (const { characters } of group) queue.characters -= characters;
    }
  } finally {
    // In the same breath as finding nothing left: a request that came in between would wait for a
    // writer that is no longer there.
    queue.writers -= 1;
  }
}

function takeGroup(queue: WriteQueue): Waiting[] {
  let rows = 0;
  let characters = 0;
  const end = queue.waiting.findIndex((waiting, index) => {
    rows += waiting.rows.length;
    characters += waiting.characters;
    return index > 0 && (rows > MAX_ROWS_A_WRITE || characters > MAX_CHARACTERS_A_WRITE);
  });
  return queue.waiting.splice(0, end === -1 ? queue.waiting.length : end);
}

async function write(db: Database, group: readonly Waiting[]): Promise<void> {
  try {
    const rows = group.flatMap((waiting) => waiting.rows);
    const { stored } = await insertSpanRows(db, rows, (client, write) =>
      insertIngestEntries(client, buildEntries(group, write)),
    );
    for (const { rows, resolve } of group) {
      const count = rows.filter((row) => stored.has(row)).length;
      resolve({ stored: count, duplicate: rows.length - count });
    }
  } catch (error) {
    // What one request brought must not fail the others: each by itself then. When the database is
    // away there is nothing to find out, and nobody should wait for it.
    if (group.length === 1 || isDatabaseAway(error)) {
      for (const waiting of group) waiting.reject(error);
    } else {
      for (const waiting of group) await write(db, [waiting]);
    }
  }
}
