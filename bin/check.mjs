import { ensureGenerated } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { runToEnd } from "./run.mjs";

const STEPS = [
  ["format and lint", "@biomejs/biome/bin/biome", "ci", "--error-on-warnings", "."],
  ["route types", "next/dist/bin/next", "typegen"],
  ["types", "typescript/bin/tsc", "--noEmit", "-p", "."],
  [
    "imports",
    "dependency-cruiser/bin/dependency-cruise.mjs",
    "app",
    "bin",
    "components",
    "lib",
    "scripts",
    "test",
    "e2e",
  ],
  ["unused", "knip/bin/knip.js"],
];

/** Everything that can be known without running the product; goes on after a fault, to tell all of them. */
async function main() {
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  await ensureInstalled();
  await ensureGenerated();
  const failed = [];
  for (const [title, program, ...args] of STEPS) {
    console.log(`\n> ${title}`);
    const code = await runToEnd(process.execPath, [`node_modules/${program}`, ...args]);
    if (code !== 0) failed.push(title);
  }
  console.log("\n> paths in the documents");
  if ((await runToEnd(process.execPath, ["scripts/check-docs.mjs"])) !== 0)
    failed.push("documents");
  console.log(failed.length === 0 ? "\nAll checks passed." : `\nFailed: ${failed.join(", ")}.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

await main();
