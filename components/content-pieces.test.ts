import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText, splitContent } from "./content-pieces";

describe("splitContent", () => {
  it("shows what was redacted as such", () => {
    expect(splitContent("mail [redacted:email], please")).toEqual([
      { form: "text", text: "mail " },
      { form: "redacted", what: "email" },
      { form: "text", text: ", please" },
    ]);
  });

  it("describes a file instead of showing its bytes", () => {
    const picture = `data:image/png;base64,${"A".repeat(398)}==`;
    expect(splitContent(`see ${picture}!`)).toEqual([
      { form: "text", text: "see " },
      { form: "file", mediaType: "image/png", bytes: 298 },
      { form: "text", text: "!" },
    ]);
  });

  it("marks what the reader searches for, upper and lower case alike", () => {
    expect(splitContent("Refund the refund", "refund")).toEqual([
      { form: "match", text: "Refund" },
      { form: "text", text: " the " },
      { form: "match", text: "refund" },
    ]);
  });

  it("loses no character of a text without special places", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ maxLength: 2 }), (text, needle) => {
        const pieces = splitContent(text, needle);
        expect(pieces.map((piece) => ("text" in piece ? piece.text : "?")).join("")).toBe(text);
      }),
    );
  });
});

describe("foldText", () => {
  const lines = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}`).join("\n");

  it("shows 40 lines whole, and says how many there are of more", () => {
    expect(foldText(lines(40)).more).toBeNull();
    const { shown, more } = foldText(lines(1234));
    expect(shown).toBe(lines(40));
    expect(more).toBe("Show all 1,234 lines");
  });

  it("folds one endless line by its length", () => {
    const { shown, more } = foldText("x".repeat(100_000));
    expect(shown.length).toBeLessThan(10_000);
    expect(more).toBe("Show all 100,000 characters");
  });
});
