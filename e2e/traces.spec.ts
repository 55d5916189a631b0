import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { aTrace, freshWord, project, sendTraces } from "./send-traces";

const LONG_NAME = "every argument it was called with ".repeat(9).slice(0, 300);

async function openList(page: Page, q: string, rest = ""): Promise<void> {
  await page.goto(`/${project}/traces?q=${encodeURIComponent(q)}${rest}`);
  await expect(page.getByRole("heading", { name: "Traces", exact: true })).toBeVisible();
  await page.waitForLoadState("networkidle");
}

const table = (page: Page) => page.getByRole("table", { name: "Traces" });
const rows = (page: Page) => table(page).locator("tbody tr");

test("shows a trace with what it says, marking a model that was swapped", async ({
  page,
  request,
}) => {
  const feature = freshWord("shop");
  await sendTraces(request, [
    aTrace({
      feature,
      name: LONG_NAME,
      kind: "llm",
      model: { requested: "gpt-4o", served: "gpt-4o-mini" },
      usage: { inputTokens: 1_200, outputTokens: 45 },
      costUsd: 0.25,
      tier: { served: "canned" },
      input: "Where is my order?",
      status: { code: "error", message: "timed out" },
    }),
  ]);
  await openList(page, `feature:${feature}`);
  const row = rows(page);
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("Where is my order?");
  await expect(row).toContainText("error");
  await expect(row).toContainText("canned");
  await expect(row).toContainText("1.25k");
  await expect(row).toContainText("$0.25");
  await expect(row).toContainText("1.00 s");
  await expect(row.getByRole("img", { name: /asked for gpt-4o, served by/ })).toBeVisible();
  const [rowBox, listBox] = [await row.boundingBox(), await table(page).boundingBox()];
  expect(rowBox?.height).toBeLessThan(36);
  expect(rowBox?.width).toBe(listBox?.width);
});

test("filters by query, by facet and by free text, all in the address", async ({
  page,
  request,
}) => {
  const [feature, word] = [freshWord("f"), freshWord("w").replaceAll("-", "")];
  await sendTraces(request, [
    aTrace({ feature, name: "alpha", userId: "ana", input: `about ${word} and more` }),
    aTrace({ feature, name: "beta", userId: "bo" }),
    aTrace({ feature, name: "gamma", userId: "bo", status: { code: "error", message: null } }),
  ]);
  await openList(page, `feature:${feature}`);
  await expect(rows(page)).toHaveCount(3);

  await page.keyboard.press("/");
  await page.keyboard.type(" -user:ana");
  await page.keyboard.press("Escape");
  await page.getByLabel("Query").press("Enter");
  await expect(rows(page)).toHaveCount(2);
  await expect(page).toHaveURL(/-user%3Aana/);

  await page
    .getByRole("region", { name: "Filters" })
    .getByRole("link", { name: /^error/ })
    .click();
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("gamma");
  await expect(page).toHaveURL(/status%3Aerror/);

  await openList(page, `${word.slice(0, 8)} feature:${feature}`);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("alpha");
});

test("completes fields and the values it knows", async ({ page, request }) => {
  const feature = freshWord("known");
  // The most frequent values are offered, and the tests beside this one send features of their own.
  const traces = Array.from({ length: 120 }, () => aTrace({ feature }));
  await sendTraces(request, traces);
  await openList(page, `feature:${feature}`);
  await page.getByLabel("Query").fill("");
  await page.getByLabel("Query").pressSequentially("feat");
  await page.getByRole("option", { name: /^feature:/ }).click();
  await page.getByLabel("Query").pressSequentially(feature.slice(0, 9));
  await page.getByRole("option", { name: new RegExp(feature) }).click();
  await expect(page.getByLabel("Query")).toHaveValue(`feature:${feature} `);
});

test("names the part of a query that it does not understand, and lists nothing", async ({
  page,
}) => {
  await openList(page, "status:ok colour:red");
  await expect(page.getByText('"colour" is not a field')).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
});

test("says which condition to loosen, and where traces are when the window has none", async ({
  page,
  request,
}) => {
  const feature = freshWord("loose");
  await sendTraces(request, [aTrace({ feature })]);
  await openList(page, `feature:${feature} status:error`);
  await page.getByRole("link", { name: "without status:error" }).click();
  await expect(rows(page)).toHaveCount(1);

  await page.goto(`/${project}/traces?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z`);
  await page.getByRole("link", { name: /^Show the last/ }).click();
  await expect(rows(page).first()).toBeVisible();
});

test("is worked by keyboard alone", async ({ page, request }) => {
  const feature = freshWord("keys");
  await sendTraces(request, [
    aTrace({ feature, name: "first" }),
    aTrace({ feature, name: "second" }),
  ]);
  await openList(page, `feature:${feature}`, "&sort=name");
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "first", exact: true })).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.getByText("1 trace selected")).toBeVisible();
  await page.keyboard.press("k");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/traces\/[0-9a-f]{32}/);
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page).toHaveURL(/\/sessions$/);
});

