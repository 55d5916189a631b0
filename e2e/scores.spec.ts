import { text } from "node:stream/consumers";
import { expect, test } from "@playwright/test";
import { aTrace, freshWord, project, sendTraces } from "./send-traces";
import { openTrace } from "./trace-helpers";

const headers = { authorization: `Bearer ${process.env["TIDEMARK_KEY"] ?? ""}` };

test("gives a score by hand, says it anew, finds the trace by it and takes it back", async ({
  page,
  request,
}) => {
  const trace = aTrace();
  const name = freshWord("tone");
  await sendTraces(request, [trace]);
  await openTrace(page, trace.traceId);
  await page.getByRole("button", { name: "Score…" }).click();
  const dialog = page.getByRole("dialog", { name: "Score this trace" });
  await dialog.getByLabel("What is judged").fill(name);
  await dialog.getByText("A number").click();
  await dialog.getByLabel("Your name").fill("Mara");
  await dialog.getByLabel("Why").fill("Kind, but too long.");
  await dialog.getByRole("textbox", { name: "Number" }).fill("0.25");
  await dialog.getByRole("button", { name: "Keep" }).click();
  await expect(dialog).toBeHidden();

  await page.getByRole("button", { name: `${name} bad 0.25` }).click();
  const all = page.getByRole("dialog", { name: "Scores of this trace and its spans" });
  await expect(all).toContainText("Mara (a person)");
  await expect(all).toContainText("Kind, but too long.");
  await all.getByRole("button", { name: `Edit ${name}` }).click();
  await expect(dialog.getByLabel("Why")).toHaveValue("Kind, but too long.");
  await dialog.getByText("Good", { exact: true }).click();
  await dialog.getByRole("button", { name: "Keep" }).click();
  await expect(dialog).toBeHidden();
  await expect(all.getByRole("listitem")).toContainText("good");

  await page.goto(`/${project}/traces?q=score.${name}:good&cols=name,score.${name}`);
  const row = page.getByRole("table", { name: "Traces" }).locator("tbody tr");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("good");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "CSV" }).click();
  const [header, line] = (await text(await (await download).createReadStream())).split("\r\n");
  const column = header?.split(",").indexOf(`score.${name}`) ?? -1;
  expect(line?.split(",")[column]).toBe("good");

  await openTrace(page, trace.traceId);
  await page.getByRole("button", { name: `${name} good good` }).click();
  await all.getByRole("button", { name: `Remove ${name}` }).click();
  await expect(page.getByText("none yet")).toBeVisible();
});

test("scores a single span beside what evaluators said of it", async ({ page, request }) => {
  const trace = aTrace();
  const { traceId, spanId } = trace;
  await sendTraces(request, [trace]);
  const score = {
    traceId,
    spanId,
    name: "relevance",
    value: 0.9,
    comment: "On the point.",
    source: "evaluator",
    at: trace.startedAt,
  };
  const posted = await request.post("/api/v1/scores", { headers, data: { scores: [score] } });
  expect(await posted.json()).toMatchObject({ stored: 1 });
  await openTrace(page, traceId);
  await page.getByRole("tab", { name: "Scores (1)" }).click();
  const panel = page.getByRole("region", { name: "Scores of this span" });
  await expect(panel).toContainText("On the point.");
  await expect(panel.getByRole("button", { name: "Remove relevance" })).toHaveCount(0);
  await panel.getByRole("button", { name: "Score this span…" }).click();
  const dialog = page.getByRole("dialog", { name: "Score this span" });
  await dialog.getByLabel("What is judged").fill("relev");
  await page.getByRole("option", { name: "relevance", exact: true }).click();
  await dialog.getByText("Bad", { exact: true }).click();
  await dialog.getByRole("button", { name: "Keep" }).click();
  await expect(dialog.getByLabel("Your name")).toBeFocused();
  await dialog.getByLabel("Your name").fill("Mara");
  await dialog.getByRole("button", { name: "Keep" }).click();
  await expect(page.getByRole("tab", { name: "Scores (2)" })).toBeVisible();
  await expect(
    page.getByRole("treegrid").getByRole("img", { name: "scored, badly" }),
  ).toBeVisible();
});

test("says which tier is judged worse, and leads to the traces", async ({ page, request }) => {
  const feature = freshWord("quality");
  const part = (served: string, good: number, bad: number) =>
    Array.from({ length: good + bad }, (_, index) => ({
      isGood: index < good,
      span: aTrace({ feature, tier: { served } }),
    }));
  const judged = [...part("primary", 36, 4), ...part("canned", 12, 24)];
  await sendTraces(
    request,
    judged.map(({ span }) => span),
  );
  const scores = judged.map(({ span: { traceId, startedAt }, isGood }) => {
    const label = isGood ? "thumbs_up" : "thumbs_down";
    return { traceId, name: "feedback", label, source: "user", at: startedAt };
  });
  const posted = await request.post("/api/v1/scores", { headers, data: { scores } });
  expect(await posted.json()).toMatchObject({ stored: judged.length });
  const path = `/${project}/tier-mix?feature=${feature}`;
  await expect
    .poll(async () => (await request.get(path)).text(), { timeout: 20_000 })
    .toContain("canned is judged worse than primary");
  await page.goto(path);
  const panel = page.getByRole("region", { name: "Quality per tier", exact: true });
  await expect(panel).toContainText("33.3 % good against 90.0 %");
  const canned = panel.getByRole("row").filter({ hasText: "canned" });
  await canned.getByRole("link", { name: "24", exact: true }).click();
  await expect(page.getByText("24 traces")).toBeVisible();
});
