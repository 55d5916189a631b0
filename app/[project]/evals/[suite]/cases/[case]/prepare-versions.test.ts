import { expect, it } from "vitest";
import type { StoredVersion } from "@/lib/store/eval-case-history";
import { prepareVersions } from "./prepare-versions";

const version = (number: number, contentHash: string, body: StoredVersion["body"]) => ({
  version: number,
  suiteVersion: number + 4,
  contentHash,
  body,
  postedAt: new Date("2026-03-01"),
  postedBy: "team",
});

it("shows what each version says differently from the one before it", () => {
  const views = prepareVersions([
    version(3, "h2", {
      input: "Where is it?",
      expected: "In two days.",
      intent: null,
      tags: ["x"],
    }),
    version(2, "h1", { input: "Where is it?", expected: "In five days.", intent: null, tags: [] }),
    version(1, "h1", { input: "Where is it?", expected: "In five days.", intent: "a", tags: [] }),
  ]);
  expect(
    views.map(({ version, kind, fields }) => [version, kind, fields.map((f) => f.field)]),
  ).toEqual([
    [3, "edited", ["expected", "tags"]],
    [2, "described", ["intent"]],
    [1, "first", []],
  ]);
  expect(views[0]?.fields[0]?.changes.filter(({ change }) => change !== "kept")).toEqual([
    { change: "removed", text: "five" },
    { change: "added", text: "two" },
  ]);
});
