import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { runningApp } from "@/test/running-app";

const app = runningApp();
const run = promisify(execFile);

/** Two runs of one question, the second with another result of its second tool. */
const spans = ["a", "b"].flatMap((traceId) => {
  const at = (second: number) => `2026-03-01T12:00:${String(second).padStart(2, "0")}Z`;
  const root = { traceId, spanId: `${traceId}0`, kind: "agent", name: "agent", input: "q" };
  const tool = (place: number, result: string) => ({
    traceId,
    spanId: `${traceId}${place}`,
    parentId: root.spanId,
    kind: "tool",
    name: `tool${place}`,
    tool: { name: `tool${place}`, arguments: {}, result: { is: result } },
    startedAt: at(place * 10),
    endedAt: at(place * 10 + 1),
  });
  return [
    { ...root, startedAt: at(0), endedAt: at(59) },
    tool(1, "same"),
    tool(2, traceId === "a" ? "found" : "missing"),
  ];
});

it("is told by the API and the gate, and written by the command line", async () => {
  const { send, keyOf, address } = app();
  const key = await keyOf("diff");
  const body = JSON.stringify({ spans });
  const headers = { "content-type": "application/json" };
  await send(key, "/api/v1/traces", { method: "POST", headers, body });

  const answer = await send(key, "/api/v1/analyses/trace-diff?a=a&b=b");
  expect(await answer.json()).toMatchObject({
    analysis: "trace-diff",
    params: { a: "a", b: "b" },
    report: { kind: "pair", fork: { index: 2, a: "a2", b: "b2" }, consequences: 0 },
  });
  const gate = async (search: string) =>
    (await send(key, `/api/v1/gates/trace-diff?${search}`)).json();
  expect(await gate("a=a&b=b")).toMatchObject({ verdict: "pass" });
  expect(await gate("a=a&b=b&failOn=material")).toMatchObject({ verdict: "block" });
  expect(await gate("")).toMatchObject({ verdict: "inconclusive" });

  const half = await send(key, "/api/v1/analyses/trace-diff?a=a");
  expect([half.status, (await half.json()).error.details]).toEqual([
    400,
    { b: [expect.any(String)] },
  ]);
  const gone = await send(key, "/api/v1/analyses/trace-diff?a=a&b=nowhere");
  expect([gone.status, (await gone.json()).error.message]).toEqual([
    404,
    'No trace "nowhere" in this project',
  ]);

  const env = { ...process.env, TIDEMARK_URL: address, TIDEMARK_KEY: key };
  const words = ["bin/tidemark.mjs", "diff", "a", "b", "--format", "md"];
  const passed = await run(process.execPath, words, { env });
  expect(passed.stdout).toMatch(/^\*\*.*Forked at step 3 of 3/);
  await expect(
    run(process.execPath, [...words, "--fail-on", "material"], { env }),
  ).rejects.toMatchObject({ code: 1 });
  await expect(
    run(process.execPath, ["bin/tidemark.mjs", "diff", "a", "nowhere"], { env }),
  ).rejects.toMatchObject({ code: 3 });
});
