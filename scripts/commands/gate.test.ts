import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ServerUnreachable } from "../api-client";
import { gate } from "./gate";

type Answer = (response: ServerResponse) => void;

let answer: Answer;
const asked: (string | undefined)[] = [];
const server = createServer((request, response) => {
  asked.push(request.url, request.headers.authorization);
  answer(response);
});

beforeEach(async () => {
  asked.length = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server's address is of this kind.
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("TIDEMARK_URL", `http://127.0.0.1:${port}/`);
  vi.stubEnv("TIDEMARK_KEY", "tm_key");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const verdict =
  (name: string): Answer =>
  (response) =>
    response.end(JSON.stringify({ verdict: name, reasons: [{ code: "x", message: "because" }] }));

const printed = () => {
  let text = "";
  vi.spyOn(process.stdout, "write").mockImplementation((part) => {
    text += part;
    return true;
  });
  return () => text;
};

it.each([
  ["pass", 0],
  ["block", 1],
  ["inconclusive", 2],
])("tells %s by exit code %i, and why in words", async (name, code) => {
  answer = verdict(name);
  const said = printed();
  expect(await gate.run(["tier-mix", "--feature", "a&b"])).toBe(code);
  expect(asked).toEqual(["/api/v1/gates/tier-mix?feature=a%26b", "Bearer tm_key"]);
  expect(said()).toBe(`tier-mix: ${name}\n  x: because\n`);
});

it("prints what the server said for programs to read", async () => {
  answer = verdict("block");
  const said = printed();
  await gate.run(["tier-mix", "--json"]);
  expect(JSON.parse(said())).toEqual({
    verdict: "block",
    reasons: [{ code: "x", message: "because" }],
  });
});

it.each<[string, Answer]>([
  ["a refusal", (response) => response.writeHead(400).end('{"error":{"message":"feature"}}')],
  ["a page of a proxy", (response) => response.end("<html>")],
  ["another verdict", verdict("maybe")],
  [
    "half an answer",
    (response) => {
      response.writeHead(200, { "content-length": 99 });
      response.write("{", () => response.destroy());
    },
  ],
  ["a broken connection", (response) => response.destroy()],
])("takes %s for no verdict", async (_, given) => {
  answer = given;
  await expect(gate.run(["tier-mix"])).rejects.toThrow(ServerUnreachable);
});
