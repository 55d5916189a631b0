import { expect, it } from "vitest";
import { contentAt } from "./content-at";

const version = (number: number, day: string, createdAt: string | null = null) => ({
  version: number,
  contentHash: `h${number}`,
  postedAt: new Date(day),
  createdAt: createdAt === null ? null : new Date(createdAt),
});
const on = (day: string) => new Date(day);

it("is what stood when the attempt became known, though it was tried before", () => {
  const versions = [version(1, "2026-02-01"), version(2, "2026-02-10")];
  expect(contentAt(versions, on("2026-02-05"), on("2026-02-05"))).toBe("h1");
  expect(contentAt(versions, on("2026-01-01"), on("2026-02-10"))).toBe("h2");
});

it("is the first version for a case that is said to be older than the attempt", () => {
  const said = [version(1, "2026-02-01", "2026-01-01")];
  expect(contentAt(said, on("2026-01-15"), on("2026-01-15"))).toBe("h1");
  expect(contentAt(said, on("2025-12-31"), on("2026-01-15"))).toBeNull();
});

it("is unknown for a case that nobody knew", () => {
  expect(contentAt([], on("2026-01-01"), on("2026-01-01"))).toBeNull();
  expect(contentAt([version(1, "2026-02-01")], on("2026-01-01"), on("2026-01-01"))).toBeNull();
});
