import { beforeAll, describe, expect, it, vi } from "vitest";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import {
  postRequests,
  postSpans,
  readTierMix,
  sendJson,
  type Told,
  untilRecorded,
} from "@/test/post-requests";
import { runningApp } from "@/test/running-app";
import type { RequestGroup } from "@/test/tier-mix-facts";

const app = runningApp();
const MS_PER_DAY = 86_400_000;
const today = Math.floor(Date.now() / MS_PER_DAY) * MS_PER_DAY;
const daysAgo = (days: number) => new Date(today - days * MS_PER_DAY);
const between = (from: Date, to: Date) => ({ from: from.toISOString(), to: to.toISOString() });
const put = (key: string, path: string, body: object) =>
  sendJson(app(), key, ["PUT", `/api/v1/${path}`], body);

describe("half a year in which the secondary tier rose in four steps", () => {
  const WEEKLY = [
    100, 120, 80, 100, 100, 340, 360, 320, 340, 360, 640, 620, 660, 640, 640, 660, 1020, 1000, 1040,
    1020, 1020, 1580, 1620, 1600, 1580, 1620,
  ];
  const REQUESTS = 20_000;
  /** Requests that a kept trace stands for: few until the first step is proven, then more. */
  const weightOf = (week: number) => (week < 6 ? 8 : 32);
  /** Twice a week, at noon of its first and last day. */
  const WEEKDAYS = [0, 6];
  const weekStart = (week: number) => daysAgo(7 * (WEEKLY.length - week));
  const onDay = (week: number, weekday: number, tier: string, total: number): RequestGroup[] => {
    const requests = weekday === 0 ? Math.floor(total / 2) : Math.ceil(total / 2);
    const weight = weightOf(week);
    const rest = requests % weight;
    const at = new Date(weekStart(week).getTime() + (weekday + 0.5) * MS_PER_DAY);
    return [
      { at, tier, weight, count: Math.floor(requests / weight) },
      ...(rest === 0 ? [] : [{ at, tier, weight: rest, count: 1 }]),
    ];
  };
  const requests = WEEKLY.flatMap((secondary, week) =>
    WEEKDAYS.flatMap((weekday) => [
      ...onDay(week, weekday, "primary", REQUESTS - secondary),
      ...onDay(week, weekday, "secondary", secondary),
    ]),
  );
  /** Weeks with whose first day a change was posted; of the last step nobody told. */
  const EXPLAINED = [5, 10, 16];
  const upToWeek = (week: number) => between(weekStart(0), weekStart(week + 1));
  let weekly: readonly Told<TierMixReport>[];

  beforeAll(async () => {
    const key = await app().keyOf("half-a-year");
    await put(key, "objectives/primary", {
      analysis: "tier-mix",
      tier: "primary",
      kind: "floor",
      target: 0.95,
      periodDays: 30,
    });
    await put(key, "baselines/tier-mix", {
      ...upToWeek(4),
      reason: "as launched",
      approvedBy: "Ada",
    });
    for (const [i, week] of EXPLAINED.entries()) {
      const change = { at: weekStart(week).toISOString(), title: `Router v${i + 2}` };
      await sendJson(app(), key, ["POST", "/api/v1/changes"], { ...change, axis: "router" });
    }
    await postRequests(app(), key, requests);
    const traces = requests.reduce((sum, { count }) => sum + count, 0);
    await untilRecorded(app(), key, upToWeek(25), traces);
    weekly = await Promise.all(WEEKLY.map((_, week) => readTierMix(app(), key, upToWeek(week))));
  });
  const last = () => weekly.at(-1);

  it("has its four steps where they were made, as large as they were, and no others", () => {
    const steps = last()?.steps.filter(({ tier }) => tier === "secondary") ?? [];
    const cuts = [5, 10, 16, 21].map((week) => weekStart(week).toISOString());
    expect(steps.map(({ at }) => at)).toEqual(cuts);
    for (const [i, delta] of [0.0122, 0.01497, 0.01883, 0.029].entries()) {
      expect(steps[i]?.delta).toBeCloseTo(delta, 3);
    }
    expect(steps.map(({ changes }) => changes)).toEqual([
      [{ title: "Router v2", share: 1 }],
      [{ title: "Router v3", share: 1 }],
      [{ title: "Router v4", share: 1 }],
      [],
    ]);
    const waterfall = last()?.waterfall;
    expect(waterfall?.entries.map(({ title }) => title)).toEqual([
      "Router v2",
      "Router v3",
      "Router v4",
      null,
    ]);
    const sum = waterfall?.entries.reduce((total, { delta }) => total + delta, 0);
    expect(sum).toBeCloseTo((waterfall?.end ?? 0) - (waterfall?.start ?? 0), 12);
    expect(sum).toBeCloseTo(-0.075, 3);
  });

  it("alarms with the week of the first step", () => {
    const rising = weekly.map(({ rotation }) =>
      rotation.cusum.find(({ tier }) => tier === "secondary"),
    );
    expect(rising.findIndex((cusum) => cusum?.firing)).toBe(5);
    expect(rising[5]).toMatchObject({ direction: "up", bucket: "day" });
    expect(rising.at(-1)?.alarmAt).toBe(
      new Date(weekStart(6).getTime() - MS_PER_DAY).toISOString(),
    );
    const statuses = weekly.map(({ rotation }) => rotation.status);
    expect(new Set(statuses.slice(0, 5))).toEqual(new Set(["ok"]));
    expect(new Set(statuses.slice(5, 10))).toEqual(new Set(["warn"]));
    expect(new Set(statuses.slice(10))).toEqual(new Set(["slow_rotation"]));
  });

  it("burns no faster than its budget allows until eleven weeks later", () => {
    const alerts = weekly.map(({ objectives }) => objectives[0]?.alerts ?? []);
    expect(alerts.map((each) => each.length)).toEqual(WEEKLY.map(() => 4));
    const burning = alerts.map((each) => each.some(({ burnLong }) => (burnLong ?? 0) > 1));
    expect(burning.indexOf(true)).toBe(16);
    const firing = alerts.findIndex((each) => each.some(({ firing }) => firing));
    expect(firing).toBeGreaterThanOrEqual(16);
  });

  it("has a trend that chance does not explain", () => {
    const trend = last()?.rotation.trend.find(({ tier }) => tier === "secondary");
    expect(trend).toMatchObject({ weeks: 26 });
    expect(trend?.slopePerWeek).toBeCloseTo(0.0031667, 6);
    expect(trend?.p).toBeLessThan(0.01);
  });
});

