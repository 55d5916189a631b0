import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg } from "./benjamini-hochberg";
import { chiSquareTest, gTest } from "./contingency";
import { fisherExact } from "./fisher-exact";

describe("fisherExact", () => {
  it("agrees with R's fisher.test", () => {
    const { twoSided } = fisherExact([
      [120, 1880],
      [40, 1960],
    ]);
    expect(twoSided / 7.62406937e-11).toBeCloseTo(1, 7);
    const few = fisherExact([
      [1, 19],
      [9, 11],
    ]);
    expect(few.less).toBeCloseTo(0.0041809, 7);
  });

  it("does not care which way the table lies", () => {
    const count = fc.nat(40);
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const p = fisherExact([
          [a, b],
          [c, d],
        ]);
        const turned = fisherExact([
          [a, c],
          [b, d],
        ]);
        expect(p.twoSided).toBeGreaterThan(0);
        expect(turned.twoSided).toBeCloseTo(p.twoSided, 9);
      }),
    );
  });
});

describe("chiSquareTest and gTest", () => {
  const table = [
    [500, 300, 150, 50],
    [460, 300, 150, 90],
  ];

  it("agree with R's chisq.test and DescTools' GTest", () => {
    const chi = chiSquareTest(table);
    expect(chi.statistic).toBeCloseTo(13.0952381, 7);
    expect(chi.df).toBe(3);
    expect(chi.p).toBeCloseTo(0.00443511, 8);
    expect(gTest(table).statistic).toBeCloseTo(13.2565227, 7);
  });

  it("have nothing to test where only one row or column holds anything", () => {
    expect(
      chiSquareTest([
        [3, 0],
        [4, 0],
      ]).p,
    ).toBeNull();
    expect(gTest([]).p).toBeNull();
  });

  it("take no degree of freedom for an empty column", () => {
    const wide = table.map((row) => [...row, 0]);
    expect(chiSquareTest(wide)).toEqual(chiSquareTest(table));
  });
});

describe("benjaminiHochberg", () => {
  // The fifteen p-values of Benjamini & Hochberg 1995, section 3.2.
  const published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
    0.6528, 0.759, 1,
  ];

  it("rejects the four that the paper rejects", () => {
    const adjusted = benjaminiHochberg(published);
    expect(adjusted.filter((p) => p <= 0.05)).toHaveLength(4);
    for (const [i, p] of [0.0015, 0.003, 0.0095, 0.035625, 0.0603].entries()) {
      expect(adjusted[i]).toBeCloseTo(p, 10);
    }
  });

  it("answers in the order asked, never below the p-value, never above 1", () => {
    const p = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(p), (values) => {
        const adjusted = benjaminiHochberg(values);
        const reversed = benjaminiHochberg([...values].reverse()).reverse();
        for (const [i, value] of values.entries()) {
          expect(adjusted[i]).toBeGreaterThanOrEqual(value);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          expect(reversed[i]).toBeCloseTo(adjusted[i] ?? -1, 12);
        }
      }),
    );
  });
});
