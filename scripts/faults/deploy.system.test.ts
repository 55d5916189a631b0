import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type EmbeddedServer, startEmbeddedServer } from "@/lib/store/embedded-server";
import { expectLedger } from "@/test/faults/expect-ledger";
import { startLoad } from "@/test/faults/load";
import { connectTo, exportHead } from "@/test/faults/raw-client";
import { dataFolder, startServer } from "@/test/started-server";

const KEY = "tm_deployed";
const JSON_TYPE = { "content-type": "application/json" };

let home: Awaited<ReturnType<typeof dataFolder>>;
let postgres: EmbeddedServer;

beforeAll(async () => {
  home = await dataFolder();
  postgres = await startEmbeddedServer({ home: home.path, log: () => {} });
});
afterAll(async () => {
  await postgres.stop();
  await home.remove();
});

const start = () =>
  startServer({
    DATABASE_URL: postgres.url,
    TIDEMARK_INIT_PROJECT: "deployed",
    TIDEMARK_INIT_KEY: KEY,
  });
const isRefused = (address: string) =>
  connectTo(address).then(
    ({ socket }) => !socket.destroy(),
    () => true,
  );

/** Connects and sends an export up to the middle of its body; `finish` sends the rest. */
async function beginExport(address: string) {
  const [traceId, spanId] = [randomBytes(16).toString("hex"), randomBytes(8).toString("hex")];
  const [startTimeUnixNano, endTimeUnixNano] = ["1772366400000000000", "1772366401000000000"];
  const span = { traceId, spanId, name: "step", startTimeUnixNano, endTimeUnixNano };
  const body = Buffer.from(
    JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
  );
  const client = await connectTo(address);
  client.socket.write(exportHead(KEY, { ...JSON_TYPE, "content-length": body.length }));
  client.socket.write(body.subarray(0, 100));
  return { ...client, traceId, spanId, finish: () => client.socket.write(body.subarray(100)) };
}

it("answers what it had accepted when it is told to stop, while the next server takes over", async () => {
  const [old, next] = await Promise.all([start(), start()]);
  let isGone = false;
  const load = startLoad({ address: () => (isGone ? next : old).address, key: KEY });
  await load.advance(60);
  const idle = await connectTo(old.address);
  const begun = await Promise.all(Array.from({ length: 10 }, () => beginExport(old.address)));
  const endless = await beginExport(old.address);
  // An answer on a later connection: what was written before it has arrived.
  await load.advance(20);

  old.process.kill("SIGTERM");
  await expect.poll(() => isRefused(old.address)).toBe(true);
  isGone = true;
  for (const { finish } of begun) finish();
  await load.advance(60);
  await load.stop();
  await Promise.all([...begun, idle, endless].map(({ closed }) => closed));
  await old.ended;
  expect(old.process.exitCode).toBe(0);
  for (const { received } of begun) {
    expect(received()).toMatch(/^HTTP\/1.1 200 .*\r\nConnection: close\r\n/s);
  }
  expect(endless.received()).not.toContain("200");

  const drained = begun.map(({ traceId, spanId }) => [traceId, [spanId]] as const);
  const acknowledged = new Map([...drained, ...load.acknowledged]);
  await expectLedger({ acknowledged, answers: load.answers }, next.address, KEY);
  next.process.kill("SIGTERM");
  await next.ended;
});
