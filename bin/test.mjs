import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureApp, ensureBundle, ensureGenerated } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { root, runToEnd } from "./run.mjs";
import { startTestApp } from "./test-app.mjs";
import { findBrowser } from "./test-browser.mjs";
import { playwrightCount, vitestCount } from "./test-count.mjs";

/** Runs every test, or with `e2e` the browser's only, and ends with `N passed, N failed`. */
async function main([only]) {
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  await ensureInstalled();
  await ensureGenerated();
  const folder = await mkdtemp(join(tmpdir(), "tidemark-results-"));
  const counts = [];
  try {
    if (only !== "e2e") counts.push(await vitest(folder, "unit", "integration"));
    const isBuilt = await build();
    if (!isBuilt) counts.push({ passed: 0, failed: 1 });
    if (isBuilt && only !== "e2e") counts.push(await vitest(folder, "system"));
    if (isBuilt) counts.push(await playwright(folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const sum = (name) => counts.reduce((total, count) => total + count[name], 0);
  process.exitCode = sum("failed") === 0 && sum("passed") > 0 ? 0 : 1;
  console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
}

/** A build that fails has said why; the tests that need none still count. */
async function build() {
  return ensureApp()
    .then(ensureBundle)
    .then(
      () => true,
      (error) => {
        console.error(error.message);
        return false;
      },
    );
}

async function vitest(folder, ...projects) {
  const file = join(folder, `vitest-${projects.join("-")}.json`);
  const code = await runToEnd(process.execPath, [
    "node_modules/vitest/vitest.mjs",
    "run",
    ...projects.map((project) => `--project=${project}`),
    "--passWithNoTests",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  return vitestCount(file, code);
}

async function playwright(folder) {
  const specs = await readdir(join(root, "e2e")).catch(() => []);
  if (!specs.some((name) => name.endsWith(".spec.ts"))) return { passed: 0, failed: 0 };
  const browser = await findBrowser();
  if (browser === null) {
    console.error("Browser tests need Chromium: install it, or set CHROMIUM_PATH.");
    return { passed: 0, failed: 1 };
  }
  const app = await startTestApp();
  try {
    const file = join(folder, "playwright.json");
    const code = await runToEnd(
      process.execPath,
      ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"],
      {
        ...process.env,
        ...app.env,
        CHROMIUM_PATH: browser,
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
      },
    );
    return await playwrightCount(file, code);
  } finally {
    await app.stop();
  }
}

await main(process.argv.slice(2));
