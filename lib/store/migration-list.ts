import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export type Migration = { readonly name: string; readonly sql: string };

/**
 * The folder that holds the migrations, found upwards from this file, which runs from the sources,
 * from a bundle in `dist/`, or from an image that has little else.
 */
export function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "prisma", "migrations"))) {
    const above = dirname(folder);
    if (above === folder) throw new Error("prisma/migrations is missing from this installation");
    folder = above;
  }
  return join(folder, "prisma", "migrations");
}

/** Every migration this version ships, in the order they are applied. */
export async function loadMigrations(folder: string): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      sql: await readFile(join(folder, name, "migration.sql"), "utf8"),
    })),
  );
}
