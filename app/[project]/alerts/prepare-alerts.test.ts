import { expect, it } from "vitest";
import type { Alert, ListedEvent } from "@/lib/store/alerts";
import { dayTicks, prepareLanes, prepareVerdict } from "./prepare-alerts";

const window = { from: new Date("2026-06-01T00:00:00Z"), to: new Date("2026-06-05T00:00:00Z") };
const day = (index: number) => new Date(Date.UTC(2026, 5, 1 + index));

const event = (kind: ListedEvent["kind"], at: Date, fields: Partial<ListedEvent> = {}) =>
  ({
    id: 1,
    alertId: 7,
    at,
    kind,
    message: "Too many errors.",
    value: 1,
    silencedBy: null,
    by: null,
    ruleName: "Errors",
    analysis: null,
    scope: "",
    feature: "chat",
    key: "error-rate",
    severity: "page",
    ...fields,
  }) satisfies ListedEvent;

const alert = (fields: Partial<Alert> = {}) =>
  ({
    ...event("firing", day(0)),
    ruleId: 1,
    code: "error_rate",
    state: "firing",
    since: day(3),
    streak: 0,
    firedAt: [],
    isTold: true,
    acknowledgedBy: null,
    acknowledgedAt: null,
    note: null,
    evaluatedAt: day(4),
    ...fields,
  }) as Alert;

it("draws when an alert fired, to the end of the window while it still does", () => {
  const events = [event("firing", day(3)), event("resolved", day(2)), event("firing", day(1))];
  const [lane] = prepareLanes(events, [], window);
  expect(lane).toMatchObject({ name: "Errors · chat · error-rate", severity: "page" });
  expect(lane?.bars.map(({ from, to }) => [from, to])).toEqual([
    [0.75, 1],
    [0.25, 0.5],
  ]);
});

it("draws what began before the window from its start", () => {
  const [lane] = prepareLanes([event("resolved", day(1))], [], window);
  expect(lane?.bars).toMatchObject([{ from: 0, to: 0.25 }]);
  const [still] = prepareLanes([], [alert({ id: 9, since: day(-5) })], window);
  expect(still?.bars).toMatchObject([{ from: 0, to: 1 }]);
});

it("draws nothing of what never fired", () => {
  expect(prepareLanes([event("pending", day(1)), event("calm", day(1))], [], window)).toEqual([]);
});

it("says how many fire and how many nobody has taken on", () => {
  const now = day(4);
  const one = prepareVerdict([alert()], now, now);
  expect(one.status).toBe("broken");
  expect(one.sentence).toBe(
    "1 alert fires, 1 not taken on yet. Errors · chat · error-rate: Too many errors.",
  );
  const taken = prepareVerdict([alert({ severity: "ticket", acknowledgedBy: "Ada" })], now, now);
  expect(taken).toMatchObject({
    status: "watch",
    sentence: expect.stringContaining("all are taken"),
  });
  expect(prepareVerdict([], now, now).status).toBe("ok");
  expect(prepareVerdict([], null, now).status).toBe("unknown");
});

it("marks each midnight of the window", () => {
  expect(dayTicks({ from: new Date("2026-06-01T12:00:00Z"), to: day(3) })).toMatchObject([
    { day: "2026-06-02" },
    { day: "2026-06-03" },
  ]);
});
