import { expect, test } from "@playwright/test";
import { aTrace, freshWord, sendTraces } from "./send-traces";

test("leads a new project to its first trace", async ({ page, request }) => {
  const name = freshWord("New product");
  await page.goto("/?all=1");
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("heading", { name: "Send the first trace" })).toBeVisible();

  await page.getByRole("button", { name: "Create a key" }).click();
  const key = await page.getByText(/^tm_/).textContent();
  for (const tab of ["TypeScript", "Python", "Vercel AI SDK", "LangChain", "curl"]) {
    await page.getByRole("tab", { name: tab }).click();
    const code = page.getByRole("tabpanel", { name: tab });
    await expect(code).toContainText(key ?? "no key");
    await expect(code).toContainText(new URL(page.url()).origin);
  }

  await sendTraces(request, [aTrace({ name: "the very first" })], key ?? "");
  await expect(page.getByRole("link", { name: "the very first", exact: true })).toBeVisible();
});

test("makes a key that works once shown, and refuses it once revoked", async ({
  page,
  request,
}) => {
  const slug = freshWord("keys");
  await page.goto("/?all=1");
  await page.getByLabel("Name").fill(slug);
  await page.getByRole("button", { name: "Create" }).click();
  await page.waitForURL(`**/${slug}/traces`);
  await page.goto(`/${slug}/settings`);
  await page.getByLabel("Name of the new key").fill("laptop");
  await page.getByRole("button", { name: "Create key" }).click();
  const key = (await page.getByText(/^tm_[\w-]{20,}$/).textContent()) ?? "";
  const row = page.getByRole("row").filter({ hasText: "laptop" });
  await expect(row).toContainText("ingest, read");
  await sendTraces(request, [aTrace()], key);

  await row.getByRole("button", { name: "Revoke laptop" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(row).toContainText("revoked");
  const headers = { authorization: `Bearer ${key}` };
  await expect
    .poll(async () => (await request.get("/api/v1/traces", { headers })).status(), {
      timeout: 30_000,
    })
    .toBe(401);
});

test.describe("somebody who is not signed in", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("sees nothing but how to sign in", async ({ page, request }) => {
    await page.goto("/");
    await expect(page).toHaveURL(/\/sign-in$/);
    await expect(page.getByText("npx tidemark sign-in")).toBeVisible();
    const answer = await request.get("/e2e/traces/export", { maxRedirects: 0 });
    expect(answer.status()).toBe(401);
  });

  test("is told why a link opens nothing", async ({ page }) => {
    await page.goto("/sign-in?token=made-up");
    await expect(
      page.getByRole("alert").filter({ hasText: "did not make that link" }),
    ).toBeVisible();
  });

  test("does not spend a link by looking at it without scripts", async ({ request }) => {
    const page = await request.get("/sign-in?token=made-up");
    const html = await page.text();
    expect(html).toContain('action="/sign-in/accept"');
    expect(html).toContain('method="post"');
  });
});
