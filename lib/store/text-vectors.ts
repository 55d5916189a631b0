import { contentHash } from "./content-reference";
import { type Database, poolOf } from "./database";
import { type EmbeddingsEndpoint, fetchEmbeddings, makerOf } from "./embeddings";

/**
 * The vectors of texts by an endpoint, each asked for once and then kept.
 *
 * @throws Error when the endpoint does not give those that are missing
 */
export async function loadTextVectors(
  db: Database,
  projectId: number,
  endpoint: EmbeddingsEndpoint,
  texts: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const maker = makerOf(endpoint);
  const hashes = new Map([...new Set(texts)].map((text) => [contentHash(text), text]));
  const { rows } = await poolOf(db).query<{ hash: string; vector: number[] }>({
    text: `
      update text_vector set seen = $4::date
      where project_id = $1 and maker = $2 and text_hash = any($3::text[])
      returning text_hash hash, vector`,
    values: [projectId, maker, [...hashes.keys()], now],
  });
  const vectors = new Map<string, readonly number[]>();
  for (const { hash, vector } of rows) vectors.set(hashes.get(hash) ?? "", vector);
  const missing = [...hashes].filter(([, text]) => !vectors.has(text));
  if (missing.length === 0) return vectors;
  const made = await fetchEmbeddings(
    endpoint,
    missing.map(([, text]) => text),
  );
  const fresh = missing.map(([hash, text], index) => ({ hash, text, vector: made[index] ?? [] }));
  for (const { text, vector } of fresh) vectors.set(text, vector);
  await poolOf(db).query({
    text: `
      insert into text_vector (project_id, maker, text_hash, vector, seen)
      select $1, $2, hash, array(select jsonb_array_elements_text(vector)::real), $4::date
      from jsonb_to_recordset($3::jsonb) as made (hash text, vector jsonb)
      on conflict (project_id, maker, text_hash) do nothing`,
    values: [
      projectId,
      maker,
      JSON.stringify(fresh.map(({ hash, vector }) => ({ hash, vector }))),
      now,
    ],
  });
  return vectors;
}

const KEPT_DAYS = 60;

/** Removes vectors that nothing has needed for two months. */
export async function deleteUnusedVectors(db: Database, now: Date): Promise<void> {
  await poolOf(db).query("delete from text_vector where seen < $1::date - $2::int", [
    now,
    KEPT_DAYS,
  ]);
}
