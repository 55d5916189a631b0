import { expect, it } from "vitest";
import { branchCoverageParams } from "./params";

const parse = (query: string) =>
  branchCoverageParams.parse(new URLSearchParams(query), new Date("2026-05-12T14:00:00Z"));

it("reads a prompt with its version in one, or apart", () => {
  expect(parse("prompt=support@v12")).toMatchObject({ prompt: "support", promptVersion: "v12" });
  expect(parse("prompt=support&promptVersion=v12")).toMatchObject({
    prompt: "support",
    promptVersion: "v12",
  });
  expect(parse("prompt=support@v12&promptVersion=v12").promptVersion).toBe("v12");
  expect(parse("prompt=me@example.com@3")).toMatchObject({
    prompt: "me@example.com",
    promptVersion: "3",
  });
  expect(parse("")).toMatchObject({ prompt: null, promptVersion: null, point: null, minHits: 3 });
});

it.each(["prompt=support@", "promptVersion=v12", "prompt=a@1&promptVersion=2", "minHits=0"])(
  "refuses %s",
  (query) => {
    expect(() => parse(query)).toThrow();
  },
);
