/** Why a path is not compared. */
export type VolatileReason = "built_in" | "project" | "learned";

/** Path inside a span, outermost key first; positions in lists are numbers. */
export type SpanPath = readonly (string | number)[];

export type VolatilePaths = {
  /** Why this path is not compared; null when it is. */
  readonly reasonOf: (path: SpanPath) => VolatileReason | null;
};

const BUILT_IN = [
  /(?:request|trace|span|session|correlation)[_-]?id$/i,
  /(?:created|updated|fetched)[_-]?at$/i,
];

/**
 * @param project JSON pointers inside a span (`/result/etag`), where `*` stands for one key and `**`
 *   for any number of them, or a bare key that is meant wherever it occurs
 * @param learned the same, found by comparing repeated runs
 */
export function volatilePaths(
  project: readonly string[],
  learned: readonly string[] = [],
): VolatilePaths {
  const ofProject = project.map(patternOf);
  const ofRuns = learned.map(patternOf);
  const hasOwn = ofProject.length + ofRuns.length > 0;
  return {
    reasonOf: (path) => {
      const key = path.at(-1);
      if (typeof key === "string" && BUILT_IN.some((pattern) => pattern.test(key))) {
        return "built_in";
      }
      if (!hasOwn) return null;
      const pointer = pointerOf(path);
      if (ofProject.some((pattern) => pattern.test(pointer))) return "project";
      return ofRuns.some((pattern) => pattern.test(pointer)) ? "learned" : null;
    },
  };
}

function patternOf(pattern: string): RegExp {
  if (!pattern.startsWith("/")) return new RegExp(`(?:^|/)${escaped(pattern)}$`);
  const steps = pattern.slice(1).split("/");
  const source = steps.map((step) => {
    if (step === "**") return "(?:/[^/]+)*";
    return step === "*" ? "/[^/]+" : `/${escaped(step)}`;
  });
  return new RegExp(`^${source.join("")}$`);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** RFC 6901. */
export function pointerOf(path: SpanPath): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The pointer with `*` for every position in a list, so that all entries share it. */
export function patternOfPath(path: SpanPath): string {
  return pointerOf(path.map((key) => (typeof key === "number" ? "*" : key)));
}
