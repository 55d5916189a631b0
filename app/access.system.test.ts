import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it, vi } from "vitest";
import { z } from "zod";
import { KEY_SCOPES } from "@/lib/domain/key-scope";
import { isAtLeast, ROLES, type Role } from "@/lib/domain/role";
import { saveMembership } from "@/lib/store/memberships";
import { findOrCreatePerson } from "@/lib/store/people";
import { findOrCreateProject } from "@/lib/store/projects";
import { ACTIONS, type Access, PAGES, ROUTES } from "@/test/access-table";
import { ownerCookie, personCookie } from "@/test/browser-session";
import { postSpans, sendJson } from "@/test/post-requests";
import { runningApp } from "@/test/running-app";

const app = runningApp();
const [MINE, OTHER] = ["walked", "elsewhere"];
const TRACE = "a".repeat(32);
const SPAN = "b".repeat(16);

/** Who walks: nobody, somebody of no project, every role of the project, an owner of the server. */
const WALKERS = ["nobody", "stranger", ...ROLES, "server owner"] as const;
type Walker = (typeof WALKERS)[number];
const cookies = new Map<Walker, string>();

beforeAll(async () => {
  const { db } = app();
  const mine = await findOrCreateProject(db, MINE);
  await findOrCreateProject(db, OTHER);
  for (const name of ["stranger", ...ROLES] as const) {
    const person = await findOrCreatePerson(db, { name, email: `${name}@example.com` });
    if (name !== "stranger") await saveMembership(db, mine.id, person.id, name);
    cookies.set(name, await personCookie(db, person.id));
  }
  cookies.set("server owner", await ownerCookie(app()));
  cookies.set("nobody", "");
  const at = new Date().toISOString();
  const span = { traceId: TRACE, spanId: SPAN, name: "walk", startedAt: at, endedAt: at };
  for (const slug of [MINE, OTHER]) {
    const key = await app().keyOf(slug);
    await postSpans(app(), key, [{ ...span, sessionId: "walk" }]);
    await seedSuite(key);
    await vi.waitFor(() => expectDerived(key), { timeout: 30_000, interval: 200 });
  }
});

/** A suite with a case and a run, all of the name that addresses have in their place. */
async function seedSuite(key: string): Promise<void> {
  const createdAt = new Date().toISOString();
  const evalCase = { id: "walk", input: "a", expected: "b", tags: [], createdAt, curator: "walk" };
  const cases = ["PUT", "/api/v1/eval-suites/walk/cases"] as const;
  await sendJson(app(), key, cases, { cases: [evalCase] });
  const results = [{ case: "walk", attempt: 1, passed: true }];
  const run = {
    suite: "walk",
    run: "walk",
    subject: { model: "m" },
    startedAt: createdAt,
    results,
  };
  await sendJson(app(), key, ["POST", "/api/v1/eval-runs"], run);
}

async function expectDerived(key: string): Promise<void> {
  const answer = await app().send(key, "/api/v1/traces");
  expect(await answer.json()).toMatchObject({ traces: [{ traceId: TRACE }] });
}

function filesNamed(name: string, folder = "app"): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesNamed(name, path);
    return entry.name === name ? [folder.replace(/^app\/?/, "")] : [];
  });
}

const pages = filesNamed("page.tsx").sort();
const routes = filesNamed("route.ts")
  .flatMap((folder) => {
    const source = readFileSync(join("app", folder, "route.ts"), "utf8");
    const exported = source.matchAll(/export (?:const|async function|function) ([A-Z]+)\b/g);
    return [...exported].map(([, method]) => `${method} ${folder}`);
  })
  .sort();

const manifest = z.object({
  node: z.record(
    z.string(),
    z.object({ exportedName: z.string(), workers: z.record(z.string(), z.unknown()) }),
  ),
});
const actions = () => {
  const text = readFileSync(".next/server/server-reference-manifest.json", "utf8");
  return Object.entries(manifest.parse(JSON.parse(text)).node).map(([id, entry]) => ({
    id,
    name: entry.exportedName,
    page:
      Object.keys(entry.workers)[0]
        ?.replace(/^app/, "")
        .replace(/\/page$/, "") ?? "",
  }));
};

