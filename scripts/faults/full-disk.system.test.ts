import { afterAll, expect, it } from "vitest";
import { expectLedger } from "@/test/faults/expect-ledger";
import { startLoad } from "@/test/faults/load";
import { mountSmallDisk } from "@/test/faults/small-disk";
import { startServer } from "@/test/started-server";

const KEY = "tm_full_disk";

const disk = mountSmallDisk(320);
afterAll(() => disk?.remove());

it("acknowledges nothing while the disk is full, and goes on when there is room", async ({
  skip,
}) => {
  if (!disk) return skip("this account may not mount a small disk");
  const server = await startServer({
    TIDEMARK_DATA_DIR: disk.path,
    TIDEMARK_INIT_PROJECT: "full-disk",
    TIDEMARK_INIT_KEY: KEY,
  });
  const load = startLoad({ address: () => server.address, key: KEY });
  await load.advance(60);
  const refused = () => load.answers["503"] ?? 0;
  for (let round = 1; round <= 2; round += 1) {
    await disk.fill();
    await expect.poll(refused, { timeout: 30_000 }).toBeGreaterThan(round * 100);
    disk.free();
    await load.advance(60);
  }
  await load.stop();
  await expectLedger(load, server.address, KEY);
  expect(load.answers["ECONNREFUSED"]).toBeUndefined();
  server.process.kill("SIGTERM");
  await server.ended;
  expect(server.process.exitCode).toBe(0);
});
