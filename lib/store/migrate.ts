import pg from "pg";
import { AppError } from "@/lib/errors";
import { loadMigrations, type Migration, migrationsFolder } from "./migration-list";
import { withSchemaEngine } from "./schema-engine";

/** Any number will do, as long as no other code locks it. */
const LOCK = 7_433_629;

/**
 * Brings a database to this version's schema and returns the names of the migrations applied, in
 * order; none when it was there already. Safe to run from several processes at once.
 *
 * @param log told each migration's name once it is in
 * @throws AppError `conflict` when a newer version has already migrated the database
 */
export async function migrate(
  connectionString: string,
  log: (name: string) => void = () => {},
  folder: string = migrationsFolder(),
): Promise<readonly string[]> {
  const shipped = await loadMigrations(folder);
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    // Two servers may start at once; the second waits here and then finds nothing to do.
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    if (isComplete(shipped, await loadApplied(client))) return [];
    const applied = await apply(connectionString, folder, shipped);
    applied.forEach(log);
    return applied;
  } finally {
    await client.end();
  }
}

async function loadApplied(client: pg.Client): Promise<ReadonlySet<string>> {
  const table = await client.query("select to_regclass('_prisma_migrations') is not null as there");
  if (!table.rows[0]?.there) return new Set();
  const { rows } = await client.query<{ migration_name: string }>(
    "select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null",
  );
  return new Set(rows.map((row) => row.migration_name));
}

/** Spares a start with nothing to do the engine, whose loading is most of a second start's time. */
function isComplete(shipped: readonly Migration[], applied: ReadonlySet<string>): boolean {
  const known = new Set(shipped.map(({ name }) => name));
  const unknown = [...applied].find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new AppError(
      "conflict",
      `The database was migrated by a newer Tidemark (${unknown}); run that version or a newer one.`,
    );
  }
  return shipped.every(({ name }) => applied.has(name));
}

async function apply(
  connectionString: string,
  folder: string,
  shipped: readonly Migration[],
): Promise<readonly string[]> {
  return withSchemaEngine(connectionString, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: folder,
        lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
        shadowDbInitScript: "",
        migrationDirectories: shipped.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  });
}
