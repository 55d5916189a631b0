import { text } from "node:stream/consumers";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { aTrace, freshWord, project, sendTraces } from "./send-traces";

const headers = { authorization: `Bearer ${process.env["TIDEMARK_KEY"] ?? ""}` };

/** Sixty requests of a feature of their own: 36 primary, 18 secondary, 6 canned. */
function requestsOf(feature: string) {
  const part = (count: number, served: string, marks: Readonly<Record<string, unknown>> = {}) =>
    Array.from({ length: count }, () =>
      aTrace({
        feature,
        segments: { plan: served === "primary" ? "enterprise" : "free" },
        tier: { served, intended: "primary", ...marks },
      }),
    );
  return [
    ...part(36, "primary"),
    ...part(15, "secondary", { reason: "complexity", rule: `${feature}-router` }),
    ...part(3, "secondary", { reason: "timeout" }),
    ...part(6, "canned", { reason: "guardrail" }),
  ];
}

const pathOf = (feature: string) => `/${project}/tier-mix?feature=${feature}`;

/** Sends them and waits until the analysis counts all of them. */
async function sendMix(request: APIRequestContext, feature: string): Promise<void> {
  const spans = requestsOf(feature);
  await sendTraces(request, spans);
  await expect
    .poll(
      async () => {
        const path = `/api/v1/analyses/tier-mix?feature=${feature}`;
        return (await (await request.get(path, { headers })).json()).report.requests;
      },
      { timeout: 20_000 },
    )
    .toBe(spans.length);
}

async function put(request: APIRequestContext, path: string, data: unknown): Promise<void> {
  const answer = await request.put(path, { headers, data });
  expect(answer.status()).toBe(200);
}

/** A panel of the page, by its title. */
const panel = (page: Page, name: string | RegExp) =>
  page.getByRole("region", { name, exact: true });

