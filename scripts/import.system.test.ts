import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { runningApp } from "@/test/running-app";

const RUNS = join(process.cwd(), "../shared/data/tau-bench/gpt-4o-airline.json");
const app = runningApp();
const run = promisify(execFile);

it.skipIf(!existsSync(RUNS))("loads the 200 runs of tau-bench, once, and lists them", async () => {
  const key = await app().keyOf("tau");
  const importRuns = async () => {
    const { stdout, stderr } = await run(process.execPath, ["bin/tidemark.mjs", "import", RUNS], {
      env: { ...process.env, TIDEMARK_URL: app().address, TIDEMARK_KEY: key },
    });
    return stdout + stderr;
  };
  expect(await importRuns()).toContain("3818 stored");
  expect(await importRuns()).toContain("0 stored");
  await expect.poll(() => app().db.deriveQueue.count(), { timeout: 20_000 }).toBe(0);

  const { traces } = await (await app().send(key, "/api/v1/traces?limit=1000")).json();
  const sum = (field: string) =>
    traces.reduce((total: number, trace: Record<string, number>) => total + (trace[field] ?? 0), 0);
  expect(traces).toHaveLength(200);
  expect(sum("llmCount")).toBe(2_454);
  expect(sum("toolCount")).toBe(1_164);

  const handedOver = await app().send(
    key,
    "/api/v1/traces?tool=transfer_to_human_agents&limit=1000",
  );
  expect((await handedOver.json()).traces).toHaveLength(48);
});
