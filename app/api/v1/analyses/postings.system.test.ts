import { expect, it } from "vitest";
import { ownerCookie } from "@/test/browser-session";
import { runningApp } from "@/test/running-app";

const app = runningApp();
const [from, to] = ["2026-01-01T00:00:00.000Z", "2026-03-01T00:00:00.000Z"];

/** One good body of each kind, and the list it is in afterwards. */
const POSTINGS = [
  {
    method: "PUT",
    path: "/api/v1/tiers",
    body: { feature: "chat", tiers: [{ name: "a", level: 0, match: [{ servedModel: "gpt-5*" }] }] },
    list: "versions",
  },
  {
    method: "PUT",
    path: "/api/v1/objectives/primary%20floor%2Fchat",
    body: { analysis: "tier-mix", tier: "a", kind: "floor", target: 0.95, periodDays: 30 },
    list: "objectives",
    shown: { name: "primary floor/chat", feature: null },
  },
  {
    method: "PUT",
    path: "/api/v1/baselines/tier-mix",
    body: { from, to, reason: "before the router", approvedBy: "Ana" },
    list: "baselines",
    shown: { analysis: "tier-mix" },
  },
  {
    method: "PUT",
    path: "/api/v1/routing-rules/complexity-router",
    body: {
      owner: "Bo",
      rationale: "simple prompts need no frontier model",
      fromTier: "a",
      toTier: "b",
      reason: "complexity",
      expectedShare: 0.05,
      expiresAt: to,
      ramp: [{ at: from, percent: 5 }],
    },
    list: "routingRules",
    shown: { id: "complexity-router", reviews: [] },
  },
  {
    method: "POST",
    path: "/api/v1/self-reports",
    body: { source: "app", metric: "fallback", from, to, numerator: 500, denominator: 100_000 },
    list: "selfReports",
  },
  {
    method: "POST",
    path: "/api/v1/changes",
    body: { at: from, axis: "router", from: "v2", to: "v3", title: "Router v3" },
    list: "changes",
    shown: { author: null, ruleIds: [] },
  },
];

const listOf = (path: string) => path.split("/").slice(0, 4).join("/");
const sendJson = (key: string, method: string, path: string, body: unknown) =>
  app().send(key, path, { method, body: JSON.stringify(body) });
const listed = async (key: string, path: string) => (await app().send(key, path)).json();

it.each(POSTINGS)("$method $path keeps what it is given, once", async (posting) => {
  const { method, path, body, list } = posting;
  const key = await app().keyOf("postings");
  const first = await sendJson(key, method, path, body);
  expect(first.status).toBe(200);
  expect(await first.json()).toMatchObject({ changed: true });
  expect(await (await sendJson(key, method, path, body)).json()).toMatchObject({ changed: false });

  const answer = await listed(key, listOf(path));
  expect(answer).toMatchObject({ nextCursor: null });
  expect(answer[list]).toEqual([
    expect.objectContaining({ ...body, ...posting.shown, postedBy: "test" }),
  ]);
  const other = await listed(await app().keyOf("other"), listOf(path));
  expect(other[list]).toEqual([]);
});

it.each(POSTINGS)(
  "$method $path names every field that does not fit, and keeps nothing",
  async ({ method, path, body, list }) => {
    const key = await app().keyOf(`bad ${list}`.replaceAll(/[^a-z]/gi, "-").toLowerCase());
    const fields = Object.keys(body).filter((field) => field !== "ramp");
    const nonsense = Object.fromEntries(fields.map((field) => [field, { no: 1 }]));
    const answer = await sendJson(key, method, path, nonsense);
    expect(answer.status).toBe(400);
    const { error } = await answer.json();
    expect(error).toMatchObject({ code: "invalid_input", message: expect.any(String) });
    expect(Object.keys(error.details).sort()).toEqual(fields.sort());
    expect((await listed(key, listOf(path)))[list]).toEqual([]);
  },
);

it.each(POSTINGS)(
  "$method $path needs a key that may write, its list one that may read",
  async ({ method, path, body }) => {
    const reader = await app().keyOf("scopes", ["read"]);
    const writer = await app().keyOf("scopes", ["write"]);
    expect((await sendJson("tm_wrong", method, path, body)).status).toBe(401);
    expect((await sendJson(reader, method, path, body)).status).toBe(403);
    expect((await app().send(writer, listOf(path))).status).toBe(403);
    expect((await app().send(reader, listOf(path))).status).toBe(200);
  },
);

