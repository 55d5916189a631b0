import { listChannels } from "@/lib/store/alert-channels";
import { type ClaimedProject, isActive, saveEvaluation } from "@/lib/store/alert-evaluations";
import { type AlertRule, ensureAnalysisRules, listAlertRules } from "@/lib/store/alert-rules";
import { listOpenSilences } from "@/lib/store/alert-silences";
import { type Database, poolOf } from "@/lib/store/database";
import { inTransaction } from "@/lib/store/transaction";
import { type EvaluationContext, evaluateRule } from "./evaluate-rule";
import { findConditions, watchable } from "./find-conditions";

export type AlertSettings = {
  /** Where people reach the server. */
  readonly publicUrl: string;
  /** How often a project is looked at in which something arrives. */
  readonly everyMs: number;
};

/** A project in which nothing arrived for two hours has hardly anything to be found out. */
const ACTIVE_MS = 2 * 3_600_000;
const IDLE_FACTOR = 15;
/** Looking takes at most this part of the time, however much there is to look at. */
const MAX_SHARE_OF_TIME = 0.1;

/**
 * Looks at everything that is watched in a project. A rule that fails is noted and holds up no other;
 * its alerts stay as they are.
 */
export async function evaluateProject(
  db: Database,
  { projectId, slug, name }: ClaimedProject,
  { publicUrl, everyMs }: AlertSettings,
  now: Date,
): Promise<void> {
  const startMs = performance.now();
  await ensureAnalysisRules(db, projectId, watchable);
  const [rules, channels, silences] = await Promise.all([
    listAlertRules(db, projectId),
    listChannels(db, projectId),
    listOpenSilences(db, projectId, now),
  ]);
  const context: EvaluationContext = {
    projectId,
    slug,
    projectName: name,
    publicUrl,
    channels,
    silences: silences.filter(({ startsAt }) => startsAt <= now),
    now,
  };
  const faults: Record<string, string> = {};
  for (const rule of rules) {
    await lookAt(db, context, rule).catch((error: unknown) => {
      faults[rule.name] = error instanceof Error ? error.message : String(error);
      console.error(`The alert rule "${rule.name}" of ${slug} could not be evaluated`, error);
    });
  }
  const durationMs = performance.now() - startMs;
  const active = await isActive(db, projectId, new Date(now.getTime() - ACTIVE_MS));
  const pauseMs = Math.max(everyMs * (active ? 1 : IDLE_FACTOR), durationMs / MAX_SHARE_OF_TIME);
  const dueAt = new Date(now.getTime() + pauseMs);
  await saveEvaluation(db, projectId, { dueAt, evaluatedAt: now, durationMs, faults });
}

async function lookAt(db: Database, context: EvaluationContext, rule: AlertRule): Promise<void> {
  const { projectId, now } = context;
  const found = rule.isEnabled ? await findConditions({ db, projectId, now }, rule) : [];
  await inTransaction(poolOf(db), (client) => evaluateRule(client, context, rule, found));
}
