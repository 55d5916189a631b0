import { expect, it } from "vitest";
import { brokenDependencies, type VersionMove } from "./dependency-state";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const move = (more: Partial<VersionMove>): VersionMove => ({
  layer: "corpus",
  at: day(10),
  from: "v1",
  to: "v2",
  tool: null,
  title: "reindex",
  ...more,
});
const broken = (
  dependsOn: Parameters<typeof brokenDependencies>[0]["dependsOn"],
  moves: VersionMove[],
  dates: { createdAt?: Date; lastVerifiedAt?: Date } = {},
) =>
  brokenDependencies({ dependsOn, createdAt: day(1), lastVerifiedAt: null, ...dates }, moves).map(
    ({ layer, movedAt }) => [layer, movedAt.getUTCDate()],
  );

it("breaks what was cut from a version that is not current any more, at its first move", () => {
  const moves = [move({ at: day(20), from: "v2", to: "v3" }), move({})];
  expect(broken({ corpus: "v1" }, moves)).toEqual([["corpus", 10]]);
  expect(broken({ corpus: "v2" }, moves)).toEqual([["corpus", 20]]);
  expect(broken({ corpus: "v3" }, moves)).toEqual([]);
  expect(broken({}, moves)).toEqual([]);
});

it("lets a case be that somebody verified after the move, and one whose version came back", () => {
  const moves = [move({}), move({ at: day(20), from: "v2", to: "v3" })];
  expect(broken({ corpus: "v1" }, moves, { lastVerifiedAt: day(21) })).toEqual([]);
  expect(broken({ corpus: "v1" }, moves, { lastVerifiedAt: day(15) })).toEqual([["corpus", 20]]);
  expect(broken({ corpus: "v1" }, [move({}), move({ at: day(12), from: "v2", to: "v1" })])).toEqual(
    [],
  );
});

it("counts a move that says only where it led", () => {
  expect(broken({ policy: "2025" }, [move({ layer: "policy", from: null, to: "2026" })])).toEqual([
    ["policy", 10],
  ]);
  expect(broken({ policy: "2025" }, [move({ layer: "policy", from: null, to: null })])).toEqual([]);
});

it("tells tools apart by name, and hashes that were shortened together", () => {
  const hash = "0123456789abcdef0123";
  const other = move({ layer: "tools", tool: "search", from: "aa", to: "bb" });
  expect(broken({ tools: { lookup: hash } }, [other])).toEqual([]);
  const own = move({ layer: "tools", tool: "lookup", from: hash, to: "ffff0000ffff" });
  expect(broken({ tools: { lookup: hash.slice(0, 12) } }, [own])).toEqual([["tools", 10]]);
  const unnamed = move({ layer: "tools", from: hash, to: "ffff0000ffff" });
  expect(broken({ tools: { lookup: hash } }, [unnamed])).toEqual([["tools", 10]]);
  expect(broken({ tools: { lookup: "ffff0000ffff" } }, [unnamed])).toEqual([]);
});
