import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectLedger } from "@/test/faults/expect-ledger";
import { startLoad } from "@/test/faults/load";
import { tellsMemory, watchMemory } from "@/test/faults/memory";
import { connectTo, exportHead } from "@/test/faults/raw-client";
import { dataFolder, type StartedServer, startServer } from "@/test/started-server";

const KEY = "tm_hostile_clients";
const JSON_TYPE = { "content-type": "application/json" };
const GZIP = { ...JSON_TYPE, "content-encoding": "gzip" };
const MIB = 1024 * 1024;

let home: Awaited<ReturnType<typeof dataFolder>>;
let server: StartedServer;

beforeAll(async () => {
  home = await dataFolder();
  server = await startServer({
    TIDEMARK_DATA_DIR: home.path,
    TIDEMARK_INIT_PROJECT: "hostile-clients",
    TIDEMARK_INIT_KEY: KEY,
    TIDEMARK_REQUEST_TIMEOUT_SECONDS: "4",
  });
});
afterAll(async () => {
  server.process.kill("SIGTERM");
  await server.ended;
  await home.remove();
});

const load = (clients = 6) => startLoad({ address: () => server.address, key: KEY, clients });
const hex = (bytes: number) => randomBytes(bytes).toString("hex");
const aSpan = (overrides: object = {}) => ({
  traceId: hex(16),
  spanId: hex(8),
  name: "step",
  startTimeUnixNano: "1772366400000000000",
  endTimeUnixNano: "1772366401000000000",
  ...overrides,
});
const bodyOf = (...spans: object[]) =>
  Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));
const send = (path: string, request: RequestInit = {}) =>
  fetch(`${server.address}${path}`, {
    ...request,
    headers: { authorization: `Bearer ${KEY}`, ...(request.headers as Record<string, string>) },
  });
const post = (body: RequestInit["body"], headers: Record<string, string> = JSON_TYPE) =>
  send("/v1/traces", { method: "POST", body: body ?? null, headers });
const postInChunks = (body: Buffer<ArrayBuffer>) =>
  send("/v1/traces", {
    method: "POST",
    headers: JSON_TYPE,
    body: new Blob([body]).stream(),
    duplex: "half",
  } as RequestInit);
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

describe("while others are served as ever", () => {
  it("ends a client that sends one byte a second", async () => {
    const body = bodyOf(aSpan());
    const heads = [
      exportHead(KEY, { ...JSON_TYPE, "content-length": body.length }),
      exportHead(KEY, { ...JSON_TYPE, "transfer-encoding": "chunked" }),
      exportHead("tm_wrong", { ...JSON_TYPE, "content-length": body.length }),
      // This one's headers never end.
      exportHead(KEY, JSON_TYPE).slice(0, -20),
    ];
    const slow = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const client = await connectTo(server.address);
        client.socket.write(heads[index % heads.length] ?? "");
        return client;
      }),
    );
    const drip = setInterval(() => {
      for (const { socket } of slow) if (socket.writable) socket.write("1");
    }, 1_000);
    const others = load();
    await others.advance(150);
    await others.stop();
    await Promise.all(slow.map(({ closed }) => closed));
    clearInterval(drip);

    for (const [index, { received }] of slow.entries()) {
      // Who may not come in is told at once.
      expect(received()).toMatch(index % heads.length === 2 ? /^HTTP\/1.1 401/ : /^HTTP\/1.1 408/);
    }
    expect(median(others.latenciesMs)).toBeLessThan(250);
    await expectLedger(others, server.address, KEY);
  });

  it("holds a thousand idle connections", async () => {
    const idle = await Promise.all(
      Array.from({ length: 1_000 }, async (_, index) => {
        const client = await connectTo(server.address);
        // Half of them never say anything; the others keep the connection after an answer.
        if (index % 2 === 0) {
          client.socket.write(exportHead("tm_wrong", { ...JSON_TYPE, "content-length": 0 }));
        }
        return client;
      }),
    );
    const others = load();
    await others.advance(150);
    const kept = idle.filter((_, index) => index % 2 === 0);
    for (const { socket, received } of kept) {
      expect(received()).toMatch(/^HTTP\/1.1 401/);
      expect(socket.readyState).toBe("open");
    }
    await others.stop();
    for (const { socket } of idle) socket.destroy();
    expect(median(others.latenciesMs)).toBeLessThan(250);
    await expectLedger(others, server.address, KEY);
  });

  it("stores nothing of bodies that are cut off", async () => {
    const others = load();
    const spans = Array.from({ length: 60 }, () => aSpan());
    await Promise.all(
      spans.map(async (span, index) => {
        const whole = index % 3 === 0 ? gzipSync(bodyOf(span)) : bodyOf(span);
        const sent = whole.subarray(0, Math.floor((whole.length * index) / spans.length));
        const { socket, closed } = await connectTo(server.address);
        if (index % 3 === 1) {
          socket.write(exportHead(KEY, { ...JSON_TYPE, "transfer-encoding": "chunked" }));
          socket.write(`${whole.length.toString(16)}\r\n`);
        } else {
          const type = index % 3 === 0 ? GZIP : JSON_TYPE;
          socket.write(exportHead(KEY, { ...type, "content-length": whole.length }));
        }
        socket.write(sent, () => (index % 2 === 0 ? socket.resetAndDestroy() : socket.end()));
        await closed;
      }),
    );
    await others.advance(50);
    await others.stop();
    await expectLedger(others, server.address, KEY);
    for (const { traceId } of spans) {
      expect((await send(`/api/v1/traces/${traceId}`)).status).toBe(404);
    }
  });
});

