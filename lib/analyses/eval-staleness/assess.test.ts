import { describe, expect, it } from "vitest";
import { runThrough } from "@/lib/domain/checkpoints";
import { seededRandom } from "@/lib/domain/statistics/random";
import {
  AS_OF,
  aCaseFact,
  anAttempt,
  aText,
  DAY_MS,
  daysBefore,
  stalenessFacts,
} from "@/test/staleness-facts";
import { topicText } from "@/test/topic-texts";
import { assessStaleness } from "./assess";
import type { StalenessFacts, TextFact } from "./staleness-inputs";

const TOPICS = 30;
const assess = (given: Partial<StalenessFacts>) =>
  runThrough(assessStaleness(stalenessFacts(given)));

/** Texts about topics that are drawn evenly from the first so many. */
function texts(count: number, topics: number, seed: number): TextFact[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) =>
    aText(topicText(Math.floor(random() * topics), random), { traceId: `t${seed}-${index}` }),
  );
}

const intentsOf = (requests: number) => [
  { intent: null, requests, weight: requests, traceIds: [] },
];

function casesAbout(count: number, topics: number, seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) =>
    aCaseFact({
      id: `c${String(index).padStart(3, "0")}`,
      text: topicText(index % topics, random),
    }),
  );
}

describe("production whose traffic moved away from 40 % of what a suite asks", () => {
  const GONE = 12;
  const NEW = 3;
  const random = seededRandom(9);
  /** Of thirty topics the last twelve fade out over three months, and three new ones come. */
  const topicAt = (daysAgo: number) => {
    const left = Math.min(1, Math.max(0, (daysAgo - 30) / 60));
    if (random() < 0.15 * (1 - left)) return TOPICS + Math.floor(random() * NEW);
    const topic = Math.floor(random() * TOPICS);
    return topic >= TOPICS - GONE && random() > left
      ? Math.floor(random() * (TOPICS - GONE))
      : topic;
  };
  const said = (count: number, daysAgo: number) =>
    Array.from({ length: count }, (_, index) =>
      aText(topicText(topicAt(daysAgo), random), { traceId: `t${daysAgo}-${index}` }),
    );
  const weeks = Array.from({ length: 16 }, (_, index) => {
    const daysAgo = (16 - index) * 7;
    return {
      window: { from: daysBefore(daysAgo), to: daysBefore(daysAgo - 7) },
      texts: said(200, daysAgo),
    };
  });
  const found = assess({
    cases: casesAbout(240, TOPICS, 4),
    texts: said(2_000, 15),
    weeks,
    intents: intentsOf(9_000),
  });
  const [suite] = found.suites;

  it("finds the stale fraction within five points", () => {
    expect(suite?.staleFraction).toBeGreaterThan(0.35);
    expect(suite?.staleFraction).toBeLessThan(0.45);
    expect(suite?.staleByChance).toBeLessThan(0.06);
  });

  it("shows it growing from month to month, and moves the clock of queries", () => {
    const months = found.months.map(({ staleFraction }) => staleFraction ?? 0);
    expect(months.length).toBeGreaterThanOrEqual(4);
    expect(months[0]).toBeLessThan(0.08);
    expect(months.at(-1)).toBeGreaterThan(0.3);
    const [queries] = suite?.layers ?? [];
    expect(queries).toMatchObject({ layer: "queries" });
    expect(queries?.movedAt?.getTime()).toBeGreaterThan(daysBefore(90).getTime());
  });

  it("has no case in the new clusters, which make up about a seventh of production", () => {
    const covered = new Set(found.cells.map(({ cluster }) => cluster));
    const orphans = found.rows.filter(({ cluster }) => !covered.has(cluster));
    const share = orphans.reduce((sum, row) => sum + row.share, 0);
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.22);
    expect(orphans.every(({ traceIds }) => traceIds.length > 0)).toBe(true);
  });

  it("counts cases that three checks in a row found nothing like as dead", () => {
    expect(suite?.deaths.not_in_production).toBeGreaterThan(30);
    const dead = found.cases.filter(({ diedOf }) => diedOf === "not_in_production");
    const gone = dead.filter(({ id }) => Number(id.slice(1)) % TOPICS >= TOPICS - GONE);
    expect(gone.length / dead.length).toBeGreaterThan(0.85);
  });
});

describe("a suite drawn from production itself", () => {
  const drawn = texts(120, TOPICS, 77);
  const cases = drawn.map(({ text }, index) => aCaseFact({ id: `c${index}`, text }));
  const found = assess({ cases, texts: texts(600, TOPICS, 3), intents: intentsOf(600) });
  const [suite] = found.suites;

  it("is as stale as chance makes it, and covers what such a sample covers", () => {
    expect(suite?.staleFraction).toBeLessThan((suite?.staleByChance ?? 0) + 0.05);
    expect(suite?.normalisedCoverage).toBeGreaterThan(0.92);
    expect(suite?.normalisedCoverage).toBeLessThan(1.08);
    expect(suite?.sameSource?.p).toBeGreaterThan(0.01);
    expect(suite?.shift["kind"]?.p).toBeGreaterThan(0.001);
  });

  it("gives the same for the same facts", () => {
    const again = assess({ cases, texts: texts(600, TOPICS, 3), intents: intentsOf(600) });
    expect(again).toEqual(found);
  });
});

