import { readFile } from "node:fs/promises";

/** What a Vitest run says of itself; a file that could not even be loaded is one failure. */
export async function vitestCount(file, code) {
  const report = await read(file);
  const unloaded = report?.testResults?.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return count(
    report?.numPassedTests,
    (report?.numFailedTests ?? 0) + (unloaded?.length ?? 0),
    code,
  );
}

/** What a Playwright run says of itself; a test that passed when tried again has passed. */
export async function playwrightCount(file, code) {
  const stats = (await read(file))?.stats;
  return count((stats?.expected ?? 0) + (stats?.flaky ?? 0), stats?.unexpected ?? 0, code);
}

/** A run that ended badly without naming a failed test still counts as a failure. */
function count(passed, failed, code) {
  return { passed: passed ?? 0, failed: code === 0 ? failed : Math.max(1, failed) };
}

async function read(file) {
  const text = await readFile(file, "utf8").catch(() => "null");
  return JSON.parse(text);
}
