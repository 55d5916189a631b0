import type pg from "pg";
import { integerArray, textArray } from "./binary-array";
import {
  type ContentReference,
  type ContentUnit,
  fillBody,
  referencesIn,
} from "./content-reference";
import { type Database, poolOf } from "./database";
import { KnownContent } from "./known-content";
import { dayOf } from "./span-day";
import type { SpanRow } from "./span-row";
import type { Queryable } from "./transaction";

/** Content of one project. */
export type ProjectContent = ContentUnit & { readonly projectId: number };

const knownByPool = new WeakMap<pg.Pool, KnownContent>();

function knownOf(pool: pg.Pool): KnownContent {
  const known = knownByPool.get(pool) ?? new KnownContent();
  knownByPool.set(pool, known);
  return known;
}

/** What rows refer to and is not known to be stored and marked as seen today; each once, by project and hash. */
export function newContent(
  pool: pg.Pool,
  rows: readonly SpanRow[],
  today: string,
): readonly ProjectContent[] {
  const known = knownOf(pool);
  const content = new Map<string, ProjectContent>();
  for (const { projectId, units } of rows) {
    for (const unit of units) {
      if (known.has(projectId, unit.hash, today)) continue;
      content.set(`${projectId} ${unit.hash}`, { projectId, ...unit });
    }
  }
  // Writers that lock content in one order cannot wait for each other in a circle.
  return [...content].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, unit]) => unit);
}

/** Whether content need not be sent again today. */
export function isKnownContent(db: Database, projectId: number, hash: string): boolean {
  return knownOf(poolOf(db)).has(projectId, hash, dayOf(new Date()));
}

export function rememberContent(
  pool: pg.Pool,
  content: readonly ProjectContent[],
  today: string,
): void {
  const known = knownOf(pool);
  for (const { projectId, hash } of content) known.add(projectId, hash, today);
}

/** Stores content that is not there, and marks what is there as seen today. */
export async function insertContent(
  client: Queryable,
  content: readonly ProjectContent[],
  today: string,
): Promise<void> {
  if (content.length === 0) return;
  await client.query({
    name: "insert_content",
    text: `
      insert into content (project_id, hash, data, seen)
      select project_id, hash, data, $4::date
      from unnest($1::integer[], $2::text[], $3::text[]) as sent (project_id, hash, data)
      on conflict (project_id, hash) do update set seen = excluded.seen
      where content.seen < excluded.seen`,
    values: [
      integerArray(content.map((unit) => unit.projectId)),
      textArray(content.map((unit) => unit.hash)),
      textArray(content.map((unit) => unit.data)),
      today,
    ],
  });
}

/** Bodies of one project with their content in place, in the same order. */
export async function fillBodies(
  db: Database,
  projectId: number,
  bodies: readonly string[],
  /** Content read before, added to; for readers that go through many bodies of one trace. */
  contents: Map<string, string> = new Map(),
): Promise<string[]> {
  const references = bodies.flatMap(referencesIn);
  await loadContent(db, projectId, references, contents);
  const nested = new Set(references.flatMap(({ hash, isNested }) => (isNested ? [hash] : [])));
  const inside = [...nested].flatMap((hash) => referencesIn(contents.get(hash) ?? ""));
  await loadContent(db, projectId, inside, contents);
  return bodies.map((body) => fillBody(body, contents));
}

/** Adds what is referred to and not there yet. */
export async function loadContent(
  db: Database,
  projectId: number,
  references: readonly ContentReference[],
  contents: Map<string, string>,
): Promise<void> {
  const wanted = new Set(references.map(({ hash }) => hash));
  const missing = [...wanted].filter((hash) => !contents.has(hash));
  if (missing.length === 0) return;
  const { rows } = await poolOf(db).query<ContentUnit>({
    name: "load_content",
    text: "select hash, data from content where project_id = $1 and hash = any($2::text[])",
    values: [projectId, missing],
  });
  for (const { hash, data } of rows) contents.set(hash, data);
}
