import { describe, expect, it } from "vitest";
import { cusum } from "./cusum";
import { estimateBaseline, standardise } from "./cusum-baseline";
import { normalQuantile } from "./distributions";
import { seededRandom } from "./random";

const weekly = [0.5, 0.6, 0.4, 0.5, 0.5, 1.7].map((percent) => ({
  share: percent / 100,
  size: 20_000,
  weekday: null,
}));

describe("estimateBaseline", () => {
  it("takes the widest of its three spreads", () => {
    const baseline = estimateBaseline(weekly.slice(0, 5));
    expect(baseline?.mean).toBeCloseTo(0.005, 12);
    expect(baseline?.sd).toBeCloseTo(0.00088652, 8);
  });

  it("never goes below the spread that counting alone gives", () => {
    const steady = [1, 2, 3].map(() => ({ share: 0.1, size: 900, weekday: null }));
    expect(estimateBaseline(steady)?.sd).toBeCloseTo(0.01, 12);
  });

  it("learns weekdays from four weeks, and not from three", () => {
    const days = Array.from({ length: 28 }, (_, day) => ({
      share: day % 7 === 0 ? 0.2 : 0.1,
      size: 10_000,
      weekday: day % 7,
    }));
    const baseline = estimateBaseline(days);
    const sunday = { share: 0.2, size: 10_000, weekday: 0 };
    expect(baseline && standardise(sunday, baseline)).toBeCloseTo(0, 9);
    expect(estimateBaseline(days.slice(0, 21))?.weekdayOffset).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it("widens for neighbours that hang together", () => {
    const wave = Array.from({ length: 40 }, (_, i) => ({
      share: i % 10 < 5 ? 0.1 : 0.2,
      size: 1_000_000,
      weekday: null,
    }));
    const jumpy = wave.map((day, i) => ({ ...day, share: i % 2 ? 0.1 : 0.2 }));
    const ratio = (estimateBaseline(wave)?.sd ?? 0) / (estimateBaseline(jumpy)?.sd ?? 1);
    expect(ratio).toBeGreaterThan(1);
  });

  it("does not take one demoted request of three at midnight for a rise", () => {
    const baseline = estimateBaseline(weekly.slice(0, 5));
    const midnight = { share: 1 / 3, size: 3, weekday: null };
    expect(baseline && standardise(midnight, baseline)).toBeLessThan(8.1);
    expect(baseline && standardise({ ...midnight, size: 20_000 }, baseline)).toBeGreaterThan(300);
  });

  it("cannot judge without spread or with one bucket", () => {
    expect(estimateBaseline(weekly.slice(0, 1))).toBeNull();
    const none = [1, 2, 3].map(() => ({ share: 0, size: 100, weekday: null }));
    expect(estimateBaseline(none)).toBeNull();
  });
});

describe("cusum", () => {
  it("walks the worked path and alarms in the first week of the first step", () => {
    const baseline = estimateBaseline(weekly.slice(0, 5));
    const z = weekly.map((week) => (baseline ? standardise(week, baseline) : 0));
    const { path, alarm, onset } = cusum(z, 0.5, 5);
    for (const [i, value] of [0, 0.628, 0, 0, 0, 13.036].entries()) {
      expect(path[i]).toBeCloseTo(value, 3);
    }
    expect({ alarm, onset }).toEqual({ alarm: 5, onset: 5 });
  });

  it("dates a slow rise back to where it began", () => {
    const z = [...new Array<number>(10).fill(0), ...new Array<number>(20).fill(1)];
    expect(cusum(z, 0.5, 5)).toMatchObject({ alarm: 20, onset: 10 });
    expect(cusum(z, 0.5, 50).alarm).toBeNull();
  });

  // Average run lengths of the two-sided sum, by R's spc::xcusum.arl.
  it.each([
    [0.5, 4, 0, 167.6838],
    [0.5, 4, 1, 8.383132],
    [0.5, 5, 0, 465.4435],
    [0.5, 5, 1, 10.37597],
    [0.25, 8, 0.5, 28.76238],
  ])("runs as long as published with k %d and h %d at a shift of %d sd", (k, h, shift, arl) => {
    const random = seededRandom(11);
    const runs = shift === 0 ? 1_200 : 4_000;
    const lengths: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      let up = 0;
      let down = 0;
      let length = 0;
      while (up <= h && down <= h) {
        const z = normalQuantile(random()) + shift;
        // One step of the sum at a time: its last value is its whole memory.
        up = cusum([up + k, z], k, h).path[1] ?? 0;
        down = cusum([down + k, -z], k, h).path[1] ?? 0;
        length += 1;
      }
      lengths.push(length);
    }
    const mean = lengths.reduce((sum, length) => sum + length, 0) / runs;
    const variance = lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / (runs - 1);
    expect(Math.abs(mean - arl)).toBeLessThan(3.3 * Math.sqrt(variance / runs));
  });
});

describe("the sum over an estimated baseline of 56 days", () => {
  const random = seededRandom(13);
  const aDay = (shift: number) => ({
    share: 0.05 + (normalQuantile(random()) + shift) * 0.005,
    size: 20_000,
    weekday: null,
  });
  /** Day of the alarm after the baseline, null when 180 days pass without one. */
  const alarmDay = (driftPerDay: number) => {
    const baseline = estimateBaseline(Array.from({ length: 56 }, () => aDay(0)));
    const days = Array.from({ length: 180 }, (_, i) => aDay(driftPerDay * i));
    return (
      baseline &&
      cusum(
        days.map((day) => standardise(day, baseline)),
        0.5,
        8,
      ).alarm
    );
  };

  it("raises a false alarm within half a year in about one of 26 quiet series", () => {
    const alarms = Array.from({ length: 800 }, () => alarmDay(0)).filter((day) => day !== null);
    expect(alarms.length).toBeGreaterThan(8);
    expect(alarms.length).toBeLessThan(50);
  });

  it.each([
    [0.02, 50],
    [0.05, 26],
  ])("notices a drift of %d sd a day within about %d days", (drift, delay) => {
    const days = Array.from({ length: 300 }, () => alarmDay(drift) ?? 180).sort((a, b) => a - b);
    expect(Math.abs((days[150] ?? 0) - delay)).toBeLessThanOrEqual(5);
  });
});
