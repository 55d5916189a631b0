import { z } from "zod";
import { requireReader } from "@/app/require-reader";
import { takePosting } from "@/app/take-posting";
import { scoresBody } from "@/lib/analyses/eval-staleness/intake";
import { route } from "@/lib/http/route";
import { parseInput } from "@/lib/parse-input";
import { poolOf } from "@/lib/store/database";
import { db } from "@/lib/store/db";
import { decodeScoreCursor, encodeScoreCursor } from "@/lib/store/score-cursor";
import { listScores, saveScores } from "@/lib/store/scores";

const listParams = z.strictObject({
  traceId: z.string().max(128).optional(),
  name: z.string().max(200).optional(),
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

/** What people and evaluators have said of traces, latest first. */
export const GET = route(async (request) => {
  const { projectId, search } = await requireReader(request, new Date());
  const asked = parseInput(listParams, Object.fromEntries(search));
  const { traceId = null, name = null, limit } = asked;
  const cursor = asked.cursor === undefined ? null : decodeScoreCursor(asked.cursor);
  const { rows, next } = await listScores(db, projectId, { traceId, name, cursor, limit });
  return { scores: rows, nextCursor: next && encodeScoreCursor(next) };
});

/** Scores of traces, which may come before their traces do. */
export const POST = route(async (request) => {
  const { projectId, posting, body } = await takePosting(request, scoresBody);
  const author = posting.postedBy;
  const scores = body.scores.map((score) => ({ ...score, author }));
  const saved = await saveScores(poolOf(db), projectId, scores, { origin: "posted", ...posting });
  return { received: scores.length, ...saved };
});
