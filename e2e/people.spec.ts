import { type Browser, expect, type Page, test } from "@playwright/test";
import { freshWord, project } from "./send-traces";

const password = "correct-horse-battery";

/** A browser in which nobody is signed in. */
async function strangersPage(browser: Browser): Promise<Page> {
  return (await browser.newContext({ storageState: { cookies: [], origins: [] } })).newPage();
}

/** Lets somebody into the project by a link, in a browser of their own. */
async function invite(owner: Page, browser: Browser, role: string) {
  const email = `${freshWord("p")}@example.com`;
  await owner.goto(`/${project}/settings/people`);
  await owner.getByLabel("E-mail").fill(email);
  await owner.getByLabel("Role", { exact: true }).selectOption(role);
  await owner.getByRole("button", { name: "Make an invitation" }).click();
  const link = (await owner.getByText(/\/invite\?token=/).textContent()) ?? "";
  const page = await strangersPage(browser);
  await page.goto(link);
  await page.getByLabel("Your name").fill("Ada");
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page).toHaveURL(`/${project}/traces`);
  return { page, email, link };
}

test("lets somebody in by an invitation, once, to what their role may see", async ({
  page: owner,
  browser,
}) => {
  const { page, email, link } = await invite(owner, browser, "viewer");
  await page.goto(`/${project}/settings`);
  await expect(page.getByRole("heading", { name: "Keys" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Create key" })).toHaveCount(0);
  await page.goto(`/${project}/settings/audit`);
  await expect(page.getByText("This takes another role")).toBeVisible();

  await page.goto(link);
  await expect(page.getByText("This invitation has been used")).toBeVisible();

  // What they are is changed while they look.
  await owner.goto(`/${project}/settings/people`);
  const row = owner.getByRole("row").filter({ hasText: email });
  await row.getByRole("combobox").selectOption("admin");
  await expect(row.getByRole("combobox")).toHaveValue("admin");
  await page.goto(`/${project}/settings/audit?q=${email}`);
  await expect(page.getByRole("row").filter({ hasText: "member.role" })).toContainText("role");

  await owner.getByRole("button", { name: "Remove Ada" }).first().click();
  await owner.reload();
});

test("signs in by e-mail and password, shows sessions and ends them", async ({
  page: owner,
  browser,
}) => {
  const { page, email } = await invite(owner, browser, "member");
  const elsewhere = await strangersPage(browser);
  await elsewhere.goto("/sign-in");
  await elsewhere.getByLabel("E-mail").fill(email);
  await elsewhere.getByRole("textbox", { name: "Password" }).fill("not-the-password");
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await expect(elsewhere.getByRole("alert").first()).toContainText("do not belong together");
  await elsewhere.getByRole("textbox", { name: "Password" }).fill(password);
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await expect(elsewhere).toHaveURL(`/${project}/traces`);

  await page.goto("/account");
  const ends = page.getByRole("button", { name: "End", exact: true });
  await expect(ends).toHaveCount(1);
  await ends.click();
  await expect(ends).toHaveCount(0);
  await elsewhere.goto(`/${project}/traces`);
  await expect(elsewhere).toHaveURL("/sign-in");

  await page.getByLabel("Password as it is").fill(password);
  await page.getByLabel("New password").fill("another-password-1");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
});

test("stops guessing a password", async ({ browser }) => {
  const page = await strangersPage(browser);
  const email = `${freshWord("p")}@example.com`;
  await page.goto("/sign-in");
  for (let guess = 0; guess < 11; guess += 1) {
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("textbox", { name: "Password" }).fill(`guess-number-${guess}`);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Sign in" }).click();
    await answered;
    await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
  }
  await expect(page.getByRole("alert").first()).toContainText("Too many attempts");
});

test("makes a key that expires, rotates it and says who did", async ({ page, request }) => {
  const name = freshWord("p");
  await page.goto(`/${project}/settings`);
  await page.getByLabel("Name of the new key").fill(name);
  await page.getByLabel("It works").selectOption("30");
  await page.getByRole("button", { name: "Create key" }).click();
  const key = (await page.getByRole("status").locator("code").textContent()) ?? "";
  const row = page.getByRole("row").filter({ hasText: name });
  // Thirty days to the second until the first of them has passed.
  await expect(row).toContainText(/in (29|30) d/);
  const ask = (with_: string) =>
    request.get("/api/v1/traces", { headers: { authorization: `Bearer ${with_}` } });
  expect((await ask(key)).status()).toBe(200);

  await page.getByRole("button", { name: `Rotate ${name}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("The old one works").selectOption("0");
  await dialog.getByRole("button", { name: "Rotate" }).click();
  const next = (await dialog.getByRole("status").locator("code").textContent()) ?? "";
  await dialog.getByRole("button", { name: "Close" }).click();
  expect((await ask(next)).status()).toBe(200);
  await expect.poll(async () => (await ask(key)).status(), { timeout: 5_000 }).toBe(401);
  await expect(row.filter({ hasText: "expired" })).toHaveCount(1);

  await page.goto(`/${project}/settings/audit?q=${name}`);
  await expect(page.getByRole("row").filter({ hasText: "key.create" })).toHaveCount(1);
  const rotated = page.getByRole("row").filter({ hasText: "key.rotate" });
  await expect(rotated).toContainText("expiresAt");
});
