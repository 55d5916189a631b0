import { beforeAll, beforeEach, expect, it } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import { rollUpDirty } from "@/lib/derive/roll-up";
import type { AlertMessage } from "@/lib/domain/alerts/alert-message";
import { insertChannel } from "@/lib/store/alert-channels";
import { listDeliveries } from "@/lib/store/alert-deliveries";
import { claimDueProject, ensureEvaluations, findEvaluation } from "@/lib/store/alert-evaluations";
import { deleteAlertRule, listAlertRules, saveAlertRule } from "@/lib/store/alert-rules";
import { endSilence, insertSilence } from "@/lib/store/alert-silences";
import { acknowledgeAlert, listAlertEvents, listAlerts } from "@/lib/store/alerts";
import { poolOf } from "@/lib/store/database";
import { findOrCreateProject } from "@/lib/store/projects";
import { insertSpans } from "@/lib/store/span-writer";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { evaluateProject } from "./evaluate-project";
import { migrateQueue } from "./start-alerts";

const db = testDatabase();
const start = new Date("2026-06-01T12:00:00Z");
const minute = (index: number) => new Date(start.getTime() + index * 60_000);
const settings = { publicUrl: "https://tidemark.example", everyMs: 60_000 };
let project: { projectId: number; slug: string; name: string };
let count = 0;

beforeAll(() => migrateQueue(db()));
beforeEach(async () => {
  count += 1;
  const { id, slug, name } = await findOrCreateProject(db(), `alerts-${count}`, "Shop");
  project = { projectId: id, slug, name };
  await insertChannel(db(), id, {
    name: "hook",
    kind: "webhook",
    target: "http://127.0.0.1:9/",
    secret: "s",
    least: "ticket",
    isEnabled: true,
  });
  await ensureEvaluations(db(), start);
});

const look = (index: number) => evaluateProject(db(), project, settings, minute(index));
// Beside the rule of a test the rules of all analyses are at work; what they say is not looked at.
const told = async (): Promise<AlertMessage[]> => {
  const deliveries = await listDeliveries(db(), project.projectId, 100);
  return deliveries
    .map(({ payload }) => payload)
    .filter(({ rule }) => rule === "Errors")
    .reverse();
};
const events = async () => {
  const listed = await listAlertEvents(db(), project.projectId, start, 100);
  return listed.filter(({ ruleName }) => ruleName === "Errors").reverse();
};
const kinds = async () => (await events()).map(({ kind }) => kind);
const alerts = async (all = false) =>
  (await listAlerts(db(), project.projectId, { all })).filter(
    ({ ruleName }) => ruleName === "Errors",
  );

/** Traces that began within the hour before a minute; the first `errors` of them failed. */
async function traffic(index: number, requests: number, errors: number, feature = "chat") {
  const at = new Date(minute(index).getTime() - 30_000);
  const spans = Array.from({ length: requests }, (_, place) =>
    aSpan({
      startedAt: at,
      endedAt: at,
      source: "production",
      feature,
      status: { code: place < errors ? "error" : "ok", message: null },
    }),
  );
  await insertSpans(db(), project.projectId, spans, at);
  await deriveQueued(db(), () => at);
  await rollUpDirty(db());
}

const errorRate = {
  name: "Errors",
  analysis: null,
  threshold: {
    metric: "error-rate",
    comparison: "above",
    value: 5,
    windowMinutes: 5,
    minRequests: 20,
  },
  scope: "feature=chat",
  severity: "page",
  pendingFor: 2,
  resolveAfter: 2,
  noData: "keep",
  isEnabled: true,
} as const;
const watch = (rule = {}) =>
  saveAlertRule(db(), project.projectId, null, { ...errorRate, ...rule });

