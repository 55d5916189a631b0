import { expect, test } from "@playwright/test";
import { aTrace, freshWord, sendTraces } from "./send-traces";

const MS_PER_DAY = 86_400_000;

test("says what a shorter retention removes, and deletes a project by its address", async ({
  page,
  request,
}) => {
  const slug = freshWord("kept");
  await page.goto("/?all");
  await page.getByLabel("Name").fill(slug);
  await page.getByRole("button", { name: "Create" }).click();
  await page.waitForURL(`/${slug}/traces*`);

  await page.goto(`/${slug}/settings`);
  await page.getByLabel("Name of the new key").fill("sender");
  await page.getByRole("button", { name: "Create key" }).click();
  const key = (await page.getByRole("status").locator("code").textContent()) ?? "";
  const old = new Date(Date.now() - 9 * MS_PER_DAY).toISOString();
  await sendTraces(request, [aTrace(), aTrace({ startedAt: old, endedAt: old })], key);

  await page.getByLabel("for a number of days").check();
  await page.getByLabel("Days", { exact: true }).fill("7");
  await page.getByRole("button", { name: "Save" }).click();
  const question = page.getByRole("dialog");
  await expect(question).toContainText("1 trace with 1 span began before");
  await question.getByRole("button", { name: "Keep them" }).click();
  await page.reload();
  await expect(page.getByLabel("as this server is set")).toBeChecked();

  await page.getByLabel("for a number of days").check();
  await page.getByLabel("Days", { exact: true }).fill("7");
  await page.getByRole("button", { name: "Save" }).click();
  await question.getByRole("button", { name: "Remove them" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Days", { exact: true })).toHaveValue("7");

  await page.getByRole("button", { name: "Delete this project" }).click();
  await question.getByLabel(`Type ${slug} to confirm`).fill(slug);
  await question.getByRole("button", { name: "Delete" }).click();
  await page.waitForURL(({ pathname }) => !pathname.startsWith(`/${slug}`));
  expect((await page.request.get(`/${slug}/settings`)).status()).toBe(404);
});
