import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { accessText } from "@/test/access-text";

it("is told in docs/operating.md as it is", () => {
  expect(readFileSync("docs/operating.md", "utf8")).toContain(accessText());
});