test("pages forth and back through a sorted list", async ({ page, request }) => {
  const feature = freshWord("pages");
  const numbers = Array.from({ length: 130 }, (_, index) => String(index).padStart(3, "0"));
  await sendTraces(
    request,
    numbers.map((number) => aTrace({ feature, name: `n${number}` })),
  );
  await openList(page, `feature:${feature}`);
  await page.getByRole("link", { name: "Name", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await expect(rows(page)).toHaveCount(100);
  await expect(rows(page).first()).toContainText("n000");
  await page.getByRole("link", { name: "Next" }).click();
  await expect(rows(page)).toHaveCount(30);
  await expect(rows(page).first()).toContainText("n100");
  await page.getByRole("link", { name: "Previous" }).click();
  await expect(rows(page).first()).toContainText("n000");
});

test("exports the whole filter, and no cell that a spreadsheet would run", async ({
  page,
  request,
}) => {
  const feature = freshWord("export");
  const spans = Array.from({ length: 120 }, () => aTrace({ feature, name: "=1+1" }));
  await sendTraces(request, spans);
  await openList(page, `feature:${feature}`);
  for (const [format, lines] of [
    ["CSV", 121],
    ["JSONL", 120],
  ] as const) {
    await page.getByRole("button", { name: "Export" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: format }).click();
    const text = await readFile(await (await download).path(), "utf8");
    expect(text.trimEnd().split("\n")).toHaveLength(lines);
    expect(text).toContain(format === "CSV" ? ",'=1+1," : '"name":"=1+1"');
  }
});

test("follows live and marks what is new", async ({ page, request }) => {
  const feature = freshWord("live");
  await sendTraces(request, [aTrace({ feature, name: "before" })]);
  await openList(page, `feature:${feature}`);
  await page.getByRole("button", { name: "Live" }).click();
  await expect(page.getByRole("button", { name: "Live" })).toHaveAttribute("aria-pressed", "true");
  await sendTraces(request, [aTrace({ feature, name: "after" })]);
  await expect(rows(page).filter({ hasText: "after" })).toHaveAttribute("data-new", "true");
  await expect(rows(page).filter({ hasText: "before" })).not.toHaveAttribute("data-new");
});

test("keeps the choice of columns in the address", async ({ page, request }) => {
  const feature = freshWord("cols");
  await sendTraces(request, [aTrace({ feature, release: "r-77" })]);
  await openList(page, `feature:${feature}`);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Release" }).click();
  await expect(rows(page)).toContainText("r-77");
  await page.reload();
  await expect(rows(page)).toContainText("r-77");
});

test("opens a trace by a click anywhere in its row, and beside the list with Ctrl", async ({
  page,
  request,
}) => {
  const feature = freshWord("row");
  const trace = aTrace({ feature });
  await sendTraces(request, [trace]);
  await openList(page, `feature:${feature}`);
  const cell = rows(page).getByText("1.00 s");
  const beside = page.waitForEvent("popup");
  await cell.click({ modifiers: ["Control"] });
  await expect(await beside).toHaveURL(new RegExp(trace.traceId));
  await expect(rows(page)).toHaveCount(1);
  await cell.click();
  await expect(page).toHaveURL(new RegExp(trace.traceId));
});

test("lists a trace whose sender's clock runs ahead, and draws it beyond now", async ({
  page,
  request,
}) => {
  const feature = freshWord("ahead");
  const inTwoHours = new Date(Date.now() + 7_200_000).toISOString();
  await sendTraces(request, [
    aTrace({ feature }),
    aTrace({ feature, startedAt: inTwoHours, endedAt: inTwoHours }),
  ]);
  await openList(page, `feature:${feature}`, "&range=15m");
  await expect(rows(page)).toHaveCount(2);
  const volume = page.getByRole("table", { name: /Volume over time/ });
  await expect(volume.getByRole("row", { name: /clocks ahead.* 1 0$/ })).toHaveCount(1);
});

test("leaves out usual columns that nothing fills, and keeps those that were chosen", async ({
  page,
  request,
}) => {
  const feature = freshWord("bare");
  await sendTraces(request, [aTrace({ feature })]);
  await openList(page, `feature:${feature}`);
  await expect(page.getByRole("columnheader", { name: "Feature" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Tier" })).toHaveCount(0);
  await openList(page, `feature:${feature}`, "&cols=name,tier");
  await expect(page.getByRole("columnheader", { name: "Tier" })).toBeVisible();
});

test("brushes the histogram with keys to narrow the time range", async ({ page, request }) => {
  const feature = freshWord("brush");
  await sendTraces(request, [aTrace({ feature })]);
  await openList(page, `feature:${feature}`, "&range=1h");
  await page.getByRole("application", { name: /Traces over time/ }).focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/from=.*to=/);
  await expect(page).not.toHaveURL(/range=/);
});

test("opens an address with bad parameters, and says what it left aside", async ({ page }) => {
  const answer = await page.goto(`/${project}/traces?range=2y&sort=colour&cursor=zzz`);
  expect(answer?.status()).toBe(200);
  await expect(page.getByText("range=2y, sort=colour, cursor=zzz")).toBeVisible();
});

test("keeps the theme through a reload, without a flash", async ({ page }) => {
  await page.goto(`/${project}/settings`);
  await page.waitForLoadState("networkidle");
  const scheme = () => page.locator("html").getAttribute("data-mantine-color-scheme");
  const before = await scheme();
  await page.keyboard.press("t");
  await expect.poll(scheme).not.toBe(before);
  const after = await scheme();
  const html = await (await page.request.get(`/${project}/settings`)).text();
  expect(html).toContain(`data-mantine-color-scheme="${after}"`);
});
