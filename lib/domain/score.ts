export const SCORE_SOURCES = ["human", "evaluator", "user"] as const;

/** Who judged: somebody of the team, a program or model, or a user of the product. */
export type ScoreSource = (typeof SCORE_SOURCES)[number];

/** What somebody says of a trace, or of one of its spans. It has a value, a label or both. */
export type Score = {
  readonly traceId: string;
  /** Null: of the whole trace. */
  readonly spanId: string | null;
  readonly name: string;
  readonly value: number | null;
  readonly label: string | null;
  readonly comment: string | null;
  readonly source: ScoreSource;
  readonly at: Date;
};

const GOOD = new Set(
  "pass passed true yes correct good ok success thumbs_up up positive relevant factual".split(" "),
);
const BAD = new Set(
  "fail failed false no incorrect bad error failure thumbs_down down negative irrelevant not_relevant hallucinated".split(
    " ",
  ),
);

/** The words that make a label good or bad news, for statements that judge many scores at once. */
export const SCORE_WORDS = { good: [...GOOD], bad: [...BAD] } as const;

/**
 * Whether a score is good news; null when it cannot be told. A known label decides, else a value
 * from 0 to 1 is good from one half on, and −1 is bad.
 */
export function scoreVerdict({ label, value }: Pick<Score, "label" | "value">): boolean | null {
  const word = label?.toLowerCase();
  if (word !== undefined && GOOD.has(word)) return true;
  if (word !== undefined && BAD.has(word)) return false;
  if (value === null) return null;
  if (value === -1) return false;
  return value >= 0 && value <= 1 ? value >= 0.5 : null;
}

type Weighed = Pick<Score, "source" | "at"> & { readonly id: string };

/**
 * In the order in which they count where one must: people before evaluators before users, and of
 * these the latest.
 */
export function weightiestFirst(a: Weighed, b: Weighed): number {
  return (
    SCORE_SOURCES.indexOf(a.source) - SCORE_SOURCES.indexOf(b.source) ||
    b.at.getTime() - a.at.getTime() ||
    (a.id < b.id ? -1 : 1)
  );
}
