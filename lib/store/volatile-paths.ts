import { type Database, poolOf } from "./database";

/** JSON pointers, or bare keys, whose values differ from run to run and are not compared; sorted. */
export async function loadVolatilePaths(
  db: Database,
  projectId: number,
): Promise<readonly string[]> {
  const { rows } = await poolOf(db).query<{ paths: string[] }>({
    name: "load_volatile_paths",
    text: `select volatile_paths "paths" from project where id = $1`,
    values: [projectId],
  });
  return rows[0]?.paths ?? [];
}

/** Replaces the list; duplicates are kept once. */
export async function saveVolatilePaths(
  db: Database,
  projectId: number,
  paths: readonly string[],
): Promise<void> {
  await poolOf(db).query({
    name: "save_volatile_paths",
    text: "update project set volatile_paths = $2 where id = $1",
    values: [projectId, [...new Set(paths)].sort()],
  });
}
