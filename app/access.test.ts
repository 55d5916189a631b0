import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { accessText } from "@/test/access-text";

/** As the formatter leaves a table, however wide its columns are. */
const folded = (text: string) => text.replace(/ +/g, " ").replace(/-{3,}/g, "---");

it("is told in docs/operating.md as it is", () => {
  expect(folded(readFileSync("docs/operating.md", "utf8"))).toContain(folded(accessText()));
});