test("leads with the verdict, and every share with its traces", async ({ page, request }) => {
  const feature = freshWord("mix");
  await put(request, `/api/v1/objectives/${feature}-floor`, {
    analysis: "tier-mix",
    feature,
    tier: "primary",
    kind: "floor",
    target: 0.95,
    periodDays: 30,
  });
  await put(request, `/api/v1/routing-rules/${feature}-router`, {
    owner: "Ada",
    rationale: "simple questions need no large model",
    fromTier: "primary",
    toTier: "secondary",
    reason: "complexity",
    expectedShare: 0.05,
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  await sendMix(request, feature);
  await page.goto(pathOf(feature));

  const verdict = page.getByLabel("Verdict");
  await expect(verdict).toContainText("broken");
  await expect(verdict).toContainText(
    "Primary served 60.0 % of 60 requests (47.4–71.4), objective 95 %: budget spent 8 times over.",
  );
  await expect(verdict).toContainText(`he rule ${feature}-router owns 25.0 points`);

  const ledger = panel(page, "Demotion ledger");
  await expect(ledger.getByRole("row").filter({ hasText: `${feature}-router` })).toContainText(
    "over expected",
  );
  await ledger.getByRole("button", { name: `Review ${feature}-router` }).click();
  const review = page.getByRole("dialog");
  await review.getByLabel(/^Why it may stay/).fill("stays until the new model is there");
  await review.getByLabel(/^To be looked at/).fill("2031-05-01");
  await review.getByLabel("Reviewed by").fill("Ben");
  await review.getByRole("button", { name: "Record" }).click();
  await expect(ledger).toContainText("Ben");
  await expect(ledger).toContainText("1 May 2031");

  const tiers = panel(page, "Tiers");
  await tiers
    .getByRole("row")
    .filter({ hasText: "canned" })
    .getByRole("link", { name: "10.0 %" })
    .click();
  await expect(page).toHaveURL(/traces\?q=.*tier%3Acanned/);
  await expect(page.getByText("6 rows")).toBeVisible();
});

test("walks the picture by keys, shows it as a table and hands it out as CSV", async ({
  page,
  request,
}) => {
  const feature = freshWord("mix");
  await sendMix(request, feature);
  await page.goto(`${pathOf(feature)}&range=24h`);
  const picture = page.getByRole("application");
  await picture.press("ArrowLeft");
  await expect(page.locator("figcaption").first()).toContainText(/primary \d+\.\d %.*n = \d+/);

  const mix = panel(page, "Share of requests by tier");
  await mix.getByRole("button", { name: /^More about/ }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Download as CSV" }).click();
  const csv = await text(await (await download).createReadStream());
  expect(csv).toContain("at,requests,primary,primary share,secondary");
  await mix.getByRole("button", { name: /^More about/ }).click();
  await page.getByRole("menuitem", { name: "View as table" }).click();
  await expect(mix.getByRole("columnheader", { name: "primary" })).toBeVisible();
});

test("narrows the traffic by chips, and widens it again", async ({ page, request }) => {
  const feature = freshWord("mix");
  await sendMix(request, feature);
  await page.goto(pathOf(feature));
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByLabel("Only traffic whose").selectOption("plan");
  await page.getByLabel("is", { exact: true }).fill("free");
  await page.getByRole("button", { name: "Apply" }).click();
  const verdict = page.getByLabel("Verdict");
  // Whether the project's objectives name a primary tier is for the tests beside this one to say.
  await expect(verdict).toContainText(
    /Primary served 0 of 24 requests|24 requests were served, none/,
  );
  await page.getByRole("link", { name: "Remove the filter plan free" }).click();
  await expect(verdict).toContainText("Primary served 60.0 % of 60 requests");
});

test("sets, changes and removes an objective", async ({ page, request }) => {
  const feature = freshWord("mix");
  await sendMix(request, feature);
  await page.goto(pathOf(feature));
  const objectives = panel(page, "Objectives");
  await objectives.getByRole("button", { name: "Add objective" }).click();
  const dialog = page.getByRole("dialog", { name: "Add an objective" });
  await dialog.getByLabel("Name").fill(`${feature}-floor`);
  await dialog.getByLabel("Of requests, %").fill("50");
  await dialog.getByRole("button", { name: "Add" }).click();
  const own = objectives.getByRole("region", { name: `Objective ${feature}-floor`, exact: true });
  await expect(own).toContainText(`primary at least 50 % · feature ${feature}`);
  await expect(own).toContainText("Struck out: no share of bad requests burns that fast here");

  await own.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Of requests, %").fill("90");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(own).toContainText("primary at least 90 %");
  await expect(own).toContainText("missed");
  await own.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(own).toBeHidden();
});

test("freezes a reference by chosen days only, and says what is wrong with them", async ({
  page,
  request,
}) => {
  const feature = freshWord("mix");
  await sendMix(request, feature);
  await page.goto(pathOf(feature));
  await page.getByRole("button", { name: "Freeze a reference" }).click();
  const dialog = page.getByRole("dialog", { name: "Freeze a reference mix" });
  await dialog.getByLabel("From, UTC").fill("2026-02-01");
  await dialog.getByLabel("Until, not included").fill("2026-01-01");
  await dialog.getByLabel(/^Why/).fill("as launched");
  await dialog.getByLabel("Approved by").fill("Ada");
  await dialog.getByRole("button", { name: "Freeze" }).click();
  await expect(dialog).toContainText("must be after from");
  await dialog.getByLabel("Until, not included").fill("2026-03-01");
  await dialog.getByRole("button", { name: "Freeze" }).click();
  await expect(dialog).toBeHidden();
  await expect(panel(page, "Slow rotation")).toContainText("by Ada");
});

test("previews a catalog, names what does not fit, and derives history again", async ({
  page,
  request,
}) => {
  const feature = freshWord("catalog");
  const model = freshWord("model");
  await sendTraces(request, [
    aTrace({ feature, kind: "llm", model: { requested: model, served: model } }),
  ]);
  await page.goto(`/${project}/tier-mix/catalog?feature=${feature}`);
  await page.getByRole("button", { name: "Add a tier" }).click();
  await page.getByRole("button", { name: "Preview the last 7 days" }).click();
  await expect(page.getByLabel("Tier", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Tier", { exact: true }).fill("primary");
  await page.getByRole("button", { name: "Tell it by" }).click();
  await page.getByLabel("Pattern for model served").fill(model);
  await page.getByRole("button", { name: "Preview the last 7 days" }).click();
  const preview = page.getByLabel("Preview", { exact: true });
  await expect(preview).toContainText("1 would change tier");
  await expect(preview.getByRole("row").nth(1)).toContainText("unknownprimary");
  await page.getByRole("button", { name: "Save and derive again" }).click();
  await expect(page.getByRole("row").filter({ hasText: feature })).toContainText("done", {
    timeout: 40_000,
  });
  await expect
    .poll(async () => {
      const path = `/api/v1/analyses/tier-mix?feature=${feature}`;
      return (await (await request.get(path, { headers })).json()).report.tiers;
    })
    .toMatchObject([{ tier: "primary", requests: 1 }]);
});

test("says what an address asks wrongly, and why there is nothing to show", async ({ page }) => {
  await page.goto(`/${project}/tier-mix?range=soon&colour=red`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("does not fit");
  await expect(page.getByRole("main")).toContainText("colour");
  await page.goto(pathOf(freshWord("nobody")));
  await expect(page.getByLabel("Verdict")).toContainText("cannot tell");
  await expect(page.getByRole("main")).toContainText("There is no mix to show yet");
  await expect(page.getByRole("main")).toContainText("curl http");
});