/** Where a folder of `app` is served, in one of the two projects. */
function addressOf(folder: string, project = MINE): string {
  const path = folder
    .replace(/\(\w+\)\//g, "")
    .replace("[project]", project)
    .replace("[traceId]", TRACE)
    .replace("[spanId]", SPAN)
    .replace("[sessionId]", "walk")
    .replace("[slug]", "tier-mix")
    .replace("[analysis]", "tier-mix")
    .replace("[id]", "1")
    .replace(/\[\w+\]/g, "walk");
  const address = `/${path}`.replace(/\/$/, "") || "/";
  return address.endsWith("/evals/promote") ? `${address}?trace=${TRACE}` : address;
}

/** What somebody gets. Pages send who is not signed in to the sign-in page, routes answer 401. */
type Outcome = "let in" | "sign in" | "forbidden" | "not found";

function outcomeOf(response: Response): Outcome {
  const to = response.headers.get("location") ?? response.headers.get("x-action-redirect") ?? "";
  if (response.status === 401 || to.includes("/sign-in")) return "sign in";
  if (response.status === 403) return "forbidden";
  return response.status === 404 ? "not found" : "let in";
}

function expected(access: Access, walker: Walker, inMine: boolean): Outcome {
  if ("key" in access) return "sign in";
  const { needs } = access;
  if (needs === "nobody") return "let in";
  if (walker === "nobody") return "sign in";
  if (walker === "server owner" || needs === "sign-in") return "let in";
  if (needs === "server owner") return "forbidden";
  if (walker === "stranger" || !inMine) return "not found";
  return isAtLeast(walker as Role, needs) ? "let in" : "forbidden";
}

const ask = (walker: Walker, address: string, init: RequestInit = {}) =>
  fetch(`${app().address}${address}`, {
    ...init,
    redirect: "manual",
    headers: { cookie: cookies.get(walker) ?? "", ...(init.headers as Record<string, string>) },
  });

it("names every page, endpoint and action that there is, and none that is not", () => {
  expect(pages).toEqual(Object.keys(PAGES).sort());
  expect(routes).toEqual(Object.keys(ROUTES).sort());
  expect(
    actions()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(ACTIONS).sort());
});

/** What somebody should get and what they do get, by what they ask for. */
class Walk {
  readonly wanted: Record<string, unknown> = {};
  readonly seen: Record<string, unknown> = {};
  note(step: string, wanted: unknown, seen: unknown) {
    this.wanted[step] = wanted;
    this.seen[step] = seen;
  }
  check() {
    expect(this.seen).toEqual(this.wanted);
  }
}

it.each(WALKERS)("lets %s see the pages of their role, and of their projects only", async (who) => {
  const walk = new Walk();
  for (const [folder, access] of Object.entries(PAGES)) {
    for (const project of folder.startsWith("[project]") ? [MINE, OTHER] : [MINE]) {
      const response = await ask(who, addressOf(folder, project));
      const wanted = expected(access, who, project === MINE);
      walk.note(`${folder} of ${project}`, wanted, outcomeOf(response));
      await response.body?.cancel();
    }
  }
  walk.check();
});

it.each(WALKERS)("lets %s ask the endpoints of pages that their role may", async (who) => {
  const walk = new Walk();
  for (const [name, access] of Object.entries(ROUTES)) {
    const [method = "", folder = ""] = name.split(" ");
    if ("key" in access || !folder.startsWith("[project]")) continue;
    for (const project of [MINE, OTHER]) {
      const response = await ask(who, addressOf(folder, project), { method });
      const wanted = expected(access, who, project === MINE);
      walk.note(`${name} of ${project}`, wanted, outcomeOf(response));
      await response.body?.cancel();
    }
  }
  walk.check();
});

it.each(WALKERS)("lets %s do what their role may, and in their projects only", async (who) => {
  const walk = new Walk();
  const listed = actions();
  for (const [name, access] of Object.entries(ACTIONS)) {
    const action = listed.find((each) => each.name === name);
    const isOfProject = "needs" in access && ROLES.includes(access.needs as Role);
    for (const project of isOfProject ? [MINE, OTHER] : [MINE]) {
      // Without its other arguments an action that is allowed fails at the first look at them.
      const response = await ask(who, addressOf(action?.page.replace(/^\//, "") ?? "", project), {
        method: "POST",
        headers: { "next-action": action?.id ?? "", "content-type": "text/plain;charset=UTF-8" },
        body: JSON.stringify(isOfProject ? [project] : [""]),
      });
      const wanted = expected(access, who, project === MINE);
      walk.note(`${name} in ${project}`, wanted, outcomeOf(response));
      await response.body?.cancel();
    }
  }
  walk.check();
});

const keyRoutes = Object.entries(ROUTES).flatMap(([name, access]) => {
  const [method = "", folder = ""] = name.split(" ");
  // Deleting is refused by what is not there; everything else by an empty body.
  const path = addressOf(folder);
  const address = method === "DELETE" ? path.replace(TRACE, "not-there") : path;
  return "key" in access ? [{ name, method, address, access }] : [];
});
const isLetIn = (status: number) => status !== 401 && status !== 403;

it.each(KEY_SCOPES)(
  "lets a key with the scope %s do what takes it and nothing else",
  async (scope) => {
    const key = await app().keyOf(MINE, [scope]);
    const walk = new Walk();
    for (const { name, method, address, access } of keyRoutes) {
      const { status } = await app().send(key, address, { method });
      walk.note(name, scope === access.key, isLetIn(status));
    }
    walk.check();
  },
);

it("takes no session in place of a key, but to read, and then says that a project is needed", async () => {
  const walk = new Walk();
  for (const { name, method, address, access } of keyRoutes) {
    const byNobody = await ask("nobody", address, { method });
    const byOwner = await ask("server owner", address, { method });
    walk.note(name, [401, access.orViewer ? 400 : 401], [byNobody.status, byOwner.status]);
  }
  walk.check();
});

it("lets viewers read by the API in their own projects only, and keys in theirs", async () => {
  const walk = new Walk();
  const key = await app().keyOf(MINE, ["read"]);
  for (const { name, address, access } of keyRoutes) {
    if (!access.orViewer) continue;
    const [inMine, inOther, byStranger, byKey] = await Promise.all([
      ask("viewer", `${address}?project=${MINE}`),
      ask("viewer", `${address}?project=${OTHER}`),
      ask("stranger", `${address}?project=${MINE}`),
      app().send(key, `${address}?project=${OTHER}`),
    ]);
    const seen = [isLetIn(inMine.status), inOther.status, byStranger.status, byKey.status];
    walk.note(name, [true, 404, 404, 403], seen);
  }
  walk.check();
});
