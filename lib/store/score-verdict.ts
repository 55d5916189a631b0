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

/** Of the rows of one trace, grouped, the verdict of the first by `weightiestFirst`. All must have one. */
export const TRACE_VERDICT = Prisma.sql`(array_agg(${SCORE_VERDICT} order by
  array_position(array[${Prisma.raw(wordList(SCORE_SOURCES))}], score.source),
  score.at desc, score.score_id))[1]`;
