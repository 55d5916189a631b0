import { ensureApp, ensureBundle } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { ChildFailed, run } from "./run.mjs";

/** Builds what is measured and what measures, then measures. */
try {
  await ensureInstalled();
  await ensureApp();
  await ensureBundle();
  await run("bench", process.execPath, [await ensureBundle("bench"), ...process.argv.slice(2)]);
} catch (error) {
  if (!(error instanceof ChildFailed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
