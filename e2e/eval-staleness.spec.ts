import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { aTrace, freshWord, project, sendTraces } from "./send-traces";

const headers = { authorization: `Bearer ${process.env["TIDEMARK_KEY"] ?? ""}` };

/** What users say: of the first kinds a suite has cases, of the last it has none. */
const KINDS = [
  ["refund", "money", "returned", "headphones", "bank", "credited"],
  ["parcel", "courier", "tracking", "delivery", "doorstep", "late"],
  ["wallet", "stablecoin", "blockchain", "gas", "token", "crypto"],
] as const;

const sentenceOf = (kind: number, index: number) => {
  const words = KINDS[kind] ?? [];
  const at = (step: number) => words[(Math.floor(index / 3) + step) % words.length] ?? "";
  return `Please help with the ${at(0)} and the ${at(1)} ${at(3)} number ${index} of order ${index * 37}`;
};

async function sendProduction(request: APIRequestContext, feature: string): Promise<void> {
  const traces = Array.from({ length: 120 }, (_, index) =>
    aTrace({
      kind: "llm",
      feature,
      input: [{ role: "user", parts: [{ type: "text", content: sentenceOf(index % 3, index) }] }],
    }),
  );
  await sendTraces(request, traces);
}

/** Twelve cases like the first two kinds, and twelve like nothing that is asked. */
async function postSuite(request: APIRequestContext, suite: string): Promise<void> {
  const cases = Array.from({ length: 24 }, (_, index) => ({
    id: `case-${String(index).padStart(2, "0")}`,
    input:
      index < 12
        ? sentenceOf(index % 2, index + 500)
        : `Welche Öffnungszeiten hat Filiale ${index} am Sonntag im Dezember?`,
    expected: "an answer",
    curator: "ada",
    createdAt: new Date(Date.now() - 40 * 86_400_000).toISOString(),
    dependsOn: { corpus: `${suite}-v1` },
  }));
  const put = await request.put(`/api/v1/eval-suites/${suite}/cases`, { headers, data: { cases } });
  expect(put.status()).toBe(200);
  const run = await request.post("/api/v1/eval-runs", {
    headers,
    data: {
      suite,
      run: "r1",
      subject: { model: "gpt-4o" },
      startedAt: new Date(Date.now() - 3_600_000).toISOString(),
      results: cases.map(({ id }, index) => ({ case: id, passed: index % 8 !== 0 })),
    },
  });
  expect(run.status()).toBe(200);
}

const panel = (page: Page, name: string | RegExp) =>
  page.getByRole("region", { name, exact: true });

test("says how much of a suite still speaks of production, and shows what it lacks", async ({
  page,
  request,
}) => {
  const [feature, suite] = [freshWord("stale"), freshWord("gold")];
  await sendProduction(request, feature);
  await postSuite(request, suite);
  const path = `/api/v1/analyses/eval-staleness?feature=${feature}&suite=${suite}`;
  await expect
    .poll(
      async () => (await (await request.get(path, { headers })).json()).report.production.requests,
      { timeout: 30_000 },
    )
    .toBe(120);
  await page.goto(`/${project}/eval-staleness?feature=${feature}&suite=${suite}`);

  const verdict = page.getByLabel("Verdict");
  await expect(verdict).toContainText("untrustworthy");
  await expect(verdict).toContainText(`${suite}: 87.5 % of 24 pass, but only 50.0 %`);
  await expect(verdict).toContainText("of its 24 cases still resemble production");

  const heatmap = panel(page, "What production asks, and which suites ask it");
  const crypto = heatmap
    .getByRole("row")
    .filter({ hasText: /wallet|stablecoin|blockchain|crypto/ });
  await expect(crypto.first()).toContainText(/no case, \d+\.\d % of production/);

  const orphans = panel(page, "In production, in no case");
  const promote = orphans.getByRole("link", { name: "Make a case" }).first();
  await expect(promote).toHaveAttribute(
    "href",
    new RegExp(`/evals/promote\\?trace=.+&suite=${suite}`),
  );
  await expect(orphans.getByRole("link", { name: /^Example 1 of/ }).first()).toHaveAttribute(
    "href",
    /\/traces\/[0-9a-f]{32}$/,
  );

  const stale = panel(page, "Cases").getByRole("row").filter({ hasText: "Öffnungszeiten" }).first();
  await expect(stale).toContainText("stale");
  await expect(stale).toContainText("resembles no request of the window");
});

test("narrows to the cases behind a cell, by key", async ({ page, request }) => {
  const [feature, suite] = [freshWord("cell"), freshWord("gold")];
  await sendProduction(request, feature);
  await postSuite(request, suite);
  await page.goto(`/${project}/eval-staleness?feature=${feature}&suite=${suite}`);
  await expect(async () => {
    await page.reload();
    await expect(panel(page, "Cases")).toContainText("24 active");
    await expect(page.getByLabel("Verdict")).toContainText("untrustworthy", { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  const cell = panel(page, "What production asks, and which suites ask it")
    .getByRole("link", { name: /cases, worth/ })
    .first();
  await cell.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/cluster=/);
  await expect(panel(page, "Cases")).not.toContainText("24 active");
  await page.getByRole("link", { name: /Remove the filter cluster/ }).click();
  await expect(panel(page, "Cases")).toContainText("24 active");
});

test("says what is wrong with an address, and what is missing", async ({ page }) => {
  await page.goto(`/${project}/eval-staleness?minFresh=7`);
  await expect(page.getByText("minFresh")).toBeVisible();
  await page.goto(`/${project}/eval-staleness?suite=${freshWord("none")}`);
  await expect(page.getByRole("heading", { name: /There is no suite named/ })).toBeVisible();
});