describe("kinds that requests and cases name themselves", () => {
  const CASES = [90, 60, 50, 30, 10];
  const PRODUCTION = [2_000, 3_000, 1_000, 1_500, 2_500];
  const PASS = [0.98, 0.95, 0.9, 0.85, 0.6];
  const cases = CASES.flatMap((count, kind) =>
    Array.from({ length: count }, (_, index) =>
      aCaseFact({ id: `${kind}-${index}`, intent: `i${kind}` }),
    ),
  );
  const attempts = CASES.flatMap((count, kind) => {
    const passed = Math.round((PASS[kind] ?? 0) * count * 20);
    return Array.from({ length: count * 20 }, (_, index) =>
      anAttempt({
        case: `${kind}-${index % count}`,
        attempt: Math.floor(index / count),
        passed: index < passed,
      }),
    );
  });
  const found = assess({
    cases,
    attempts,
    intents: PRODUCTION.map((requests, kind) => ({
      intent: `i${kind}`,
      requests,
      weight: requests,
      traceIds: [`t${kind}`],
    })),
  });
  const [suite] = found.suites;

  it("weighs the worked example as by hand", () => {
    expect(suite?.effectiveCases).toBeCloseTo(109.356, 3);
    expect(suite?.rawPass).toBeCloseTo(0.92375, 6);
    expect(suite?.reweightedPass).toBeCloseTo(0.8485, 6);
    expect(suite?.shift["kind"]?.tvd).toBeCloseTo(0.2833333, 7);
    expect(suite?.shift["kind"]?.jsd).toBeCloseTo(0.0955539, 7);
    expect(suite?.shift["kind"]?.psi).toBeCloseTo(0.5764772, 7);
    expect(suite?.softCoverage).toBeCloseTo(0.775, 6);
  });

  it("finds each case alive by its intent, and shows how the suite is cut", () => {
    expect(suite?.staleFraction).toBe(0);
    expect(found.production).toMatchObject({ comparedBy: "intents", kindsBy: "intents" });
    const ratio = found.cells.find(({ cluster }) => cluster === "i0")?.log2Ratio;
    expect(ratio).toBeCloseTo(Math.log2(90 / 240 / 0.2), 9);
  });
});

describe("what ends a case", () => {
  const T = [30, 45, 60, 60, 90, 120, 120, 150, 180, 180, 210, 240, 240, 240, 240];
  const DEAD = [1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0];

  it("gives the half-life of the worked example from dependencies that moved", () => {
    const cases = T.map((days, index) =>
      aCaseFact({
        id: `c${index}`,
        createdAt: daysBefore(DEAD[index] ? days + 20 : days),
        dependsOn: { tools: { [`tool${index}`]: "v1" } },
      }),
    );
    const moves = T.flatMap((_, index) =>
      DEAD[index]
        ? [
            {
              layer: "tools" as const,
              at: daysBefore(20),
              from: "v1",
              to: "v2",
              tool: `tool${index}`,
              title: "new arguments",
            },
          ]
        : [],
    );
    const [suite] = assess({ cases, moves }).suites;
    expect(suite?.halfLifeDays).toBeCloseTo(180, 9);
    expect(suite?.exponentialLife?.halfLifeDays).toBeCloseTo(191.05, 2);
    expect(suite?.deaths.dependency_moved).toBe(8);
    const tools = suite?.layers.find(({ layer }) => layer === "tools");
    expect(tools).toMatchObject({ dependent: 15, staleCases: 8, movedAt: daysBefore(20) });
  });
});

describe("what results tell", () => {
  const ROWS = ["11111111", "11111011", "11110110", "11101001", "11010010", "10000011"];
  const cases = Array.from({ length: 8 }, (_, item) => aCaseFact({ id: `i${item}` }));
  const attempts = ROWS.flatMap((row, subject) =>
    [...row].map((passed, item) =>
      anAttempt({
        run: `r${subject}`,
        subjectKey: `s${subject}`,
        case: `i${item}`,
        passed: passed === "1",
        at: new Date(AS_OF.getTime() - (10 - subject) * DAY_MS),
      }),
    ),
  );
  const found = assess({ cases, attempts });
  const caseOf = (id: string) => found.cases.find((one) => one.id === id);

  it("agrees with the worked example of six subjects", () => {
    expect(caseOf("i1")?.itemRest).toBeCloseTo(0.5, 4);
    expect(caseOf("i2")?.itemRest).toBeCloseTo(0.7016, 4);
    expect(caseOf("i0")?.itemRest).toBeNull();
    expect(found.suites[0]?.discrimination.reliability).toBeCloseTo(0.587755, 6);
  });

  it("knows the saturated case, and when each last told two subjects apart", () => {
    expect(found.suites[0]?.discrimination).toMatchObject({ subjects: 6, saturated: 1, floor: 0 });
    expect(caseOf("i0")).toMatchObject({ lastDiscriminatedAt: null, diedOf: "saturated" });
    expect(caseOf("i7")?.lastDiscriminatedAt).toEqual(daysBefore(5));
  });

  it("takes only results of a case as it now stands", () => {
    const edited = cases.map((one) => ({ ...one, contentHash: "new" }));
    expect(assess({ cases: edited, attempts }).suites[0]).toMatchObject({ rawPass: null });
  });
});

it("says unknown of everything where there is nothing", () => {
  const found = assess({ cases: [aCaseFact({})] });
  expect(found.suites[0]).toMatchObject({
    staleFraction: null,
    coverage: null,
    rawPass: null,
    reweightedPass: null,
    halfLifeDays: null,
    shadow: null,
    sameSource: null,
    staleness: null,
  });
  expect(found.cases[0]).toMatchObject({ alive: null, freshness: { product: null } });
  expect(assess({}).suites).toEqual([]);
});
