import { pathToFileURL } from "node:url";
import { ensureApp, ensureBundle } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { ChildFailed } from "./run.mjs";

/** Makes the checkout ready for a command, then hands over to the command line built from `scripts/`. */
export async function main(args) {
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  try {
    await ensureInstalled();
    if (args[0] === "start" || args[0] === "build") await ensureApp();
    const bundle = await ensureBundle();
    if (args[0] !== "build") await import(pathToFileURL(bundle).href);
  } catch (error) {
    if (!(error instanceof ChildFailed)) throw error;
    console.error(`tidemark: ${error.message}`);
    process.exitCode = 1;
  }
}
