import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { aTrace, freshWord, project, sendTraces } from "./send-traces";

const headers = { authorization: `Bearer ${process.env["TIDEMARK_KEY"] ?? ""}` };

const RULES = [
  "If the user asks about billing, hand off to a person.",
  "If the request is ambiguous, ask one question.",
  "If the user asks for the weather, decline.",
];

type Posted = { readonly id: string; readonly point: string; readonly branch: string };

/** Posts a prompt of three conditionals and gives what it proposes. */
async function postPrompt(request: APIRequestContext, prompt: string, version: string) {
  const path = `/api/v1/prompts/${prompt}/versions/${version}`;
  const answer = await request.put(path, { headers, data: { text: RULES.join("\n") } });
  expect(answer.status()).toBe(200);
  return ((await answer.json()) as { branches: Posted[] }).branches;
}

/** Ninety requests, of which nine are handed over; evals take the question only. */
async function sendDecisions(
  request: APIRequestContext,
  prompt: string,
  branches: readonly Posted[],
): Promise<void> {
  const took = (at: number, more: object = {}) =>
    aTrace({
      kind: "decision",
      input: "Where is my invoice?",
      decision: { point: prompt, branch: branches[at]?.branch },
      prompt: { name: prompt, version: "v1" },
      ...more,
    });
  const spans = [
    ...Array.from({ length: 9 }, () => took(0)),
    ...Array.from({ length: 81 }, () => took(1)),
    ...Array.from({ length: 3 }, () => took(1, { source: "eval" })),
  ];
  await sendTraces(request, spans);
  await expect
    .poll(
      async () => {
        const path = `/api/v1/analyses/branch-coverage?prompt=${prompt}`;
        const { report } = await (await request.get(path, { headers })).json();
        return [report.requests, report.evalTraces];
      },
      { timeout: 20_000 },
    )
    .toEqual([90, 3]);
}

const panel = (page: Page, title: string | RegExp) =>
  page.getByRole("region", { name: title, exact: true });
const pathOf = (prompt: string) => `/${project}/branch-coverage?prompt=${prompt}`;

test("confirms what a prompt proposes, shows its coverage in the gutter, and makes a case", async ({
  page,
  request,
}) => {
  const prompt = freshWord("support");
  await sendDecisions(request, prompt, await postPrompt(request, prompt, "v1"));
  await page.goto(pathOf(prompt));
  const verdict = page.getByLabel("Verdict");
  await expect(verdict).toContainText("No branch is registered");
  const text = panel(page, `Prompt ${prompt}@v1`);
  await expect(text.getByText("proposed", { exact: true })).toHaveCount(3);
  await text.getByRole("button", { name: "Confirm all 3 proposals" }).click();

  await expect(verdict).toContainText(
    "Evals hit 1 of 3 branches; 1 branch that fires in production, 10.0 % of its 90 requests",
  );
  await expect(verdict).toContainText("broken");
  const line = (rule: string) => text.getByRole("row").filter({ hasText: rule });
  await expect(line("billing")).toContainText("untested");
  await expect(line("billing")).toContainText("9 10.0 %");
  await expect(line("ambiguous")).toContainText("covered");
  await expect(line("weather")).toContainText("unreached");

  const graph = panel(page, "Decision graph").getByRole("group", { name: /^Graph of 2 branches/ });
  await expect(graph).toHaveAccessibleName(/untested: the user asks about billing$/);
  const gaps = panel(page, "Fires in production, not covered by evals");
  const gap = gaps.getByRole("row").filter({ hasText: "billing" });
  await gap.getByRole("button", { name: /^Make a case/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Suite").fill(`${prompt}-suite`);
  await dialog.getByLabel("Case").fill("invoice");
  await dialog.getByRole("button", { name: "Keep as a draft" }).click();
  await expect(dialog).toBeHidden();
  await expect(gap).toContainText("0 + 1 drafts");
  const cases = await request.get(`/api/v1/eval-suites/${prompt}-suite/cases`, { headers });
  expect(await cases.json()).toMatchObject({
    cases: [{ id: "invoice", input: "Where is my invoice?", status: "draft" }],
  });

  await gap.getByRole("link", { name: "9", exact: true }).click();
  await expect(page).toHaveURL(/traces\?q=.*branch/);
  await expect(page.getByText("9 rows")).toBeVisible();
});

test("exempts a branch with its reason, until a day", async ({ page, request }) => {
  const prompt = freshWord("exempt");
  const branches = await postPrompt(request, prompt, "v1");
  await sendDecisions(request, prompt, branches);
  await page.goto(pathOf(prompt));
  await panel(page, `Prompt ${prompt}@v1`)
    .getByRole("button", { name: "Confirm all 3 proposals" })
    .click();
  const table = panel(page, "Branches");
  const row = table.getByRole("row").filter({ hasText: "billing" });
  await row.getByRole("button", { name: /^Edit/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Status").selectOption("exempt");
  await dialog.getByLabel("Why").fill("people take all of these calls");
  await dialog.getByLabel("Until, UTC").fill("2031-05-01");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("exempt");
  await expect(page.getByLabel("Verdict")).toContainText("Evals hit 1 of 2 branches");
});

test("compares two versions of a prompt", async ({ page, request }) => {
  const prompt = freshWord("versions");
  await sendDecisions(request, prompt, await postPrompt(request, prompt, "v1"));
  const path = `/api/v1/prompts/${prompt}/versions/v2`;
  const text = [...RULES.slice(0, 2), "If it is late, say so at once."].join("\n");
  expect((await request.put(path, { headers, data: { text } })).status()).toBe(200);
  await page.goto(`${pathOf(prompt)}@v2`);
  const versions = panel(page, "Prompt versions");
  await expect(versions).toContainText("v1 → v2: 1 touched, 1 uncovered, 1 removed, 2 unchanged");
  await versions.getByRole("link", { name: `${prompt}@v1` }).click();
  await expect(panel(page, `Prompt ${prompt}@v1`)).toBeVisible();
});

test("says what an address asks wrongly, and why there is nothing to show", async ({ page }) => {
  await page.goto(`/${project}/branch-coverage?minHits=none`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("does not fit");
  await page.goto(pathOf(freshWord("nobody")));
  await expect(page.getByLabel("Verdict")).toContainText("cannot tell");
  await expect(page.getByRole("main")).toContainText("There are no branches to show yet");
});
