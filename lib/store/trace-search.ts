import type { Json } from "@/lib/domain/span";
import { columnText } from "./column-text";
import { fillBodies, loadContent } from "./content";
import { type ContentReference, referencesIn } from "./content-reference";
import { type Database, poolOf } from "./database";
import { decodeSpan } from "./span-body";
import { type StoredBody, streamBodies } from "./trace-spans";

/** What a search inside one trace found. */
export type TraceSearch = {
  /** By start and then by arrival. */
  readonly spanIds: readonly string[];
  /** There are more than `SEARCH_LIMIT`; the rest was not looked at. */
  readonly isCut: boolean;
};

const SEARCH_LIMIT = 2000;

/**
 * The spans of a trace in whose name, status, input, output, tool, documents, attributes or events
 * a text occurs, upper and lower case alike.
 *
 * Bodies and content are JSON, so they are searched for the text as JSON writes it; what that offers
 * is then read, because the same letters may be the name of one of our own fields.
 */
export async function searchSpansOfTrace(
  db: Database,
  projectId: number,
  traceId: string,
  text: string,
): Promise<TraceSearch> {
  const needle = text.trim().toLowerCase();
  if (needle === "") return { spanIds: [], isCut: false };
  const search = new ContentSearch(db, projectId, text.trim());
  const spanIds: string[] = [];
  for await (const rows of streamBodies(db, projectId, traceId)) {
    const candidates = await search.among(rows);
    const bodies = await fillBodies(
      db,
      projectId,
      candidates.map((row) => row.body),
    );
    candidates.forEach(({ spanId }, index) => {
      if (isIn(bodies[index] ?? "{}", needle)) spanIds.push(spanId);
    });
    if (spanIds.length > SEARCH_LIMIT) {
      return { spanIds: spanIds.slice(0, SEARCH_LIMIT), isCut: true };
    }
  }
  return { spanIds, isCut: false };
}

/** Looks for a text in bodies and in what they refer to, each content once. */
export class ContentSearch {
  readonly #text: string;
  readonly #quoted: string;
  readonly #verdicts = new Map<string, boolean>();
  /** For each run of units, its own hash and those inside. */
  readonly #runs = new Map<string, readonly string[]>();

  constructor(
    readonly db: Database,
    readonly projectId: number,
    text: string,
  ) {
    this.#text = text.toLowerCase();
    this.#quoted = JSON.stringify(text).slice(1, -1).toLowerCase();
  }

  /** The rows that may hold the text: it stands in their JSON. */
  async among<Row extends Pick<StoredBody, "body">>(rows: readonly Row[]): Promise<Row[]> {
    const references = new Map(rows.map((row) => [row, referencesIn(row.body)]));
    const all = [...references.values()].flat();
    await this.#readRuns(all.filter(({ isNested }) => isNested));
    await this.#judge([...new Set(all.flatMap((reference) => this.#hashesOf(reference)))]);
    return rows.filter(
      (row) =>
        row.body.toLowerCase().includes(this.#quoted) ||
        references
          .get(row)
          ?.some((reference) => this.#hashesOf(reference).some((hash) => this.#verdicts.get(hash))),
    );
  }

  /** A reference's content, and what that refers to in turn. */
  #hashesOf({ hash }: ContentReference): readonly string[] {
    return this.#runs.get(hash) ?? [hash];
  }

  async #readRuns(runs: readonly ContentReference[]): Promise<void> {
    const fresh = runs.filter(({ hash }) => !this.#runs.has(hash));
    const contents = new Map<string, string>();
    await loadContent(this.db, this.projectId, fresh, contents);
    for (const [hash, data] of contents) {
      this.#runs.set(hash, [hash, ...referencesIn(data).map((inside) => inside.hash)]);
    }
  }

  async #judge(hashes: readonly string[]): Promise<void> {
    const fresh = hashes.filter((hash) => !this.#verdicts.has(hash));
    if (fresh.length === 0) return;
    const { rows } = await poolOf(this.db).query<{ hash: string }>({
      name: "search_content",
      text: `
        select hash from content
        where project_id = $1 and hash = any($2::text[])
          and (position($3 in lower(data)) > 0 or position($4 in lower(data)) > 0)`,
      // Content that stands inside strings too is kept without their escapes.
      values: [this.projectId, fresh, this.#quoted, columnText(this.#text) ?? ""],
    });
    for (const hash of fresh) this.#verdicts.set(hash, false);
    for (const { hash } of rows) this.#verdicts.set(hash, true);
  }
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
