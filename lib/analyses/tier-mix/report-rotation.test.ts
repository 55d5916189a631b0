import { describe, expect, it } from "vitest";
import { day, daysFrom, floor, onDay, reference, reportOn } from "@/test/tier-mix-scenario";

/** Weekly counts of the secondary tier, of 20 000 requests each week. */
const WEEKLY = [
  100, 120, 80, 100, 100, 340, 360, 320, 340, 360, 640, 620, 660, 640, 640, 660, 1020, 1000, 1040,
  1020, 1020, 1580, 1620, 1600, 1580, 1620,
];
/** The week's requests spread over its seven days. */
const halfYear = WEEKLY.flatMap((count, week) =>
  Array.from({ length: 7 }, (_, i) => {
    const part = (total: number) => Math.round(((i + 1) * total) / 7) - Math.round((i * total) / 7);
    return onDay(week * 7 + i, part(count), part(20_000));
  }).flat(),
);
const HALF_YEAR = daysFrom(0, 182);
describe("half a year in which the secondary tier rose in four steps", () => {
  const asked = reportOn(halfYear, { reference, objectives: [floor] }, HALF_YEAR);

  it("finds the steps, and they add up", () => {
    const steps = asked.steps.filter(({ tier }) => tier === "secondary");
    expect(steps.map(({ at }) => at)).toEqual([5, 10, 16, 21].map((week) => day(week * 7, 0)));
    for (const [i, delta] of [0.0122, 0.01496667, 0.01883333, 0.029].entries()) {
      expect(steps[i]?.delta).toBeCloseTo(delta, 5);
    }
    expect(steps.reduce((sum, { delta }) => sum + delta, 0)).toBeCloseTo(0.075, 5);
  });

  it("alarms in the first week of the first step", () => {
    const rising = asked.rotation.cusum.find(({ tier }) => tier === "secondary");
    expect(rising).toMatchObject({ direction: "up", bucket: "day", firing: true });
    const alarm = rising?.alarmAt?.getTime() ?? 0;
    expect(alarm).toBeGreaterThanOrEqual(day(35, 0).getTime());
    expect(alarm).toBeLessThan(day(42, 0).getTime());
    expect(rising?.onsetAt).toEqual(day(35, 0));
    expect(asked.rotation.cusum.find(({ tier }) => tier === "primary")?.direction).toBe("down");
  });

  it("calls it a slow rotation with a proven trend", () => {
    expect(asked.rotation.status).toBe("slow_rotation");
    expect(asked.rotation.tvd).toBeCloseTo(0.081 - 0.005, 4);
    expect(asked.rotation.low).toBeLessThan(0.076);
    const trend = asked.rotation.trend.find(({ tier }) => tier === "secondary");
    expect(trend?.slopePerWeek).toBeCloseTo(0.0031666667, 6);
    expect(trend?.p).toBeLessThan(0.01);
    expect(trend?.weeks).toBe(26);
    expect(asked.verdict.rotatingSince).toEqual(day(35, 0));
  });

  it("burns at 1 only eleven weeks after that alarm, and is beyond chance five weeks later still", () => {
    const alerts = WEEKLY.map((_, week) => {
      const until = daysFrom(0, (week + 1) * 7);
      return reportOn(halfYear, { objectives: [floor] }, until).objectives[0]?.alerts ?? [];
    });
    const burning = alerts.map((each) => each.some(({ burnLong }) => (burnLong ?? 0) > 1));
    expect(burning.indexOf(true)).toBe(16);
    expect(alerts.findIndex((each) => each.some(({ firing }) => firing))).toBe(21);
  });

  it("says how many days remain before the objective is missed", () => {
    const until = daysFrom(0, 14 * 7);
    const then = reportOn(halfYear, { reference, objectives: [floor] }, until);
    const slope = then.rotation.trend.find(({ tier }) => tier === "primary")?.slopePerWeek ?? 0;
    expect(then.rotation.daysToBreach).toBeCloseTo(((0.95 - 0.968) / slope) * 7, 6);
    expect(asked.rotation.daysToBreach).toBe(0);
  });

  it("offers nothing of the kind without a frozen reference of four weeks", () => {
    const short = { ...reference, window: daysFrom(0, 27) };
    for (const given of [null, short]) {
      const { rotation } = reportOn(halfYear, { reference: given }, HALF_YEAR);
      expect(rotation).toMatchObject({ status: "no_baseline", tvd: null, cusum: [] });
    }
  });

  it("keeps quiet about a steady mix", () => {
    const steady = Array.from({ length: 182 }, (_, i) => onDay(i, 14 + (i % 3), 2_857)).flat();
    const { rotation, steps, verdict } = reportOn(
      steady,
      { reference, objectives: [floor] },
      HALF_YEAR,
    );
    expect(rotation).toMatchObject({ status: "ok", daysToBreach: null });
    expect(steps).toEqual([]);
    expect(verdict).toMatchObject({ status: "ok", because: [], rotatingSince: null });
  });

  it("does not warn of the points that a dozen requests are away by chance", () => {
    const few = Array.from({ length: 182 }, (_, i) => onDay(i, i % 2, 4)).flat();
    const { rotation } = reportOn(
      few.filter(({ tier, at }) => tier === "primary" || at < day(178)),
      { reference },
      HALF_YEAR,
    );
    expect(rotation.tvd).toBeGreaterThan(0.02);
    expect(rotation.status).toBe("ok");
  });

  it("warns of a lasting rise that has not come to two points yet", () => {
    const rise = Array.from({ length: 182 }, (_, i) =>
      onDay(i, (i < 100 ? 100 : 130) + (i % 3), 2_857),
    ).flat();
    const { rotation, verdict } = reportOn(rise, { reference }, HALF_YEAR);
    expect(rotation.tvd).toBeCloseTo(30 / 2_857, 3);
    expect(rotation.status).toBe("warn");
    expect(verdict).toMatchObject({ status: "watch", because: ["mix_moved"], rotatingSince: null });
  });
});
