import { describe, expect, it } from "vitest";
import { caseFields, resultFields } from "@/lib/analyses/eval-staleness/intake";
import { parseEvalFile } from "./eval-file";

const cases = (text: string, name = "gold.csv") =>
  parseEvalFile({ text, name }, "cases", caseFields, ({ id }) => id);
const results = (text: string, name = "run.csv") =>
  parseEvalFile({ text, name }, "results", resultFields, (row) => `${row.case} ${row.attempt}`);

describe("cases", () => {
  it("reads every column, quoted lines and all", () => {
    const text = [
      "\uFEFFid,input,expected,intent,tags,createdAt,dependsOn.corpus,dependsOn.tools.look.up,branches",
      'a,"Two lines,\nand ""quotes""","{""ok"":true}",billing, gold ; de ,2026-01-01T00:00:00Z,v1,h1,b1;b2',
      "b,[not json,,,,,,,",
    ].join("\r\n");
    const [a, b] = cases(text);
    expect(a).toMatchObject({
      id: "a",
      input: 'Two lines,\nand "quotes"',
      expected: { ok: true },
      intent: "billing",
      tags: ["gold", "de"],
      createdAt: new Date("2026-01-01"),
      dependsOn: { corpus: "v1", tools: { "look.up": "h1" } },
      branches: ["b1", "b2"],
      curator: null,
    });
    expect(b).toMatchObject({ input: "[not json", expected: null, intent: null, tags: [] });
  });

  it("reads a case a line of JSON", () => {
    const read = cases('{"id":"a","input":1}\n\n{"id":"b","tags":["x"]}\n', "gold.jsonl");
    expect(read.map(({ id, input, tags }) => [id, input, tags])).toEqual([
      ["a", 1, []],
      ["b", null, ["x"]],
    ]);
  });

  it.each([
    ["id,expectd,prio\na,,", "no such column: expectd, prio"],
    ["id,dependsOn.tools\na,x", "no such column: dependsOn.tools"],
    ["id,createdAt\na,yesterday\n,", "line 2: createdAt must be a time"],
    ["id,tags\na,\n,x", "line 3: id "],
    ["id\na\nb\na", "line 4: the same as line 2 (a)"],
    ["id,input\na,b,c", "Invalid Record Length"],
    ["", "no header line"],
  ])("refuses %j", (text, message) => {
    expect(() => cases(text)).toThrow(message);
  });

  it("names the line that is not JSON, and fields nobody knows", () => {
    expect(() => cases('{"id":"a"}\n{', "gold.jsonl")).toThrow("line 2 is not JSON");
    expect(() => cases('{"id":"a","priority":1}', "gold.jsonl")).toThrow(/line 1: .*priority/);
  });

  it("names the first ten faults and counts the rest", () => {
    const text = `id,createdAt\n${Array.from({ length: 14 }, (_, i) => `c${i},no`).join("\n")}`;
    expect(() => cases(text)).toThrow(/line 11: [\s\S]*… 4 more/);
  });
});

it("reads results, with every word for passed and failed", () => {
  const text = "case,attempt,passed,score,error\na,,PASS,0.5,\na,2,0,,\nb,,,,grader timed out";
  expect(results(text)).toEqual([
    { case: "a", attempt: 1, passed: true, score: 0.5, traceId: null, error: null },
    { case: "a", attempt: 2, passed: false, score: null, traceId: null, error: null },
    { case: "b", attempt: 1, passed: null, score: null, traceId: null, error: "grader timed out" },
  ]);
  expect(() => results("case,passed,score\na,maybe,high")).toThrow(/line 2: passed [\s\S]*score/);
});
