import { ensureApp, ensureBundle } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { run } from "./run.mjs";

/** Builds what is measured and what measures, then measures. */
await ensureInstalled();
await ensureApp();
await ensureBundle();
await run("bench", process.execPath, [await ensureBundle("bench"), ...process.argv.slice(2)]);
