import fc from "fast-check";
import { expect, it } from "vitest";
import { keepText, type StoredText, TextPages } from "./text-pages";

const read = ({ bytes, start, end }: StoredText) => bytes.toString("utf8", start, end);

it("gives back every text as it was, however many requests share pages", () => {
  const letter = fc.constantFrom("a", "é", "漢", "😀", '"');
  const text = fc.array(letter, { maxLength: 400 }).map((letters) => letters.join(""));
  const request = fc.array(text, { maxLength: 20 });
  fc.assert(
    fc.property(fc.array(request, { maxLength: 12 }), fc.nat(3), (requests, kept) => {
      const open: { pages: TextPages; texts: readonly string[]; stored: StoredText[] }[] = [];
      for (const texts of requests) {
        const pages = new TextPages();
        open.push({ pages, texts, stored: texts.map(pages.keep) });
        if (open.length > kept) open.shift()?.pages.release();
        for (const { texts: own, stored } of open) expect(stored.map(read)).toEqual(own);
      }
      for (const { pages } of open) pages.release();
    }),
  );
});

it("keeps a text that no page can hold", () => {
  const pages = new TextPages();
  const long = "é".repeat(300_000);
  expect(read(pages.keep(long))).toBe(long);
  expect(read(keepText(long))).toBe(long);
  pages.release();
});

it("uses a page again only when all of its requests are done", () => {
  const [first, second] = [new TextPages(), new TextPages()];
  const [one, two] = [first.keep("one"), second.keep("two")];
  expect(two.bytes).toBe(one.bytes);
  first.release();
  const third = new TextPages();
  third.keep("three");
  expect(read(two)).toBe("two");
  second.release();
  third.release();
});
