import type { CaseDependencies } from "./eval-case";

/** What a case may depend on: a part of the world with versions of its own, or its prompt. */
export type DependencyLayer = "corpus" | "tools" | "policy" | "prompt";

/** One version of a part of the world took the place of another. */
export type VersionMove = {
  readonly layer: DependencyLayer;
  readonly at: Date;
  /** Null: not said. */
  readonly from: string | null;
  readonly to: string | null;
  /** The tool it speaks of; null for other layers, or when it is not said. */
  readonly tool: string | null;
  readonly title: string;
};

/** A dependency of a case that has moved on without anybody looking at the case again. */
export type BrokenDependency = {
  readonly layer: DependencyLayer;
  /** The version the case was cut from. */
  readonly version: string;
  readonly tool: string | null;
  readonly movedAt: Date;
  readonly title: string;
};

type DatedCase = {
  readonly dependsOn: CaseDependencies;
  readonly createdAt: Date;
  /** What moved before was known then; null when nobody has looked at it again. */
  readonly lastVerifiedAt: Date | null;
};

/**
 * The dependencies of a case whose version is not the current one and has moved since somebody last
 * verified the case; each with the move that broke it, earliest first.
 *
 * @param moves in any order
 */
export function brokenDependencies(
  { dependsOn, createdAt, lastVerifiedAt }: DatedCase,
  moves: readonly VersionMove[],
): BrokenDependency[] {
  const ordered = moves.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return versionsOf(dependsOn)
    .flatMap((dependency) => {
      const own = ordered.filter((move) => concerns(move, dependency));
      // What moved away and came back is as it was.
      if (isSame(own.at(-1)?.to ?? null, dependency.version)) return [];
      const breaking = own.filter(
        (move) =>
          !isSame(move.to, dependency.version) &&
          (lastVerifiedAt === null || move.at > lastVerifiedAt),
      );
      const moved = breaking.find((move) => move.at > createdAt) ?? breaking.at(-1);
      return moved ? [{ ...dependency, movedAt: moved.at, title: moved.title }] : [];
    })
    .sort((a, b) => a.movedAt.getTime() - b.movedAt.getTime());
}

type Dependency = Pick<BrokenDependency, "layer" | "version" | "tool">;

function versionsOf({ corpus, tools, policy, prompt }: CaseDependencies): Dependency[] {
  const one = (layer: DependencyLayer, version: string | undefined): Dependency[] =>
    version === undefined ? [] : [{ layer, version, tool: null }];
  return [
    ...one("corpus", corpus),
    ...Object.entries(tools ?? {}).map(
      ([tool, version]): Dependency => ({ layer: "tools", version, tool }),
    ),
    ...one("policy", policy),
    ...one("prompt", prompt),
  ];
}

/**
 * Whether a move is one of what a case depends on. A move of tools that names no tool is, when it
 * leaves or reaches this very version.
 */
function concerns(move: VersionMove, { layer, version, tool }: Dependency): boolean {
  if (move.layer !== layer) return false;
  if (layer !== "tools") return move.from !== null || move.to !== null;
  if (move.tool !== null) return move.tool === tool;
  return isSame(move.from, version) || isSame(move.to, version);
}

/** A hash may be shortened, by whoever wrote it down or by us. */
function isSame(a: string | null, b: string): boolean {
  if (a === null) return false;
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return shorter === longer || (/^[0-9a-f]{8,}$/i.test(shorter) && longer.startsWith(shorter));
}
