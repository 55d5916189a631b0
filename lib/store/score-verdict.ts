import { SCORE_SOURCES, SCORE_WORDS } from "@/lib/domain/score";
import { Prisma } from "./generated/client";

const wordList = (words: readonly string[]) => words.map((word) => `'${word}'`).join(", ");

/** What `scoreVerdict` says of a row of `score`; null when it cannot be told. */
export const SCORE_VERDICT = Prisma.raw(`(case
  when lower(score.label) in (${wordList(SCORE_WORDS.good)}) then true
  when lower(score.label) in (${wordList(SCORE_WORDS.bad)}) then false
  when score.value = -1 then false
  when score.value between 0 and 1 then score.value >= 0.5
end)`);

/**
 * Of the rows of one trace, grouped, the verdict that counts: people's before evaluators' before
 * users', of these the latest, and of what was said at one moment the bad news. Null without rows;
 * all must have a verdict.
 *
 * One number a row, of which the largest is taken: sorting the rows of every trace costs several
 * times as much. Milliseconds stay below 10¹⁵ beyond the year 9999.
 */
export const TRACE_VERDICT = Prisma.raw(`(max(
  ((array_position(array[${wordList([...SCORE_SOURCES].reverse())}], score.source) * 1000000000000000::bigint)
    + (extract(epoch from score.at) * 1000)::bigint) * 2 + (not ${SCORE_VERDICT.sql})::int
) % 2 = 0)`);
