import { alertAddress } from "@/lib/domain/alerts/alert-address";
import {
  buildAlertMessage,
  isGraveEnough,
  type ToldAlert,
} from "@/lib/domain/alerts/alert-message";
import { type AlertStep, calmMemory, stepAlert } from "@/lib/domain/alerts/alert-state";
import type { AlertChannel } from "@/lib/store/alert-channels";
import { insertDelivery } from "@/lib/store/alert-deliveries";
import type { AlertRule } from "@/lib/store/alert-rules";
import type { AlertSilence } from "@/lib/store/alert-silences";
import { type Alert, insertAlertEvent, loadAlertsOfRule, saveAlert } from "@/lib/store/alerts";
import type { Queryable } from "@/lib/store/transaction";
import type { FoundCondition } from "./find-conditions";

/** All that an evaluation of a rule needs to know beside what it found. */
export type EvaluationContext = {
  readonly projectId: number;
  readonly slug: string;
  /** As people call it. */
  readonly projectName: string;
  readonly publicUrl: string;
  readonly channels: readonly AlertChannel[];
  /** Those that hold now. */
  readonly silences: readonly AlertSilence[];
  readonly now: Date;
};

/**
 * Takes every condition of a rule one step on, notes what changed, and has people told of it: one
 * message a feature and channel. In one transaction, so that a change is noted and told or neither.
 */
export async function evaluateRule(
  client: Queryable,
  context: EvaluationContext,
  rule: AlertRule,
  found: readonly FoundCondition[],
): Promise<void> {
  const { projectId, now } = context;
  const known = await loadAlertsOfRule(client, projectId, rule.id);
  const policy = rule.isEnabled ? rule : { ...rule, resolveAfter: 1 };
  const told = new Map<string | null, ToldAlert[]>();
  for (const { feature, condition, finding } of [...found, ...vanished(known, found)]) {
    const before = known.find((alert) => isOf(alert, feature, condition.key));
    // What was never seen and does not hold is not worth a row.
    if (!before && finding !== true && rule.noData !== "fire") continue;
    const step = stepAlert(before ?? calmMemory(now), finding, policy, now);
    const silence = silenceOf(context.silences, rule.id, feature);
    const news = newsOf(step, before?.isTold ?? false, silence);
    const alertId = await saveAlert(
      client,
      projectId,
      { ruleId: rule.id, feature, condition, memory: step.memory, isTold: news.isTold },
      now,
    );
    await noteChange(client, projectId, alertId, { step, condition, silence, now });
    if (news.status === null) continue;
    const { code, key, severity, message, value } = condition;
    const since = step.memory.since.toISOString();
    const alert = { id: alertId, status: news.status, code, key, severity, message, value, since };
    told.set(feature, [...(told.get(feature) ?? []), alert]);
  }
  for (const [feature, changed] of told) await tell(client, context, rule, feature, changed);
}

const isOf = (alert: Alert, feature: string | null, key: string) =>
  alert.feature === feature && alert.key === key;

/** Conditions that are not there any more, because what they were about is gone: over. */
function vanished(known: readonly Alert[], found: readonly FoundCondition[]): FoundCondition[] {
  return known
    .filter(
      (alert) =>
        alert.state !== "ok" &&
        !found.some(({ feature, condition }) => isOf(alert, feature, condition.key)),
    )
    .map(({ feature, code, key, severity, message, value }) => ({
      feature,
      finding: false,
      condition: { code, key, severity, firing: false, message, value },
    }));
}

function silenceOf(
  silences: readonly AlertSilence[],
  ruleId: number,
  feature: string | null,
): AlertSilence | null {
  const fits = (silence: AlertSilence) =>
    (silence.ruleId === null || silence.ruleId === ruleId) &&
    (silence.feature === null || silence.feature === feature);
  return silences.find(fits) ?? null;
}

/**
 * Whether people are to be told, and what they know afterwards. Of what fires while it is silenced
 * they are told when the silence ends; of its end only if they were told of it.
 */
function newsOf(
  { memory, change }: AlertStep,
  wasTold: boolean,
  silence: AlertSilence | null,
): { readonly status: ToldAlert["status"] | null; readonly isTold: boolean } {
  if (memory.state === "firing") {
    const isNews = !wasTold && silence === null;
    return { status: isNews ? "firing" : null, isTold: wasTold || isNews };
  }
  return { status: change === "resolved" && wasTold ? "resolved" : null, isTold: false };
}

async function noteChange(
  client: Queryable,
  projectId: number,
  alertId: number,
  {
    step,
    condition,
    silence,
    now,
  }: {
    readonly step: AlertStep;
    readonly condition: FoundCondition["condition"];
    readonly silence: AlertSilence | null;
    readonly now: Date;
  },
): Promise<void> {
  if (step.change === null) return;
  const { message, value } = condition;
  const silencedBy = silence && `${silence.createdBy}: ${silence.note}`;
  const kind = step.change;
  await insertAlertEvent(client, projectId, { alertId, at: now, kind, message, value, silencedBy });
}

async function tell(
  client: Queryable,
  context: EvaluationContext,
  { name, analysis, scope }: AlertRule,
  feature: string | null,
  changed: readonly ToldAlert[],
): Promise<void> {
  const { projectId, slug, projectName, publicUrl, channels, now } = context;
  const path = alertAddress({ slug, analysis, scope, feature }, now);
  const about = {
    project: projectName,
    rule: name,
    feature,
    at: now.toISOString(),
    url: `${publicUrl}${path}`,
  };
  for (const channel of channels) {
    const grave = changed.filter(({ severity }) => isGraveEnough(severity, channel.least));
    if (!channel.isEnabled || grave.length === 0) continue;
    await insertDelivery(client, projectId, channel.id, buildAlertMessage(about, grave));
  }
}
