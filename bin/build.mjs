import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { root, run } from "./run.mjs";

const SCHEMA = ["prisma/schema.prisma", "prisma.config.ts", "package-lock.json"];
const BUNDLED = [
  "bin",
  "lib",
  "scripts",
  "prisma",
  "package-lock.json",
  "tsconfig.json",
  // What takes traces in is answered ahead of Next.js too.
  "app/api",
  "app/v1",
  "app/account-for.ts",
  "app/ingest-context.ts",
];
/** Measures what is built and is no part of it: a change in it builds nothing else again. */
const BENCH = join("scripts", "bench");
/** What is bundled, and from where. */
const ENTRIES = { tidemark: "scripts/cli.ts", bench: "scripts/bench/main.ts" };
const APP = [
  ...BUNDLED,
  "app",
  "components",
  "public",
  "instrumentation.ts",
  "middleware.ts",
  "proxy.ts",
  "next.config.mjs",
  "postcss.config.cjs",
];
const GENERATED = join("lib", "store", "generated");
/** Settings of the server that will run must not find their way into what is built. */
const RUNTIME_VARIABLES = /^(PORT|HOST|DATABASE_URL|TIDEMARK_.*|npm_.*)$/;

/** Generates the Prisma client when the schema changed. */
export async function ensureGenerated() {
  await whenChanged(SCHEMA, "node_modules/.tidemark-client", join(GENERATED, "client.ts"), () => {
    const prisma = createRequire(join(root, "package.json")).resolve("prisma/build/index.js");
    return run("prisma generate", process.execPath, [prisma, "generate"], {
      quiet: true,
    });
  });
}

/** Bundles the command line, or another entry, when its sources changed; returns the bundle's path. */
export async function ensureBundle(name = "tidemark") {
  const bundle = join("dist", `${name}.mjs`);
  const sources = name === "bench" ? [...BUNDLED, BENCH] : BUNDLED;
  await whenChanged(sources, `dist/${name}.stamp`, bundle, async () => {
    await ensureGenerated();
    await buildBundle(ENTRIES[name], bundle);
  });
  return join(root, bundle);
}

/** Builds the app when its sources changed since the last build. */
export async function ensureApp() {
  await whenChanged(APP, ".next/tidemark.stamp", ".next/BUILD_ID", async () => {
    console.error("Building …");
    await ensureGenerated();
    const next = createRequire(join(root, "package.json")).resolve("next/dist/bin/next");
    const kept = Object.entries(process.env).filter(([name]) => !RUNTIME_VARIABLES.test(name));
    await run("next build", process.execPath, [next, "build"], {
      env: { ...Object.fromEntries(kept), NODE_ENV: "production" },
      quiet: true,
    });
  });
}

async function whenChanged(sources, stamp, product, make) {
  const hash = await hashOf(sources);
  const [kept, made] = await Promise.all([readOrNull(stamp), readOrNull(product)]);
  if (made !== null && kept === hash) return;
  await rm(join(root, stamp), { force: true });
  await make();
  await mkdir(dirname(join(root, stamp)), { recursive: true });
  await writeFile(join(root, stamp), hash);
}

const readOrNull = (file) => readFile(join(root, file), "utf8").catch(() => null);

/** One digest of the names and contents of files and folders; absent ones count as absent. */
async function hashOf(sources) {
  const files = (await Promise.all(sources.map(filesOf))).flat();
  const digests = await Promise.all(
    files.map(async (file) => {
      const content = await readFile(join(root, file)).catch(() => "absent");
      return `${file} ${createHash("sha256").update(content).digest("hex")}\n`;
    }),
  );
  return createHash("sha256").update(digests.join("")).digest("hex");
}

async function filesOf(path) {
  if (path === GENERATED || /\.test\.tsx?$/.test(path)) return [];
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch(() => null);
  if (entries === null) return [path];
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const inside = entries.map(({ name }) => join(path, name)).filter((each) => each !== BENCH);
  return (await Promise.all(inside.map(filesOf))).flat();
}

async function buildBundle(entry, outfile) {
  const { build } = await import("esbuild");
  const unfinished = `${outfile}.${process.pid}`;
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: unfinished,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    conditions: ["react-server"],
    // The job queue could read a configuration in TypeScript; there is none, and the compiler is large.
    external: ["next", "pg-native", "typescript"],
    sourcemap: false,
    logLevel: "error",
    // Some packages inside are CommonJS and ask for Node's own modules in their way.
    banner: {
      js: 'import { createRequire as createRequireOf } from "node:module"; const require = createRequireOf(import.meta.url);',
    },
  });
  const engine = createRequire(join(root, "package.json")).resolve("@prisma/schema-engine-wasm");
  await copyFile(
    join(dirname(engine), "schema_engine_bg.wasm"),
    join(root, "dist", "schema_engine_bg.wasm"),
  );
  await rename(join(root, unfinished), join(root, outfile));
}