it("fires, tells once, and tells the end", async () => {
  await watch();
  await traffic(0, 40, 20);
  for (const index of [0, 1, 2, 3]) await look(index);
  expect(await kinds()).toEqual(["pending", "firing"]);
  expect(await told()).toMatchObject([
    {
      project: "Shop",
      rule: "Errors",
      feature: "chat",
      status: "firing",
      severity: "page",
      alerts: [{ code: "error_rate", value: 50 }],
    },
  ]);
  const [first] = await told();
  expect(first?.url).toContain(`https://tidemark.example/${project.slug}/traces?q=feature%3A`);

  await traffic(10, 40, 0);
  for (const index of [10, 11, 12]) await look(index);
  expect(await kinds()).toEqual(["pending", "firing", "resolved"]);
  expect((await told()).map(({ status }) => status)).toEqual(["firing", "resolved"]);
});

it("keeps what it knows while too few traces come, and is settled by the rule's policy", async () => {
  await watch();
  await traffic(0, 40, 20);
  for (const index of [0, 1, 20, 21, 22]) await look(index);
  expect(await alerts()).toMatchObject([{ state: "firing", value: null }]);
});

it("tells of what fired in a silence only when the silence is over, and never of what also ended in it", async () => {
  const { projectId } = project;
  await watch();
  const silence = { ruleId: null, feature: null, note: "deploy", createdBy: "Ada" };
  const id = await insertSilence(db(), projectId, {
    ...silence,
    startsAt: minute(-1),
    endsAt: minute(60),
  });
  await traffic(0, 40, 20);
  for (const index of [0, 1, 2]) await look(index);
  expect(await told()).toEqual([]);
  expect((await events()).at(-1)).toMatchObject({ kind: "firing", silencedBy: "Ada: deploy" });

  await endSilence(db(), projectId, id, minute(3));
  await look(3);
  expect((await told()).map(({ status }) => status)).toEqual(["firing"]);
});

it("remembers who took it on, until it is over", async () => {
  const { projectId } = project;
  await watch();
  await traffic(0, 40, 20);
  await look(0);
  await look(1);
  const [alert] = await alerts();
  const taken = { by: "Ada", note: "looking", now: minute(2) };
  expect(await acknowledgeAlert(poolOf(db()), projectId, alert?.id ?? 0, taken)).toBe(true);
  await look(2);
  expect(await alerts()).toMatchObject([{ acknowledgedBy: "Ada", note: "looking" }]);
  const other = await findOrCreateProject(db(), "alerts-other");
  expect(await acknowledgeAlert(poolOf(db()), other.id, alert?.id ?? 0, taken)).toBe(false);
  await traffic(10, 40, 0);
  for (const index of [10, 11]) await look(index);
  expect(await alerts(true)).toMatchObject([{ state: "ok", acknowledgedBy: null, note: null }]);
});

it("ends what fires when its rule is turned off, and forgets it when the rule goes", async () => {
  const { projectId } = project;
  const id = (await watch()) ?? 0;
  await traffic(0, 40, 20);
  await look(0);
  await look(1);
  await saveAlertRule(db(), projectId, id, { ...errorRate, isEnabled: false });
  await look(2);
  expect((await told()).map(({ status }) => status)).toEqual(["firing", "resolved"]);
  await deleteAlertRule(db(), projectId, id);
  expect(await alerts(true)).toEqual([]);
});

it("watches every analysis without being asked, and holds up no rule for one that fails", async () => {
  const { projectId } = project;
  await watch({ name: "Broken", scope: "colour=red" });
  await watch();
  await traffic(0, 40, 20);
  await look(0);
  const rules = await listAlertRules(db(), projectId);
  expect(rules.map(({ analysis }) => analysis)).toEqual(
    expect.arrayContaining(["tier-mix", "trace-diff", "eval-staleness"]),
  );
  expect((await findEvaluation(db(), projectId))?.faults).toEqual({
    Broken: expect.stringContaining("colour"),
  });
  expect(await kinds()).toContain("pending");
});

it("gives a project that is due to one of many who ask, and not again before its time", async () => {
  const at = minute(0);
  const claims = await Promise.all(Array.from({ length: 8 }, () => claimDueProject(db(), at)));
  const mine = claims.filter((claim) => claim?.projectId === project.projectId);
  expect(mine).toHaveLength(1);
});
