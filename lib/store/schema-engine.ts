import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

const MODULE = "schema_engine_bg.wasm";

/** The engine wants to know what kind of database it is on, and nothing more. */
const DATAMODELS: [string, string][] = [
  ["schema.prisma", 'datasource db {\n  provider = "postgresql"\n}\n'],
];

/** Beside the bundled command line when there is one, else in the package. */
function modulePath(): string {
  const bundled = join(dirname(fileURLToPath(import.meta.url)), MODULE);
  if (existsSync(bundled)) return bundled;
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  return join(dirname(entry), MODULE);
}

/** What the type declarations of the glue leave out. */
type Loadable = { __wbg_set_wasm(exports: WebAssembly.Exports): void };
type Startable = { __wbindgen_start(): void };

/**
 * The stock adapter cuts a script at every semicolon, also those in comments, texts and function
 * bodies. Sent whole, as Prisma's native engine sends it, Postgres reads it, and all of it or nothing happens.
 */
class WholeScripts extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
    };
    return adapter;
  }
}

let loaded: Promise<void> | undefined;

async function load(): Promise<void> {
  const { instance } = await WebAssembly.instantiate(await readFile(modulePath()), {
    // The declarations describe classes; to WebAssembly the module is a record of functions.
    "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports,
  });
  (glue as unknown as Loadable).__wbg_set_wasm(instance.exports);
  (instance.exports as unknown as Startable).__wbindgen_start();
}

/** Lends Prisma's schema engine on one database. Loads the WebAssembly module once a process. */
export async function withSchemaEngine<Result>(
  connectionString: string,
  work: (engine: glue.SchemaEngine) => Promise<Result>,
): Promise<Result> {
  loaded ??= load();
  await loaded;
  // The engine locks the database through a connection it never gives back: the pool is ours, so
  // that ending it frees the lock.
  const pool = new pg.Pool({ connectionString });
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool));
    const engine = await glue.SchemaEngine.new({ datamodels: DATAMODELS }, () => {}, adapter);
    return await work(engine);
  } finally {
    await pool.end();
  }
}
