import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aSpan } from "@/test/span";
import { prepareSpan } from "./prepare-span";
import { createSpanCache } from "./span-cache";

const asked: string[] = [];
const server = createServer((request, response) => {
  const spanId = decodeURIComponent(request.url?.split("/").at(-1) ?? "");
  asked.push(spanId);
  response.statusCode = spanId === "gone" ? 404 : 200;
  response.end(JSON.stringify(prepareSpan(aSpan({ spanId }))));
});
let address = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has this form of address.
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/spans`;
});
afterAll(() => server.close());

const cache = () => createSpanCache(address, prepareSpan(aSpan({ spanId: "first" })));

it("has the span it was made with at once, and asks for another only one time", async () => {
  const { read } = cache();
  expect(read("first")).toMatchObject({ ok: true });
  const [once, again] = [read("a/b"), read("a/b")];
  expect(again).toBe(once);
  expect(await once).toMatchObject({ ok: true, view: { spanId: "a/b" } });
  expect(read("a/b")).toMatchObject({ ok: true, view: { spanId: "a/b" } });
  expect(asked.filter((spanId) => spanId === "a/b")).toHaveLength(1);
});

it("says why there are no details, and tries again once told to forget", async () => {
  const { read, forget } = cache();
  expect(await read("gone")).toEqual({ ok: false, problem: "This span is no longer stored." });
  forget("gone");
  await read("gone");
  expect(asked.filter((spanId) => spanId === "gone")).toHaveLength(2);
});

it("forgets what was not looked at for long, and keeps what was", async () => {
  const { read } = cache();
  for (let count = 0; count < 60; count += 1) {
    await read(`span-${count}`);
    read("first");
  }
  expect(read("first")).toMatchObject({ ok: true });
  await read("span-0");
  expect(asked.filter((spanId) => spanId === "span-0")).toHaveLength(2);
});
