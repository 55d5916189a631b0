import fc from "fast-check";
import { expect, it } from "vitest";
import { cutWindow } from "./tier-source";

const at = (text: string) => new Date(`2026-03-${text}Z`);
const WIDTHS = [1_440, 60, 5];

it("takes days inside, hours and five minutes at the edges, and traces for the rest", () => {
  const pieces = cutWindow({ from: at("01T22:03:00"), to: at("04T01:07:00") }, WIDTHS);
  expect(pieces.map(({ from, minutes }) => [from.toISOString().slice(8, 16), minutes])).toEqual([
    ["01T22:03", null],
    ["01T22:05", 5],
    ["01T23:00", 60],
    ["02T00:00", 1_440],
    ["04T00:00", 60],
    ["04T01:00", 5],
    ["04T01:05", null],
  ]);
});

it("covers any window without gap or overlap, by whole buckets", () => {
  const moment = fc.date({ min: at("01T00:00:00"), max: at("20T00:00:00"), noInvalidDate: true });
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      const pieces = cutWindow({ from, to }, WIDTHS);
      let end = from;
      for (const piece of pieces) {
        expect(piece.from).toEqual(end);
        end = piece.to;
        const width = (piece.minutes ?? 0) * 60_000;
        if (width > 0)
          expect((piece.from.getTime() % width) + (piece.to.getTime() % width)).toBe(0);
      }
      expect(end).toEqual(pieces.length === 0 ? from : to);
    }),
  );
});
