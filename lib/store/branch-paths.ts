import { pathHash } from "./trace-writer";
import type { Queryable } from "./transaction";

/** Keeps the sequences that traces' path hashes name. Those that are known are left alone. */
export async function insertPaths(
  client: Queryable,
  projectId: number,
  paths: readonly (readonly string[])[],
): Promise<void> {
  const byHash = new Map(
    paths.filter((path) => path.length > 0).map((path) => [pathHash(path), path]),
  );
  if (byHash.size === 0) return;
  // In one order, so that two workers with the same paths cannot wait for each other.
  const rows = [...byHash].sort(([a], [b]) => (a < b ? -1 : 1));
  await client.query({
    name: "insert_paths",
    text: `
      insert into branch_path (project_id, hash, steps)
      select $1, (row ->> 0)::bigint, array(select jsonb_array_elements_text(row -> 1))
      from jsonb_array_elements($2::jsonb) row
      on conflict do nothing`,
    values: [projectId, JSON.stringify(rows)],
  });
}
