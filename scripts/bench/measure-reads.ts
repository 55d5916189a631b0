import { randomBytes } from "node:crypto";
import type { Bench } from "./bench";
import { type Figure, quantile } from "./figure";
import { historySpans, largeTraceSpans } from "./history-spans";
import { deriveTogether, type SeededProject, seedProject } from "./seed-project";

const THREE_FILTERS = encodeURIComponent("feature:chat tier:canned status:error");
const LONG_TRACE_SPANS = 1_000;
const WARM_UP = 5;
const MS_PER_DAY = 86_400_000;

type Question = {
  readonly what: string;
  /** Has targets; the others are told for comparison. */
  readonly isJudged: boolean;
  readonly path: (project: SeededProject) => string;
};

const list = (search: string) => () => `/api/v1/traces?range=30d&${search}`;
const page = (search: string) => (project: SeededProject) =>
  `/${project.slug}/traces?range=30d&${search}`;

function questionsOf(longTraceId: string): Question[] {
  const sorted = (key: string) => ({
    what: `trace list by ${key}`,
    isJudged: false,
    path: list(`sort=-${key}`),
  });
  return [
    { what: "trace list, first page", isJudged: true, path: list("") },
    { what: "trace list, three filters", isJudged: true, path: list(`q=${THREE_FILTERS}`) },
    { what: "trace of 1 000 spans", isJudged: true, path: () => `/api/v1/traces/${longTraceId}` },
    { what: "tier mix of 30 days", isJudged: true, path: () => "/api/v1/analyses/tier-mix" },
    sorted("duration"),
    sorted("tokens"),
    sorted("cost"),
    { what: "page: trace list", isJudged: false, path: page("") },
    { what: "page: trace list, three filters", isJudged: false, path: page(`q=${THREE_FILTERS}`) },
    {
      what: "page: trace of 1 000 spans",
      isJudged: false,
      path: ({ slug }) => `/${slug}/traces/${longTraceId}`,
    },
  ];
}

/** What readers wait for in a project, against the same in one of a tenth of its size. */
export async function measureReads(bench: Bench): Promise<Figure[]> {
  const { db, options } = bench;
  const now = new Date();
  const traceId = randomBytes(16);
  const dayAgo = new Date(now.getTime() - MS_PER_DAY);
  const seeds = function* (spans: number) {
    yield* historySpans(spans, now, spans);
    yield* largeTraceSpans(traceId, LONG_TRACE_SPANS, dayAgo);
  };
  const small = await seedProject(bench, "small", seeds(Math.round(options.scale / 10)));
  const large = await seedProject(bench, "large", seeds(options.scale));
  await deriveTogether(db);
  const figures: Figure[] = [];
  for (const question of questionsOf(traceId.toString("hex"))) {
    figures.push(...(await measureQuestion(bench, question, small, large)));
  }
  return figures;
}

async function measureQuestion(
  bench: Bench,
  { what, isJudged, path }: Question,
  small: SeededProject,
  large: SeededProject,
): Promise<Figure[]> {
  const times = { small: [] as number[], large: [] as number[] };
  const repeats = bench.options.isQuick ? 5 : 60;
  for (let turn = -WARM_UP; turn < repeats; turn += 1) {
    const smallMs = await timeOf(bench, small, path(small));
    const largeMs = await timeOf(bench, large, path(large));
    if (turn < 0) continue;
    times.small.push(smallMs);
    times.large.push(largeMs);
  }
  const [smallMs, largeMs] = [quantile(times.small, 0.95), quantile(times.large, 0.95)];
  const target = (atMost: number) => (isJudged ? { target: { atMost } } : {});
  return [
    { what: `${what}, p95`, value: largeMs, unit: "ms", ...target(150) },
    {
      what: "  against a tenth as many traces",
      value: largeMs / smallMs,
      unit: "ratio",
      ...target(1.5),
    },
  ];
}

/** Until the last byte, in milliseconds. */
async function timeOf({ server }: Bench, { key }: SeededProject, path: string): Promise<number> {
  const headers = path.startsWith("/api/")
    ? { authorization: `Bearer ${key}` }
    : { cookie: server.cookie };
  const started = performance.now();
  const answer = await fetch(`${server.url}${path}`, { headers, redirect: "manual" });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}`);
  return performance.now() - started;
}