it("shows one of a kind by its name", async () => {
  const key = await app().keyOf("single");
  for (const { method, path, body } of POSTINGS) await sendJson(key, method, path, body);
  const [, objective, baseline, rule] = POSTINGS;
  const shown = (path = "") => listed(key, path);
  expect(await shown(objective?.path)).toMatchObject({ objective: objective?.body });
  expect(await shown(rule?.path)).toMatchObject({ routingRule: rule?.body });
  expect(await shown(baseline?.path)).toMatchObject({ baselines: [baseline?.body] });
  for (const path of ["objectives/none", "routing-rules/none", "baselines/none"]) {
    expect((await app().send(key, `/api/v1/${path}`)).status, path).toBe(404);
  }
});

it("records a review of a routing rule, and knows no review of a rule that is not there", async () => {
  const key = await app().keyOf("reviews");
  const rule = POSTINGS[3];
  await sendJson(key, "PUT", "/api/v1/routing-rules/r1", rule?.body);
  const review = { note: "still cheaper", expiresAt: "2026-06-01T00:00:00.000Z", by: "Cleo" };
  const reviewed = await sendJson(key, "POST", "/api/v1/routing-rules/r1/reviews", review);
  expect(await reviewed.json()).toMatchObject({
    changed: true,
    routingRule: { id: "r1", expiresAt: review.expiresAt, reviews: [review] },
  });
  const lost = await sendJson(key, "POST", "/api/v1/routing-rules/r2/reviews", review);
  expect(lost.status).toBe(404);
});

it("takes an objective away, and shows which catalogs are in force and what is derived again", async () => {
  const key = await app().keyOf("more");
  const { path = "", body } = POSTINGS[1] ?? {};
  await sendJson(key, "PUT", path, body);
  expect((await app().send(key, path, { method: "DELETE" })).status).toBe(200);
  expect((await app().send(key, path, { method: "DELETE" })).status).toBe(404);
  expect((await listed(key, "/api/v1/objectives")).objectives).toEqual([]);

  const catalog = POSTINGS[0]?.body;
  const { rederivation } = await (await sendJson(key, "PUT", "/api/v1/tiers", catalog)).json();
  expect(await listed(key, "/api/v1/tiers")).toMatchObject({
    catalogs: [catalog],
    versions: [catalog],
    rederivations: [{ id: rederivation, requestedBy: "test" }],
  });
});

it("pages its lists, and refuses a page that cannot be", async () => {
  const key = await app().keyOf("pages");
  for (const title of ["one", "two", "three"]) {
    await sendJson(key, "POST", "/api/v1/changes", { at: from, title });
  }
  const first = await listed(key, "/api/v1/changes?limit=2");
  const second = await listed(key, `/api/v1/changes?limit=2&cursor=${first.nextCursor}`);
  const titles = [first, second].map(({ changes }) =>
    changes.map(({ title }: { title: string }) => title),
  );
  expect(titles).toEqual([["three", "two"], ["one"]]);
  for (const [query, name] of [
    ["limit=0", "limit"],
    ["cursor=x", "cursor"],
  ]) {
    const { error } = await listed(key, `/api/v1/changes?${query}`);
    expect(Object.keys(error.details)).toEqual([name]);
  }
});

it("lets a browser that is signed in read the project it names", async () => {
  const key = await app().keyOf("browsers");
  await sendJson(key, "POST", "/api/v1/changes", { at: from, title: "seen" });
  const owner = await ownerCookie(app());
  const read = (query: string, cookie: string) =>
    fetch(`${app().address}/api/v1/changes${query}`, { headers: { cookie } });

  const seen = await read("?project=browsers", owner);
  expect(await seen.json()).toMatchObject({ changes: [{ title: "seen" }] });
  expect((await read("", owner)).status).toBe(400);
  expect((await read("?project=nowhere", owner)).status).toBe(404);
  expect((await read("?project=browsers", "tidemark.session_token=guess.guess")).status).toBe(401);
  expect((await app().send(key, "/api/v1/changes?project=browsers")).status).toBe(200);
  expect((await app().send(key, "/api/v1/changes?project=other")).status).toBe(403);
});

it.each(["analyses", "gates"])("knows no %s but those there are", async (kind) => {
  const key = await app().keyOf("kinds");
  const answer = await app().send(key, `/api/v1/${kind}/no-such`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ error: { code: "not_found" } });
  expect((await app().send("tm_wrong", `/api/v1/${kind}/no-such`)).status).toBe(401);
});
