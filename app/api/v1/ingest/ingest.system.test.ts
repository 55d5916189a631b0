import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { runningApp } from "@/test/running-app";

const app = runningApp({ TIDEMARK_INGEST_MAX_BYTES: "100000" });
const hex = (bytes: number) => randomBytes(bytes).toString("hex");

const aSpan = (overrides: object = {}) => ({
  traceId: hex(16),
  spanId: hex(8),
  name: "step",
  startedAt: new Date().toISOString(),
  endedAt: new Date().toISOString(),
  ...overrides,
});

const post = (key: string, path: string, body: string | Buffer, headers = {}) =>
  app().send(key, path, {
    method: "POST",
    // Node's and the DOM's types of bytes differ.
    body: typeof body === "string" ? body : new Uint8Array(body),
    headers: { "content-type": "application/json", ...headers },
  });

const ledgerOf = async (key: string, query = "") => {
  const response = await app().send(key, `/api/v1/ingest${query}`);
  expect(response.status).toBe(200);
  return response.json();
};

it("accounts for every span of every request, per key and hour, in spans and bytes", async () => {
  const key = await app().keyOf("ledger");
  const spans = [aSpan(), aSpan(), aSpan({ startedAt: "2026-03-01T12:00:00Z" })];
  const body = JSON.stringify({ spans: [...spans, aSpan({ traceId: 5, name: "nameless" })] });
  const zipped = gzipSync(body);
  await post(key, "/api/v1/traces", zipped, { "content-encoding": "gzip" });
  await post(key, "/api/v1/traces", JSON.stringify({ spans: spans.slice(0, 2) }));
  await post(key, "/v1/traces", "{}");
  const bad = aSpan();
  await post(
    key,
    "/v1/traces",
    JSON.stringify({
      resourceSpans: [
        { scopeSpans: [{ spans: [{ name: "bad", traceId: "", spanId: bad.spanId }] }] },
      ],
    }),
  );
  const ledger = await ledgerOf(key);
  const counts = {
    requests: 4,
    refused: 0,
    received: 7,
    stored: 3,
    duplicate: 2,
    rejected: 2,
    late: 1,
  };
  expect(ledger.totals).toMatchObject(counts);
  expect(ledger.totals.bytes).toBeGreaterThan(body.length);
  expect(ledger.totals.wireBytes).toBe(ledger.totals.bytes - body.length + zipped.length);
  expect(ledger.totals.storedBytes).toBeGreaterThan(0);
  const samples = ledger.reasons.map(({ sample }: { sample: string }) => sample);
  expect(samples.sort()).toEqual(["bad", "nameless"]);
  const sum = (field: string) =>
    ledger.hours.reduce(
      (total: number, hour: Record<string, number>) => total + (hour[field] ?? 0),
      0,
    );
  for (const [field, count] of Object.entries(counts)) expect(sum(field), field).toBe(count);
});

it("counts requests of which nothing was taken, with the reason", async () => {
  const key = await app().keyOf("refused");
  await post(key, "/v1/traces", "nonsense", { "content-type": "application/x-protobuf" });
  await post(key, "/api/v1/traces", "x".repeat(200_000));
  await post(key, "/v1/traces", gzipSync("x".repeat(200_000)), { "content-encoding": "gzip" });
  await post(key, "/v1/traces", "<spans/>", { "content-type": "text/xml" });
  const { totals, reasons } = await ledgerOf(key);
  expect(totals).toMatchObject({ requests: 4, refused: 4, received: 0, rejected: 0 });
  expect(reasons).toHaveLength(3);
  expect(reasons[0]).toMatchObject({
    reason: expect.stringContaining("larger than 100000"),
    requests: 2,
    spans: 0,
  });
});

it("pages by cursor and names a parameter that does not fit", async () => {
  const key = await app().keyOf("pages");
  await post(key, "/api/v1/traces", JSON.stringify({ spans: [aSpan()] }));
  const { hours, nextCursor } = await ledgerOf(key, "?limit=1");
  expect(hours).toMatchObject([{ keyName: "test", received: 1 }]);
  expect(nextCursor).toBeNull();
  for (const query of ["limit=0", "from=soon", "colour=red", "cursor=x"]) {
    const answer = await app().send(key, `/api/v1/ingest?${query}`);
    expect(answer.status, query).toBe(400);
    expect(await answer.text()).toContain(query.split("=")[0]);
  }
  const other = await app().keyOf("pages", ["ingest"]);
  expect((await app().send(other, "/api/v1/ingest")).status).toBe(403);
});

it("says the same to Prometheus, for the key's project only", async () => {
  const key = await app().keyOf("scraped");
  const span = aSpan();
  await post(key, "/api/v1/traces", JSON.stringify({ spans: [span, span, 5] }));
  await post("no key of ours", "/api/v1/traces", "{}");
  const answer = await app().send(key, "/api/metrics");
  expect(answer.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  const text = await answer.text();
  for (const line of [
    'tidemark_ingest_spans_total{project="scraped",result="stored"} 1',
    'tidemark_ingest_spans_total{project="scraped",result="duplicate"} 1',
    'tidemark_ingest_spans_total{project="scraped",result="rejected"} 1',
    'tidemark_ingest_requests_total{project="scraped",result="taken"} 1',
    'tidemark_ingest_refusals_total{code="unauthorized"}',
    "process_resident_memory_bytes ",
    "nodejs_eventloop_lag_p99_seconds ",
  ]) {
    expect(text).toContain(line);
  }
  expect(text).not.toContain('project="refused"');
  expect((await fetch(`${app().address}/api/metrics`)).status).toBe(401);
});