it("moves yesterday's share when a trace of yesterday comes today", async () => {
  const key = await app().keyOf("late");
  const yesterday = between(daysAgo(1), daysAgo(0));
  const share = async () =>
    (await readTierMix(app(), key, yesterday)).tiers.map(({ tier, share }) => [tier, share]);
  const at = daysAgo(0.5);
  await postRequests(app(), key, [{ at, tier: "primary", count: 9 }]);
  await untilRecorded(app(), key, yesterday, 9);
  expect(await share()).toEqual([["primary", 1]]);
  await postRequests(app(), key, [{ at, tier: "secondary", count: 1 }]);
  await untilRecorded(app(), key, yesterday, 10);
  expect(await share()).toEqual([
    ["primary", 0.9],
    ["secondary", 0.1],
  ]);
});

it("tells after a change of catalog what it would have told had the catalog been there before", async () => {
  const MODELS = ["big-1", "big-1", "small-1", "big-2", "tiny-1"];
  const week = between(daysAgo(7), daysAgo(0));
  const spans = Array.from({ length: 700 }, (_, i) => {
    const at = new Date(daysAgo(7).getTime() + i * 14.4 * 60_000);
    return {
      traceId: (i + 1).toString(16).padStart(32, "0"),
      spanId: (i + 1).toString(16).padStart(16, "0"),
      name: "answer",
      kind: "llm",
      startedAt: at.toISOString(),
      endedAt: new Date(at.getTime() + 900).toISOString(),
      model: { served: MODELS[i % MODELS.length] },
      feature: i % 3 === 0 ? "search" : "chat",
      segments: { plan: i % 4 === 0 ? "free" : "team" },
      userId: `user ${i % 50}`,
    };
  });
  const catalog = {
    tiers: [
      { name: "gold", level: 0, match: [{ servedModel: "big-*" }] },
      { name: "silver", level: 1, match: [{ servedModel: "small-*" }] },
    ],
  };
  const [changed, fresh] = [await app().keyOf("changed"), await app().keyOf("fresh")];
  await put(fresh, "tiers", catalog);
  for (const key of [changed, fresh]) await postSpans(app(), key, spans);
  for (const key of [changed, fresh]) await untilRecorded(app(), key, week, spans.length);
  const told = await readTierMix(app(), changed, week);
  expect(told.unknownShare).toBe(1);

  const { rederivation } = await put(changed, "tiers", catalog);
  const job = async () =>
    (await (await app().send(changed, `/api/v1/rederive/${rederivation}`)).json()).job;
  await vi.waitFor(async () => expect((await job()).finishedAt).not.toBeNull(), {
    timeout: 30_000,
    interval: 300,
  });
  expect(await job()).toMatchObject({ total: 700, done: 700, error: null });
  const again = await readTierMix(app(), changed, week);
  expect(again.tiers.map(({ tier, share }) => [tier, share])).toEqual([
    ["gold", 0.6],
    ["silver", 0.2],
    ["unknown", 0.2],
  ]);
  expect(again).toEqual(await readTierMix(app(), fresh, week));
});
