import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { expectLedger } from "@/test/faults/expect-ledger";
import { startLoad } from "@/test/faults/load";
import { keptMib, TELLING_KEPT } from "@/test/faults/memory";
import { mutate, randomOf } from "@/test/faults/mutate";
import { type RecordedBody, recordedBodies } from "@/test/faults/recorded-bodies";
import { dataFolder, type StartedServer, startServer } from "@/test/started-server";

const KEY = "tm_mutated_recordings";
const SEED = Number(process.env["TIDEMARK_FUZZ_SEED"] ?? 20_261_122);
const SENDERS = 8;

let home: Awaited<ReturnType<typeof dataFolder>>;
let server: StartedServer;

beforeAll(async () => {
  home = await dataFolder();
  server = await startServer({
    TIDEMARK_DATA_DIR: home.path,
    TIDEMARK_INIT_PROJECT: "mutated-recordings",
    TIDEMARK_INIT_KEY: KEY,
    ...TELLING_KEPT,
  });
});
afterAll(async () => {
  server.process.kill("SIGTERM");
  await server.ended;
  await home.remove();
});

const authorization = `Bearer ${KEY}`;
const read = (path: string) => fetch(`${server.address}${path}`, { headers: { authorization } });

/** The body of a request, broken before or after it is zipped, or unzipped; the same for an index. */
function mutatedRequest(bodies: readonly RecordedBody[], index: number): RequestInit {
  const random = randomOf(SEED + index);
  const pick = () => bodies[random(bodies.length)] ?? { type: "text/plain", body: Buffer.of() };
  const [{ type, body }, other] = [pick(), pick()];
  const way = random(6);
  const sent =
    way === 0
      ? mutate(gzipSync(body), gzipSync(other.body), random)
      : mutate(body, other.body, random);
  const encoding = way < 2 ? "gzip" : "identity";
  return {
    method: "POST",
    headers: { authorization, "content-type": type, "content-encoding": encoding },
    body: new Uint8Array(way === 1 ? gzipSync(sent) : sent),
  };
}

it("answers whatever is left of an export with 200 or 4xx, and keeps no memory of it", async () => {
  const bodies = recordedBodies(SEED);
  const answers = new Map<number, number[]>();
  let index = 0;
  const sendUpTo = async (end: number) => {
    const sender = async () => {
      while (index < end) {
        const mine = index++;
        const answer = await fetch(`${server.address}/v1/traces`, mutatedRequest(bodies, mine));
        await answer.arrayBuffer();
        answers.set(answer.status, [...(answers.get(answer.status)?.slice(-499) ?? []), mine]);
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, sender));
  };
  const others = startLoad({ address: () => server.address, key: KEY, clients: 1 });
  await sendUpTo(1_500);
  const earlyMib = await keptMib(server);
  await sendUpTo(4_500);
  const lateMib = await keptMib(server);
  await others.stop();

  const unexpected = [...answers].filter(([status]) => ![200, 400, 413, 429].includes(status));
  expect(unexpected, "statuses, and the requests that got them").toEqual([]);
  expect(answers.get(200)?.length).toBeGreaterThan(100);
  expect(answers.get(400)?.length).toBeGreaterThan(100);
  expect(lateMib - earlyMib).toBeLessThan(16);
  await expectLedger(others, server.address, KEY);
  expect(server.process.exitCode).toBeNull();

  const list = await read("/api/v1/traces?limit=200");
  expect(list.status).toBe(200);
  const { traces } = (await list.json()) as { traces: { traceId: string }[] };
  expect(traces.length).toBeGreaterThan(50);
  for (const { traceId } of traces) {
    expect((await read(`/api/v1/traces/${encodeURIComponent(traceId)}`)).status).toBe(200);
  }
});
