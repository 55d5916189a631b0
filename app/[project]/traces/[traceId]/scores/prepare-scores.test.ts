import { expect, it } from "vitest";
import type { StoredScore } from "@/lib/store/scores";
import { prepareScores } from "./prepare-scores";

const aScore = (more: Partial<StoredScore>): StoredScore => ({
  id: "s",
  traceId: "t",
  spanId: null,
  name: "helpful",
  value: null,
  label: null,
  comment: null,
  source: "evaluator",
  origin: "posted",
  author: null,
  at: new Date("2026-03-01T12:00:00Z"),
  ...more,
});

it("puts what is said of the whole trace before what is said of its spans", () => {
  const scores = [
    aScore({ id: "a", spanId: "x", value: 1 }),
    aScore({ id: "b", value: 1 }),
    aScore({ id: "c", spanId: "y", value: 1 }),
  ];
  expect(
    prepareScores(scores, [{ spanId: "x", name: "chat" }]).map(({ id, spanName }) => [
      id,
      spanName,
    ]),
  ).toEqual([
    ["b", null],
    ["a", "chat"],
    ["c", null],
  ]);
});

it.each([
  [{ value: 0.2 }, "score.helpful:bad"],
  [{ value: 4 }, "score.helpful:4"],
  [{ label: "too long", name: "Tone of voice" }, 'score."Tone of voice":"too long"'],
])("leads from %j to the traces of %s", (said, query) => {
  expect(prepareScores([aScore(said)], [])[0]?.query).toBe(query);
});

it("lets only what was given by hand be said anew, as it was said", () => {
  const given = { origin: "page", author: "mara", source: "human" } as const;
  expect(prepareScores([aScore({ value: 1 })], [])[0]?.draft).toBeNull();
  expect(prepareScores([aScore({ ...given, label: "bad", comment: "No." })], [])[0]?.draft).toEqual(
    {
      name: "helpful",
      kind: "bad",
      value: "",
      label: "bad",
      comment: "No.",
      by: "mara",
    },
  );
  expect(prepareScores([aScore({ ...given, value: 0.5 })], [])[0]?.draft?.kind).toBe("value");
});