describe.skipIf(!tellsMemory)("in bounded memory", () => {
  const bomb = gzipSync(Buffer.alloc(300 * MIB, " "));
  const attribute = bodyOf(
    aSpan({ attributes: [{ key: "big", value: { stringValue: "x".repeat(100 * MIB) } }] }),
  );

  it("refuses many gzip bombs at once", async () => {
    const grownMib = watchMemory(server.process.pid);
    const others = load(2);
    const answers = await Promise.all(Array.from({ length: 40 }, () => post(bomb, GZIP)));
    await others.advance(20);
    await others.stop();
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 413 && status !== 429)).toEqual([]);
    expect((await post(bomb, GZIP)).status).toBe(413);
    expect(grownMib()).toBeLessThan(400);
    await expectLedger(others, server.address, KEY);
  });

  it.each([
    ["told beforehand", () => post(attribute)],
    ["in chunks", () => postInChunks(attribute)],
    ["zipped", () => post(gzipSync(attribute), GZIP)],
  ])("refuses an attribute of 100 MB, %s", async (_, request) => {
    const grownMib = watchMemory(server.process.pid);
    const others = load(2);
    expect((await request()).status).toBe(413);
    await others.advance(20);
    await others.stop();
    expect(grownMib()).toBeLessThan(250);
    await expectLedger(others, server.address, KEY);
  });

  it("holds so much of bodies that are arriving, and asks the others to come back", async () => {
    const grownMib = watchMemory(server.process.pid);
    const part = Buffer.alloc(12 * MIB, " ");
    const clients = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const client = await connectTo(server.address);
        client.socket.write(exportHead(KEY, { ...JSON_TYPE, "content-length": 13 * MIB }));
        client.socket.write(part);
        return client;
      }),
    );
    const refused = () =>
      clients.filter(({ received }) => /^HTTP\/1.1 429.*retry-after: /is.test(received())).length;
    await expect.poll(refused, { timeout: 10_000 }).toBeGreaterThan(25);
    expect(grownMib()).toBeLessThan(300);
    for (const { socket } of clients) socket.destroy();
    expect((await post(bodyOf(aSpan()))).status).toBe(200);
  });
});

it("stores and lists spans whose clock is ten years off, once", async () => {
  const YEARS_MS = 10 * 365.25 * 86_400_000;
  const spans = [-YEARS_MS, YEARS_MS].map((offMs) => {
    const startMs = Math.floor(Date.now() + offMs);
    return aSpan({
      startTimeUnixNano: `${startMs}000000`,
      endTimeUnixNano: `${startMs + 250}000000`,
    });
  });
  for (let time = 0; time < 3; time += 1) expect((await post(bodyOf(...spans))).status).toBe(200);
  for (const { traceId, spanId } of spans) {
    const told = await (await send(`/api/v1/traces/${traceId}`)).json();
    expect(told).toMatchObject({ spans: [{ spanId }] });
    const listed = async () => {
      const answer = await send(`/api/v1/traces?q=${traceId}`);
      return ((await answer.json()) as { traces: { traceId: string }[] }).traces.map(
        (t) => t.traceId,
      );
    };
    await expect.poll(listed, { timeout: 10_000 }).toEqual([traceId]);
  }
});
