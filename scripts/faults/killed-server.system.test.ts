import { afterEach, beforeEach, expect, it } from "vitest";
import { expectLedger } from "@/test/faults/expect-ledger";
import { startLoad } from "@/test/faults/load";
import { postmasterOf } from "@/test/faults/postgres-processes";
import { dataFolder, type StartedServer, startServer } from "@/test/started-server";

const KEY = "tm_killed_server";

let home: Awaited<ReturnType<typeof dataFolder>>;
let server: StartedServer;

const start = () =>
  startServer({
    TIDEMARK_DATA_DIR: home.path,
    TIDEMARK_INIT_PROJECT: "killed-server",
    TIDEMARK_INIT_KEY: KEY,
  });

beforeEach(async () => {
  home = await dataFolder();
  server = await start();
});
afterEach(async () => {
  server.process.kill("SIGTERM");
  await server.ended;
  await home.remove();
});

it("loses nothing acknowledged when it is killed under load and started again", async () => {
  const load = startLoad({ address: () => server.address, key: KEY });
  for (const target of ["server", "server and database"]) {
    await load.advance(80);
    const postmaster = postmasterOf(home.path);
    server.process.kill("SIGKILL");
    if (target !== "server" && postmaster !== undefined) process.kill(postmaster, "SIGKILL");
    await server.ended;
    server = await start();
  }
  await load.advance(80);
  await load.stop();
  expect(load.answers["ECONNREFUSED"]).toBeGreaterThan(0);
  await expectLedger(load, server.address, KEY);
});
