import { text } from "node:stream/consumers";
import { expect, type Page, test } from "@playwright/test";
import { aTrace, freshWord, project, sendTraces } from "./send-traces";

const headers = { authorization: `Bearer ${process.env["TIDEMARK_KEY"] ?? ""}` };

/** What the verdict says, as numbers; nothing while it says anything else. */
async function sums(page: Page) {
  await page.goto(`/${project}/ingest`);
  const verdict = (await page.getByLabel("Verdict").textContent()) ?? "";
  const found =
    /([\d,]+) received = ([\d,]+) stored \+ ([\d,]+) duplicate \+ ([\d,]+) rejected/.exec(verdict);
  const [received = 0, stored = 0, duplicate = 0, rejected = 0] = (found ?? [])
    .slice(1)
    .map((count) => Number(count.replaceAll(",", "")));
  return { received, stored, duplicate, rejected };
}

test("accounts for what was stored, sent twice, rejected and refused", async ({
  page,
  request,
}) => {
  const before = await sums(page);
  const spans = [aTrace(), aTrace(), aTrace()];
  await sendTraces(request, spans);
  const reason = freshWord("unheard-of-field");
  const bad = aTrace({ [reason]: 1, name: "a span with a strange field" });
  await request.post("/api/v1/traces", { headers, data: { spans: [spans[0], bad] } });
  const refused = await request.post("/v1/traces", {
    headers: { ...headers, "content-type": "application/x-protobuf" },
    data: "no protobuf",
  });
  expect(refused.status()).toBe(400);

  const after = await sums(page);
  expect(after.received).toBe(after.stored + after.duplicate + after.rejected);
  // Other tests send to the same project meanwhile.
  expect(after.stored - before.stored).toBeGreaterThanOrEqual(3);
  expect(after.duplicate - before.duplicate).toBeGreaterThanOrEqual(1);
  expect(after.rejected - before.rejected).toBeGreaterThanOrEqual(1);
  await expect(page.getByLabel("Verdict")).toContainText("watch");
  await expect(page.getByLabel("Verdict")).toContainText("refused whole");

  const why = page.getByRole("region", { name: "Not kept, by reason" });
  await expect(why.getByRole("row").filter({ hasText: reason })).toContainText(
    "a span with a strange field",
  );
  const hours = page.getByRole("region", { name: "By hour and key" });
  await expect(hours.getByRole("row").nth(1)).toContainText(/\d/);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download as CSV" }).click();
  const csv = await text(await (await download).createReadStream());
  expect(csv).toContain("hour,keyId,keyName,requests");
  expect(csv).toContain(reason);
});

test("walks the picture by keys and makes an hour the range", async ({ page, request }) => {
  await sendTraces(request, [aTrace()]);
  await page.goto(`/${project}/ingest`);
  const picture = page.getByRole("application");
  await picture.press("ArrowLeft");
  await expect(page.locator("figcaption")).toContainText(/received: [\d,]+ stored/);
  await picture.press("Enter");
  await expect(page).toHaveURL(/from=.*&to=/);
  await expect(page.getByLabel("Verdict")).toContainText("in this time range");
});

test("opens by keys, and says when nothing arrived or the address is cut", async ({ page }) => {
  await page.goto(`/${project}/sessions`);
  await expect(page.getByRole("heading", { name: "Sessions" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await expect(page.getByRole("heading", { name: "Ingest" })).toBeVisible();
  await page.goto(
    `/${project}/ingest?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z&range=soon`,
  );
  await expect(page.getByLabel("Verdict")).toContainText("Nothing arrived in this time range.");
  await expect(page.getByRole("status")).toContainText("range=soon");
});
