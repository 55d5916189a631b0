import fc from "fast-check";
import { expect, it } from "vitest";
import { testDatabase } from "@/test/postgres";
import { bigintArray, doubleArray, integerArray, textArray, timestampArray } from "./binary-array";
import { poolOf } from "./database";

const db = testDatabase();

/** What Postgres reads in an array it was sent, as it writes it itself. */
async function readBack(type: string, array: Buffer): Promise<(string | null)[]> {
  const { rows } = await poolOf(db()).query(
    `select item::text from unnest($1::${type}[]) as item`,
    [array],
  );
  return rows.map((row) => row.item);
}

const text = fc
  .string({ unit: "binary", maxLength: 50 })
  .map((value) => value.replaceAll("\0", ""));

it("carries any text, and tells null from empty", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text), { maxLength: 20 }), async (values) => {
      expect(await readBack("text", textArray(values))).toEqual(values);
    }),
    { numRuns: 50 },
  );
});

it("carries numbers as they are", async () => {
  const doubles = [0, -1.5, 1e300, null, Number.MIN_VALUE, Number.POSITIVE_INFINITY];
  expect(
    (await readBack("double precision", doubleArray(doubles))).map((v) => v && Number(v)),
  ).toEqual(doubles.map((value) => (value === 0 ? 0 : value)));
  const wholes = [0, -7, Number.MAX_SAFE_INTEGER, null];
  expect(await readBack("bigint", bigintArray(wholes))).toEqual(
    wholes.map((v) => v && String(v)).map((v) => (v === 0 ? "0" : v)),
  );
  expect(await readBack("integer", integerArray([1, -2]))).toEqual(["1", "-2"]);
});

it("carries times to the microsecond, also before 2000", async () => {
  const nanos = ["0", "1772366400123456789", "946684799999999999", "18446744073709551615"];
  const micros = await poolOf(db()).query(
    "select (extract(epoch from item) * 1000000)::numeric(30)::text as item from unnest($1::timestamptz[]) as item",
    [timestampArray(nanos)],
  );
  expect(micros.rows.map((row) => row.item)).toEqual(
    nanos.map((value) => (BigInt(value) / 1_000n).toString()),
  );
});

it("carries no rows at all", async () => {
  expect(await readBack("text", textArray([]))).toEqual([]);
});

it("carries texts far longer in bytes than in characters", async () => {
  const values = ["a", "€".repeat(2_000), null, "", "𝄞".repeat(3_000), "z".repeat(10)];
  expect(await readBack("text", textArray(values))).toEqual(values);
});
