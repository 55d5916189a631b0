import { expect, it } from "vitest";
import { readIngestRequest } from "./ingest-request";

const NOW = new Date("2026-05-12T14:20:00Z");
const windowOf = (search: string) => {
  const { from, to } = readIngestRequest(search, NOW).window;
  return [from.toISOString(), to.toISOString()];
};

it("shows the last 24 hours, or the range of the address, up to now", () => {
  expect(readIngestRequest("", NOW).range).toBe("24h");
  expect(windowOf("")).toEqual(["2026-05-11T14:20:00.000Z", "2026-05-12T14:20:00.000Z"]);
  expect(windowOf("range=7d")[0]).toBe("2026-05-05T14:20:00.000Z");
  expect(windowOf("from=2026-05-01T00:00:00Z&to=2026-05-02T00:00:00Z")).toEqual([
    "2026-05-01T00:00:00.000Z",
    "2026-05-02T00:00:00.000Z",
  ]);
});

it("leaves aside what it does not understand", () => {
  const request = readIngestRequest("range=soon&cursor=cut", NOW);
  expect(request).toMatchObject({ leftAside: ["range=soon"], cursor: null });
});
