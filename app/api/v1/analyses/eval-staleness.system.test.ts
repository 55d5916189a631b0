import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { EvalStalenessReport } from "@/lib/analyses/eval-staleness/report";
import { postSpans, sendJson, type Told } from "@/test/post-requests";
import { runningApp } from "@/test/running-app";

const app = runningApp();
const CASES = [90, 60, 50, 30, 10];
const PRODUCTION = [2_000, 3_000, 1_000, 1_500, 2_500];
const PASS = [0.98, 0.95, 0.9, 0.85, 0.6];
/** So many attempts make every pass rate a whole number of passes. */
const ATTEMPTS = 10;
/** A sampled trace stands for so many requests. */
const WEIGHT = 10;

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const idOf = (kind: number, index: number) => `case-${kind}-${index}`;

function cases() {
  return CASES.flatMap((count, kind) =>
    Array.from({ length: count }, (_, index) => ({
      id: idOf(kind, index),
      input: `question ${index} of kind ${kind}`,
      expected: "an answer",
      intent: `kind-${kind}`,
      createdAt: daysAgo(100),
      curator: "ada",
    })),
  );
}

function results() {
  return CASES.flatMap((count, kind) => {
    const passes = Math.round((PASS[kind] ?? 0) * count * ATTEMPTS);
    return Array.from({ length: count * ATTEMPTS }, (_, index) => ({
      case: idOf(kind, index % count),
      attempt: Math.floor(index / count) + 1,
      passed: index < passes,
    }));
  });
}

function production() {
  return PRODUCTION.flatMap((requests, kind) =>
    Array.from({ length: requests / WEIGHT }, () => ({
      traceId: randomBytes(16).toString("hex"),
      spanId: randomBytes(8).toString("hex"),
      name: "answer",
      startedAt: daysAgo(2),
      endedAt: daysAgo(2),
      segments: { intent: `kind-${kind}` },
      attributes: { "tidemark.sample_weight": WEIGHT },
    })),
  );
}

describe("240 cases cut otherwise than the 10 000 requests they stand for", () => {
  let key: string;
  let report: Told<EvalStalenessReport>;
  const read = async (query = "") =>
    (await (await app().send(key, `/api/v1/analyses/eval-staleness${query}`)).json()).report;

  beforeAll(async () => {
    key = await app().keyOf("staleness");
    await postSpans(app(), key, production());
    const path = "/api/v1/eval-suites/support-gold/cases";
    await sendJson(app(), key, ["PUT", path], { cases: cases() });
    await sendJson(app(), key, ["POST", "/api/v1/eval-runs"], {
      suite: "support-gold",
      run: "nightly-1",
      subject: { model: "gpt-4o", prompt: "v1" },
      startedAt: daysAgo(1),
      results: results(),
    });
    await vi.waitFor(
      async () => {
        report = await read();
        expect(report.production.requests).toBe(1_000);
      },
      { timeout: 20_000, interval: 500 },
    );
  }, 60_000);

  it("tells the numbers that were worked by hand", () => {
    const [suite] = report.suites;
    expect(suite).toMatchObject({ suite: "support-gold", cases: 240, rawResults: 240 });
    expect(suite?.rawPass).toBeCloseTo(0.92375, 6);
    expect(suite?.reweightedPass).toBeCloseTo(0.8485, 6);
    expect(suite?.effectiveCases).toBeCloseTo(109.356, 3);
    expect(suite?.shift.kind?.tvd).toBeCloseTo(0.2833333, 6);
    expect(suite?.shift.kind?.jsd).toBeCloseTo(0.0955539, 6);
    expect(suite?.shift.kind?.psi).toBeCloseTo(0.5764772, 6);
    expect(suite?.verdict).toBe("trustworthy");
  });

  it("draws each kind of request by its share, and how the suite is cut", () => {
    const { rows, cells, columns } = report.heatmap;
    expect(columns).toEqual([{ suite: "support-gold" }]);
    expect(rows.map(({ label, share }) => [label, share])).toEqual([
      ["kind-1", 0.3],
      ["kind-4", 0.25],
      ["kind-0", 0.2],
      ["kind-3", 0.15],
      ["kind-2", 0.1],
    ]);
    const least = cells.find(({ cluster }) => cluster === "kind-4");
    expect(least?.cases).toBe(10);
    expect(least?.pass).toBeCloseTo(0.6, 9);
    expect(least?.log2Ratio).toBeCloseTo(Math.log2(10 / 240 / 0.25), 9);
  });

  it("asks as strictly as it is told, and names a parameter that does not fit", async () => {
    const gate = async (query: string) => app().send(key, `/api/v1/gates/eval-staleness${query}`);
    expect(await (await gate("?suite=support-gold")).json()).toMatchObject({ verdict: "pass" });
    expect(await (await gate("?suite=none")).json()).toMatchObject({
      verdict: "inconclusive",
      reasons: [{ code: "no_suite" }],
    });
    const refused = await gate("?minFresh=2");
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { code: "invalid_input", details: { minFresh: [expect.any(String)] } },
    });
  });

  it("counts a retired case no more, at the next question", async () => {
    const path = `/api/v1/eval-suites/support-gold/cases/${idOf(4, 0)}/reviews`;
    const review = { action: "retire", reason: "asks what we no longer sell", by: "ada" };
    await sendJson(app(), key, ["POST", path], review);
    const [suite] = (await read("?suite=support-gold")).suites;
    expect(suite).toMatchObject({ cases: 239, retired: 1 });
  });
});
