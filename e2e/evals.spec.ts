import { text } from "node:stream/consumers";
import { type APIRequestContext, expect, test } from "@playwright/test";
import { aTrace, freshWord, project, sendTraces } from "./send-traces";

const headers = { authorization: `Bearer ${process.env["TIDEMARK_KEY"] ?? ""}` };
const caseId = (index: number) => `case-${String(index).padStart(2, "0")}`;

async function post(
  request: APIRequestContext,
  method: "put" | "post",
  path: string,
  data: unknown,
) {
  const answer = await request[method](path, { headers, data });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** Forty cases, and two runs: the first fails 4 of them, the second these and 12 more. */
async function seed(request: APIRequestContext, suite: string, lostTrace: string) {
  const cases = Array.from({ length: 40 }, (_, index) => ({
    id: caseId(index),
    input: `What of order ${index}?`,
    expected: "An answer within policy.",
    intent: index % 2 ? "refund" : "delivery",
    tags: ["gold"],
    dependsOn: { corpus: "kb-41" },
  }));
  const path = `/api/v1/eval-suites/${encodeURIComponent(suite)}/cases`;
  await post(request, "put", path, { cases });
  const run = (name: string, model: string, day: string, failing: number) =>
    post(request, "post", "/api/v1/eval-runs", {
      ...{ suite, run: name, subject: { model, prompt: "support@7" }, startedAt: day },
      results: cases.map(({ id }, index) => ({
        ...{ case: id, passed: index >= failing },
        ...(name === "second" && index === 5 ? { traceId: lostTrace } : {}),
      })),
    });
  await run("first", "model-a", "2026-03-01T12:00:00Z", 4);
  await run("second", "model-b", "2026-03-02T12:00:00Z", 16);
  const edited = { ...cases[39], expected: "Another answer." };
  await post(request, "put", path, { cases: [edited] });
}

test("reads a suite, its cases and two runs compared", async ({ page, request }) => {
  const suite = freshWord("gold / 50%");
  const trace = aTrace({ source: "eval", name: freshWord("lost") });
  await sendTraces(request, [trace]);
  await seed(request, suite, trace.traceId);

  await page.goto(`/${project}/evals`);
  const row = page.getByRole("row").filter({ hasText: suite });
  await expect(row).toContainText("60.0 % (44.6–73.7)");
  await row.getByRole("link", { name: suite }).click();
  await expect(page.getByRole("heading", { name: suite })).toBeVisible();
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict).toContainText("worse");
  await expect(verdict).toContainText("−30.0 points (");
  await expect(verdict).toContainText("on 40 common cases");

  await page.getByLabel("Search cases").fill("order 17?");
  await page.getByLabel("Search cases").press("Enter");
  await expect(page.getByText("1–1 of 1", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: caseId(17) }).click();
  await expect(page.getByText("What of order 17?")).toBeVisible();
  await expect(page.getByText("corpus kb-41")).toBeVisible();

  await page.goBack();
  await page.getByRole("link", { name: /^Runs/ }).click();
  await page.getByRole("link", { name: "Compare with the one before" }).click();
  await expect(verdict).toContainText("exact p = below 0.001");
  const square = page.getByRole("table", { name: "Common cases by outcome in A and in B" });
  await expect(square.getByRole("cell")).toHaveText(["", "24", "12", "0", "4"]);
  const lost = page
    .getByRole("table", { name: /Cases on which the runs disagree/ })
    .getByRole("row")
    .filter({ hasText: caseId(5) });
  await expect(lost).toContainText("fails now");
  await lost.getByTitle(/opens its trace/).click();
  await expect(page).toHaveURL(new RegExp(`/traces/${trace.traceId}`));
});

test("makes a case of a trace, accepts and retires it, and takes the suite along", async ({
  page,
  request,
}) => {
  const suite = freshWord("drafts");
  const trace = aTrace({
    kind: "agent",
    input: "May I return worn shoes?",
    output: "Yes, at any time.",
    segments: { intent: "returns" },
  });
  await sendTraces(request, [trace]);
  await page.goto(`/${project}/traces/${trace.traceId}`);
  await page.getByRole("link", { name: "Make a case" }).click();
  await expect(page.getByRole("heading", { name: "Make a case" })).toBeVisible();
  await expect(page.getByLabel("Input")).toHaveValue("May I return worn shoes?");
  await expect(page.getByLabel("Intent")).toHaveValue("returns");
  await page.getByRole("combobox", { name: "Suite" }).fill(suite);
  await page.getByLabel("Case id").fill("worn shoes");
  await page.getByLabel("Expected").fill("Only within 30 days.");
  await page.getByLabel("Why it belongs in the suite").fill("Answered wrongly in production.");
  await page.getByRole("textbox", { name: "By", exact: true }).fill("Ada");
  await page.getByRole("button", { name: "Keep as a draft" }).click();

  await expect(page.getByRole("heading", { name: "worn shoes" })).toBeVisible();
  await expect(page.getByText("Only within 30 days.")).toBeVisible();
  await expect(page.getByRole("link", { name: trace.traceId })).toBeVisible();
  const review = async (action: string, reason: string) => {
    await page.getByRole("button", { name: action }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").first().fill(reason);
    await dialog.getByRole("textbox", { name: "By", exact: true }).fill("Bo");
    await dialog.getByRole("button", { name: action }).click();
    await expect(dialog).toBeHidden();
  };
  await review("Accept", "The policy says so.");
  await expect(page.getByRole("button", { name: "Verify" })).toBeVisible();
  await review("Retire", "The policy has changed.");
  await expect(page.getByRole("button", { name: "Restore" })).toBeVisible();

  await page.getByRole("link", { name: suite }).click();
  await page.getByRole("link", { name: "Reviews" }).click();
  const ledger = page.getByRole("table", { name: "Reviews, latest first" });
  await expect(ledger.locator("tbody tr")).toHaveCount(3);
  await expect(ledger.locator("tbody tr").first()).toContainText("The policy has changed.");

  await page.getByRole("link", { name: /^Cases/ }).click();
  await page.getByRole("button", { name: "More about Cases" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Download as CSV" }).click();
  const [header, line] = (await text(await (await download).createReadStream())).split("\r\n");
  expect(header).toContain("id,input,expected,intent");
  expect(line).toContain("worn shoes,May I return worn shoes?,Only within 30 days.,returns");
});

test("says why there is nothing to see", async ({ page }) => {
  await page.goto(`/${project}/evals/promote`);
  await expect(page.getByRole("heading", { name: "Which trace?" })).toBeVisible();
  await page.goto(`/${project}/evals/${freshWord("none")}`);
  await expect(
    page.getByRole("heading", { name: "There is nothing at this address" }),
  ).toBeVisible();
});
