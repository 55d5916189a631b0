import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { aTrace, freshWord, project, sendTraces } from "./send-traces";

test("watches a threshold, says that it fires, and is taken on", async ({ page, request }) => {
  test.setTimeout(240_000);
  const feature = freshWord("alerting");
  const at = new Date().toISOString();
  const failed = { feature, startedAt: at, endedAt: at, status: { code: "error", message: "no" } };
  await sendTraces(
    request,
    Array.from({ length: 5 }, () => aTrace(failed)),
  );

  await page.goto(`/${project}/alerts/rules`);
  await page.getByRole("textbox", { name: "Name" }).fill(feature);
  await page.getByLabel("Of", { exact: true }).fill(`feature=${feature}`);
  await page.getByLabel("Limit, %").fill("5");
  await page.getByLabel("With at least traces").fill("5");
  await page.getByLabel("Fires after looks").fill("1");
  await page.getByRole("button", { name: "Watch it" }).click();
  const rule = page.getByRole("row").filter({ hasText: feature });
  await expect(rule).toContainText("above 5 % over 60 min");

  await page.goto(`/${project}/alerts`);
  const open = page.getByRole("listitem").filter({ hasText: feature });
  await expect(async () => {
    await page.reload();
    await expect(open).toContainText("is 100 %", { timeout: 1_000 });
  }).toPass({ timeout: 150_000 });
  await expect(page.getByLabel("Verdict")).toContainText("fire");
  await expect(page.getByRole("img", { name: /fires still/ }).first()).toBeVisible();
  await expect(open.getByRole("link")).toHaveAttribute("href", /\/traces\?q=feature/);

  await open.getByPlaceholder("What you do about it").fill("looking into it");
  await open.getByRole("button", { name: "Take on" }).click();
  await expect(open).toContainText("looking into it");
  await expect(page.getByRole("row").filter({ hasText: "taken on" }).first()).toBeVisible();
});

test("adds a hook, refuses one that leads to a machine's secrets, and sends a test", async ({
  page,
}) => {
  const taken: string[] = [];
  const hook = createServer((incoming, response) => {
    taken.push(String(incoming.headers["x-tidemark-signature"]));
    response.end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => hook.once("listening", resolve));
  const { port } = hook.address() as AddressInfo;
  const name = freshWord("hook");

  await page.goto(`/${project}/alerts/channels`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Address").fill("http://169.254.169.254/latest");
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByText("link-local or metadata address")).toBeVisible();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Address").fill(`http://127.0.0.1:${port}/hook`);
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByText("Copy the secret")).toBeVisible();

  await page.getByRole("button", { name: `Send a test to ${name}` }).click();
  await expect.poll(() => taken.length, { timeout: 30_000 }).toBe(1);
  expect(taken[0]).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  await page.reload();
  await expect(page.getByRole("row").filter({ hasText: name }).last()).toContainText("delivered");
  hook.close();
});
