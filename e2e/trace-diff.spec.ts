import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { aTrace, freshWord, project, sendTraces } from "./send-traces";
import { freshTraceId, openTrace } from "./trace-helpers";

const path = `/${project}/trace-diff`;
const START = Date.now() - 60_000;

type Call = { readonly name: string; readonly result: unknown; readonly fails?: boolean };

/** A run of an agent that searches an index after some calls, and calls more tools after that. */
function aRun(
  feature: string,
  index: string,
  documents: readonly string[],
  calls: readonly Call[],
) {
  const traceId = freshTraceId();
  let at = START;
  const span = (fields: Record<string, unknown>) => {
    at += 200;
    const startedAt = new Date(at).toISOString();
    return aTrace({ traceId, startedAt, endedAt: new Date(at + 100).toISOString(), ...fields });
  };
  const root = span({ kind: "agent", name: "agent", feature, input: `Where is it? ${feature}` });
  const tool = ({ name, result, fails = false }: Call) =>
    span({
      parentId: root.spanId,
      kind: "tool",
      name,
      tool: { name, arguments: { order: 77 }, result },
      ...(fails ? { status: { code: "error", message: "timed out" } } : {}),
    });
  const search = () =>
    span({
      parentId: root.spanId,
      kind: "retrieval",
      name: "search",
      retrieval: {
        query: "refunds",
        index,
        documents: documents.map((id) => ({ id, score: 0.5, content: `Text of ${id}` })),
      },
    });
  const before = ["one", "two", "three", "four"].map((name) => tool({ name, result: { name } }));
  return { traceId, spans: [root, ...before, search(), ...calls.map(tool)] };
}

/** A good run and one that retrieved something else, and differs in three steps because of it. */
function twoRuns() {
  const feature = freshWord("diff");
  const later = (said: string): Call[] =>
    ["five", "six", "seven"].map((name) => ({ name, result: { said } }));
  const good = aRun(feature, "v41", ["doc_12", "doc_7"], later("found"));
  const bad = aRun(feature, "v42", ["doc_88", "doc_7"], later("not found"));
  return { feature, a: good.traceId, b: bad.traceId, spans: [...good.spans, ...bad.spans] };
}

const HEADLINE =
  "Forked at step 6 of 9: retrieval returned doc_88 instead of doc_12 (index v41 → v42). 3 later steps are consequences.";

const lanes = (page: Page) => page.getByRole("grid");
const pane = (page: Page) => page.getByRole("region", { name: "Selected step" });

async function openDiff(page: Page, a: string, b: string): Promise<void> {
  await page.goto(`${path}?${new URLSearchParams({ a, b })}`);
  await expect(lanes(page)).toBeVisible();
  await page.waitForLoadState("networkidle");
}

test("says where two runs fork and because of what, the rest folded", async ({ page, request }) => {
  const { a, b, spans } = twoRuns();
  await sendTraces(request, spans);
  await openDiff(page, a, b);
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict).toContainText(HEADLINE);
  await expect(verdict).toContainText("forked");
  const axes = page.getByRole("list", { name: "Axes of the envelope" });
  await expect(axes).toContainText("retrieval index changed");
  await expect(axes).toContainText("model unknown");
  await expect(lanes(page)).toContainText("5 identical steps");
  await expect(lanes(page)).toContainText("Fork at step 6");
  await expect(lanes(page)).toContainText("3 consequences");
  await expect(pane(page).getByRole("row", { name: /doc_12/ })).toContainText("removed");
  await expect(pane(page).getByRole("row", { name: /doc_88/ })).toContainText("added");
  await expect(page.getByRole("region", { name: "Likely causes" })).toContainText(
    "Ranking, not proof",
  );
});

