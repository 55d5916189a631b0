import { expect, it } from "vitest";
import { isAnotherModel } from "./model-name";

it.each([
  ["gpt-4o", "gpt-4o-2024-08-06"],
  ["openai/gpt-4o", "gpt-4o"],
  ["claude-sonnet-4-5", "claude-sonnet-4-5-20250929"],
  ["claude-3-5-haiku-latest", "claude-3-5-haiku-20241022"],
  ["us.anthropic.claude-sonnet-4-20250514-v1:0", "claude-sonnet-4"],
  ["models/gemini-2.5-pro", "gemini-2.5-pro"],
  ["gpt-4-0613", "GPT-4"],
])("takes %s and %s for one model", (requested, served) => {
  expect(isAnotherModel(requested, served)).toBe(false);
});

it.each([
  ["gpt-4o", "gpt-4o-mini"],
  ["gpt-4o", "gpt-4o-mini-2024-07-18"],
  ["claude-sonnet-4-5", "claude-haiku-4-5"],
  ["gpt-5", "gpt-4.1"],
])("tells %s from %s", (requested, served) => {
  expect(isAnotherModel(requested, served)).toBe(true);
});

it("claims no change while one of the two is unknown", () => {
  expect(isAnotherModel(null, "gpt-4o")).toBe(false);
  expect(isAnotherModel("gpt-4o", null)).toBe(false);
});
