import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { buildComparison } from "@/lib/analyses/trace-diff/report-comparison";
import { aSpan } from "@/test/span";
import { ServerUnreachable } from "../api-client";
import { UsageError } from "../command";
import { diff } from "./diff";

type Answer = (response: ServerResponse) => void;

let answer: Answer;
let asked: string | undefined;
const server = createServer((request, response) => {
  asked = request.url;
  answer(response);
});

beforeEach(async () => {
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

const printed = () => {
  let text = "";
  const take = (part: string | Uint8Array) => {
    text += part;
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(take);
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  return () => text;
};

/** A run of an agent that called these tools. */
function aRun(traceId: string, tools: readonly string[]) {
  const root = aSpan({ traceId, kind: "agent", name: "agent", input: "q", output: "r" });
  const called = tools.map((name, place) =>
    aSpan({
      traceId,
      parentId: root.spanId,
      kind: "tool",
      name,
      startedAt: new Date(root.startedAt.getTime() + 10_000 * (place + 1)),
      tool: {
        name,
        callId: null,
        arguments: { name },
        result: name,
        definitions: null,
        rawBytes: null,
      },
    }),
  );
  return { traceId, spans: [root, ...called] };
}

const diffOf = (a: readonly string[], b: readonly string[]): Answer => {
  const report = buildComparison({
    kind: "pair",
    a: aRun("a", a),
    b: aRun("b", b),
    replicates: [],
    history: [],
    volatilePaths: [],
  });
  return (response) => response.end(JSON.stringify({ analysis: "trace-diff", report }));
};

it("exits with 0 when the runs do the same, and with 1 when one leaves a step out", async () => {
  const said = printed();
  answer = diffOf(["one", "two"], ["one", "two"]);
  expect(await diff.run(["a", "b&"])).toBe(0);
  expect(asked).toBe("/api/v1/analyses/trace-diff?a=a&b=b%26");
  expect(said()).toContain("No fork: all 3 steps do the same.");
  answer = diffOf(["one", "two"], ["one"]);
  expect(await diff.run(["a", "b"])).toBe(1);
  expect(await diff.run(["a", "b", "--fail-on", "decision"])).toBe(0);
});

it("exits with 2 when content that was not recorded could hide what is asked for", async () => {
  printed();
  const hidden = { ...aSpan({ traceId: "a", kind: "llm", name: "chat" }) };
  const report = buildComparison({
    kind: "pair",
    a: { traceId: "a", spans: [hidden] },
    b: { traceId: "b", spans: [hidden] },
    replicates: [],
    history: [],
    volatilePaths: [],
  });
  answer = (response) => response.end(JSON.stringify({ report }));
  expect(await diff.run(["a", "b", "--fail-on", "material"])).toBe(2);
});

it("writes Markdown that begins with the headline, and JSON with the verdict", async () => {
  const said = printed();
  answer = diffOf(["one", "two"], ["one"]);
  await diff.run(["a", "b", "--format", "md"]);
  expect(said()).toMatch(/^\*\*.*Forked at step 3 of 3/);
  const before = said().length;
  await diff.run(["a", "b", "--format", "json"]);
  expect(JSON.parse(said().slice(before))).toMatchObject({
    verdict: "block",
    report: { kind: "pair", fork: { index: 2 } },
  });
});

it.each([
  [["a"]],
  [["a", "b", "c"]],
  [["a", "b", "--format", "pdf"]],
  [["a", "b", "--fail-on", "x"]],
])("explains its use for %j", async (words) => {
  await expect(diff.run(words)).rejects.toThrow(UsageError);
});

it.each<[string, Answer]>([
  ["a refusal", (response) => response.writeHead(404).end('{"error":{"message":"No trace"}}')],
  ["a page of a proxy", (response) => response.end("<html>")],
  ["another report", (response) => response.end('{"report":{"kind":"none"}}')],
])("takes %s for no diff", async (_, given) => {
  answer = given;
  await expect(diff.run(["a", "b"])).rejects.toThrow(ServerUnreachable);
});
