import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connect, type Database } from "@/lib/store/database";
import { openTestServer } from "@/scripts/test-server";
import { type StartedServer, startServer } from "@/test/started-server";
import { openTcpProxy, type TcpProxy } from "@/test/tcp-proxy";

const KEY = "tm_outage_of_the_database";

let postgres: Awaited<ReturnType<typeof openTestServer>>;
let proxy: TcpProxy;
let server: StartedServer;
let db: Database;

beforeAll(async () => {
  postgres = await openTestServer();
  const url = new URL(postgres.url);
  proxy = await openTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  server = await startServer({
    DATABASE_URL: url.href,
    TIDEMARK_INIT_PROJECT: "outage",
    TIDEMARK_INIT_KEY: KEY,
  });
  db = connect(postgres.url);
});
afterAll(async () => {
  server.process.kill("SIGTERM");
  await server.ended;
  await db.$disconnect();
  await proxy.cut();
  await postgres.close();
});

const aSpan = () => ({
  traceId: randomBytes(16).toString("hex"),
  spanId: randomBytes(8).toString("hex"),
  name: "step",
  startTimeUnixNano: "1772366400000000000",
  endTimeUnixNano: "1772366401000000000",
});

const send = (span: object) =>
  fetch(`${server.address}/v1/traces`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
  });

it("says when the database is away, acknowledges nothing then, and goes on when it is back", async () => {
  expect((await send(aSpan())).status).toBe(200);

  await proxy.cut();
  const refused = await send(aSpan());
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ code: 14, error: { code: "unavailable" } });
  expect((await fetch(`${server.address}/api/health`)).status).toBe(503);

  await proxy.mend();
  await expect.poll(async () => (await send(aSpan())).status, { timeout: 20_000 }).toBe(200);
  await expect
    .poll(async () => (await fetch(`${server.address}/api/health`)).status, { timeout: 20_000 })
    .toBe(200);
});

it("has every acknowledged span, once, after a connection that kept breaking", async () => {
  const acknowledged: string[] = [];
  let isOver = false;
  const client = async () => {
    while (!isOver) {
      const span = aSpan();
      // As exporters do: the same spans again until they are taken.
      while (!isOver) {
        const answer = await send(span);
        if (answer.status === 200) {
          acknowledged.push(span.spanId);
          break;
        }
        expect([429, 503]).toContain(answer.status);
        await sleep(50);
      }
    }
  };
  const clients = [client(), client(), client(), client()];
  for (let round = 0; round < 4; round += 1) {
    await sleep(700);
    await proxy.cut();
    await sleep(300);
    await proxy.mend();
  }
  await sleep(2_000);
  isOver = true;
  await Promise.all(clients);

  expect(acknowledged.length).toBeGreaterThan(100);
  const stored = await db.span.findMany({
    where: { spanId: { in: acknowledged } },
    select: { spanId: true },
  });
  expect(stored.map((span) => span.spanId).sort()).toEqual([...acknowledged].sort());
});
