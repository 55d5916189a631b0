import fc from "fast-check";
import { expect, it } from "vitest";
import { completeQuery, type KnownValues } from "./complete-query";

const known: KnownValues = {
  model: [
    { value: "gpt-4o", traces: 1_200 },
    { value: "gpt-5", traces: 1 },
  ],
  feature: [{ value: "check out", traces: 3 }],
};

/** Completions at the place of `|`, as label and resulting text with the caret marked. */
function at(marked: string) {
  const caret = marked.indexOf("|");
  return completeQuery(marked.replace("|", ""), caret, known).map((option) => [
    option.label,
    `${option.text.slice(0, option.caret)}|${option.text.slice(option.caret)}`,
  ]);
}

it.each([
  ["sta|", [["status:", "status:|"]]],
  ["-sta|", [["-status:", "-status:|"]]],
  ["refund mod| x", [["model:", "refund model:| x"]]],
])("completes the name of a field in %s", (marked, expected) => {
  expect(at(marked)).toEqual(expected);
});

it("offers fields where nothing is written yet", () => {
  expect(at("status:ok |").length).toBeGreaterThan(5);
});

it.each([
  [
    "model:|",
    [
      ["gpt-4o", "model:gpt-4o |"],
      ["gpt-5", "model:gpt-5 |"],
    ],
  ],
  ["model:gpt-4o,5|", [["gpt-5", "model:gpt-4o,gpt-5 |"]]],
  ["feature:check|", [["check out", 'feature:"check out" |']]],
  ['feature:"check|', [["check out", 'feature:"check out" |']]],
  ["-has:orph|", [["orphans", "-has:orphans |"]]],
  ["status:e| x", [["error", "status:error |x"]]],
  ["duration:>5|", [[">5s", "duration:>5s |"]]],
  ["constructor:|", []],
])("completes values in %s", (marked, expected) => {
  expect(at(marked)).toEqual(expected);
});

it("completes the names of scores as the project knows them, then what may be asked", () => {
  const names = ["helpful", "Answer relevance"];
  const at = (text: string) =>
    completeQuery(text, text.length, known, names).map((option) => option.text);
  expect(at("score")).toEqual(["score.helpful:", 'score."Answer relevance":']);
  expect(at("score.a")).toEqual([]);
  expect(at("-score.h")).toEqual(["-score.helpful:"]);
  expect(at("score.helpful:")).toEqual(
    ["good", "bad", ">0.5", "<0.5"].map((value) => `score.helpful:${value} `),
  );
  expect(at('score."Answer relevance":go')).toEqual(['score."Answer relevance":good ']);
  expect(at("verdict:")).toEqual(["verdict:good ", "verdict:bad "]);
});

it("says how many traces have a value", () => {
  expect(completeQuery("model:", 6, known).map(({ hint }) => hint)).toEqual([
    "1,200 traces",
    "1 trace",
  ]);
});

it("puts the caret inside the text, whatever is typed", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), (text, place) => {
      for (const option of completeQuery(text, place % (text.length + 1), known)) {
        expect(option.caret).toBeLessThanOrEqual(option.text.length);
      }
    }),
  );
});