test("moves among differences by key, opening what is folded, and keeps the place", async ({
  page,
  request,
}) => {
  const { a, b, spans } = twoRuns();
  await sendTraces(request, spans);
  await openDiff(page, a, b);
  await expect(pane(page)).toContainText("Step 6: search");
  await page.keyboard.press("n");
  await expect(pane(page)).toContainText("Step 7: five");
  await expect(pane(page).getByRole("row", { name: "/said" })).toContainText("not found");
  await expect(page).toHaveURL(/step=7/);
  await page.keyboard.press("n");
  await page.keyboard.press("p");
  await page.keyboard.press("p");
  await expect(pane(page)).toContainText("Step 6: search");
  for (const key of ["k", "Enter", "j", "j"]) await page.keyboard.press(key);
  await expect(pane(page)).toContainText("Step 2: one");
  await expect(pane(page)).toContainText("Both runs did the same here");
  await page.keyboard.press("Enter");
  await expect(pane(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(lanes(page)).toBeFocused();
  await page.reload();
  await expect(pane(page)).toContainText("Step 2: one");
});

test("swaps, and hands out Markdown and JSON", async ({ page, request }) => {
  const { a, b, spans } = twoRuns();
  await sendTraces(request, spans);
  await openDiff(page, a, b);
  const save = async (name: string) => {
    await page.getByRole("button", { name: "Export" }).click();
    const saved = page.waitForEvent("download");
    await page.getByRole("menuitem", { name }).click();
    return readFile(await (await saved).path(), "utf8");
  };
  expect(await save("Markdown")).toMatch(/^\*\*Forked at step 6 of 9/);
  expect(JSON.parse(await save("JSON"))).toMatchObject({ a, b, fork: { index: 5 } });
  await page.getByRole("link", { name: "Swap" }).click();
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict).toContainText("doc_12 instead of doc_88 (index v42 → v41)");
});

test("leaves out what the project says is volatile", async ({ page, request }) => {
  const feature = freshWord("volatile");
  const key = freshWord("etag").replaceAll("-", "");
  const runOf = (etag: string) =>
    aRun(feature, "v1", ["d"], [{ name: "fetch", result: { [key]: etag } }]);
  const [good, bad] = [runOf("x1"), runOf("y2")];
  await sendTraces(request, [...good.spans, ...bad.spans]);
  await openDiff(page, good.traceId, bad.traceId);
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("Forked at step 7");
  const ignored = page.getByRole("region", { name: "Ignored", exact: true });
  await ignored.locator("summary").click();
  const field = ignored.getByRole("textbox");
  await field.fill(`${await field.inputValue()}\n/result/${key}`);
  await ignored.getByRole("button", { name: "Save and compare again" }).click();
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("No fork");
  await expect(ignored.getByRole("row", { name: `/result/${key}` })).toContainText("x1");
});

test("is reached from two selected traces, and from one with runs of its question", async ({
  page,
  request,
}) => {
  const { feature, a, b, spans } = twoRuns();
  await sendTraces(request, spans);
  await page.goto(`/${project}/traces?q=${encodeURIComponent(`feature:${feature}`)}`);
  await page.waitForLoadState("networkidle");
  for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
  await page.getByRole("link", { name: "Compare" }).click();
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText(
    "Forked at step 6 of 9",
  );

  await openTrace(page, b);
  await page.getByRole("link", { name: "Compare with…" }).click();
  const suggested = page.getByRole("row", { name: new RegExp(a.slice(0, 8)) });
  await expect(suggested).toContainText("same question, other envelope, last good run");
  await suggested.getByRole("link").click();
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText(HEADLINE);
});

test("compares groups by queries", async ({ page, request }) => {
  const [first, second] = [twoRuns(), twoRuns()];
  const release = freshWord("r");
  const marked = [first, second].flatMap(({ a, spans }) =>
    spans.map((span) => ({ ...span, release: `${release}-${span.traceId === a ? "a" : "b"}` })),
  );
  await sendTraces(request, marked);
  await page.goto(path);
  await page.getByLabel("Group A").fill(`release:${release}-a`);
  await page.getByLabel("Group B").fill(`release:${release}-b`);
  await page.getByRole("button", { name: "Compare groups" }).click();
  await expect(page.getByRole("region", { name: "Verdict" })).toContainText("2 against 2 runs");
  await expect(page.getByRole("region", { name: "First forks" })).toContainText("2 of 2");
});

test("explains an address that names what is not there", async ({ page }) => {
  await page.goto(`${path}?a=${freshTraceId()}&b=nowhere`);
  await expect(
    page.getByRole("heading", { name: "One of the two traces is not here" }),
  ).toBeVisible();
  await page.goto(`${path}?groupA=nosuch:1&groupB=release:1`);
  await expect(page.getByText("groupA", { exact: true })).toBeVisible();
});
