import { expect, it } from "vitest";
import { UsageError } from "./command";
import { parseGateArguments } from "./gate-arguments";

const read = (line: string) => {
  const { analysis, search, isJson } = parseGateArguments(line.split(" "));
  return [analysis, search.toString(), isJson];
};

it("hands every option on to the server, written either way and in any order", () => {
  expect(read("tier-mix")).toEqual(["tier-mix", "", false]);
  expect(read("--feature chat tier-mix --segment.plan=free --json")).toEqual([
    "tier-mix",
    "feature=chat&segment.plan=free",
    true,
  ]);
  expect(read("trace-diff --a=x=y --b --json")).toEqual(["trace-diff", "a=x%3Dy&b=--json", false]);
});

it("hands a repeated option on as it came, for the server to refuse", () => {
  expect(read("tier-mix --feature a --feature b")).toEqual([
    "tier-mix",
    "feature=a&feature=b",
    false,
  ]);
});

it.each(["--json", "tier-mix trace-diff", "tier-mix --feature", "tier-mix --", "tier-mix --=x"])(
  "does not take %j for a question",
  (line) => {
    expect(() => read(line)).toThrow(UsageError);
  },
);
