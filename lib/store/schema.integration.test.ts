import { expect, it } from "vitest";
import { testDatabase } from "@/test/postgres";
import { Prisma } from "./generated/client";

const db = testDatabase();

// Migrations are written by hand. Selecting every column of every model proves that
// prisma/schema.prisma names no table or column that the migrations did not make.
it.each(Object.values(Prisma.ModelName))("%s exists as the schema describes it", async (model) => {
  const delegate = model.charAt(0).toLowerCase() + model.slice(1);
  // Prisma types each model's delegate apart; all of them have findMany.
  const rows = await (db() as unknown as Record<string, { findMany(): Promise<unknown[]> }>)[
    delegate
  ]?.findMany();
  expect(rows).toEqual([]);
});
