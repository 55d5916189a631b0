import { expect, test } from "@playwright/test";
import { aTrace, freshWord, project, sendTraces } from "./send-traces";

test("reads a conversation in order, turn by turn", async ({ page, request }) => {
  const sessionId = freshWord("talk / 50%");
  const at = (minutesAgo: number) => {
    const startedAt = new Date(Date.now() - minutesAgo * 60_000);
    return {
      startedAt: startedAt.toISOString(),
      endedAt: new Date(startedAt.getTime() + 2_000).toISOString(),
    };
  };
  await sendTraces(request, [
    aTrace({ sessionId, ...at(5), input: "And in winter?", output: "Then it freezes." }),
    aTrace({
      sessionId,
      ...at(30),
      input: `What of the tide? ${sessionId}`,
      output: "It rises twice a day.",
      tier: { served: "canned" },
    }),
  ]);
  await page.goto(`/${project}/sessions`);
  await page.getByLabel("Search sessions").fill(sessionId);
  await page.getByLabel("Search sessions").press("Enter");
  const rows = page.getByRole("table").locator("tbody tr");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(sessionId);
  await rows.getByRole("link").click();

  await expect(page.getByRole("heading", { name: sessionId })).toBeVisible();
  const turns = page.getByRole("article");
  await expect(turns).toHaveCount(2);
  await expect(turns.nth(0)).toContainText("What of the tide?");
  await expect(turns.nth(0)).toContainText("It rises twice a day.");
  await expect(turns.nth(0)).toContainText("canned");
  await expect(turns.nth(1)).toContainText("Then it freezes.");
  await expect(page.getByText(/^24 m \d+ s later$/)).toBeVisible();
  await turns.nth(1).getByRole("link").click();
  await expect(page).toHaveURL(/\/traces\/[0-9a-f]{32}/);
});

test("says that there is no such session, and that a search found none", async ({ page }) => {
  await page.goto(`/${project}/sessions/${freshWord("none")}`);
  await expect(
    page.getByRole("heading", { name: "There is nothing at this address" }),
  ).toBeVisible();
  await page.goto(`/${project}/sessions?q=${freshWord("none")}`);
  await expect(page.getByRole("heading", { name: "No session matches" })).toBeVisible();
});
