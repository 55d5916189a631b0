import { expect, test } from "@playwright/test";
import { freshTraceId, listPath, openTrace, rowOf, sendTrace, tracePath } from "./trace-helpers";

const LONG_NAME = `support agent ${"with a very long name ".repeat(14)}`;

const failingTrace = [
  {
    spanId: "root",
    name: LONG_NAME,
    kind: "agent",
    start: 0,
    end: 5200,
    status: { code: "error", message: "The order service did not answer" },
    input: "Where is my order? Write to [redacted:email]",
    sessionId: "conversation 7",
    tags: ["vip"],
  },
  {
    spanId: "call",
    parentId: "root",
    name: "ask the model",
    kind: "llm",
    start: 20,
    end: 1500,
    model: { requested: "gpt-4o", served: "gpt-3.5-turbo" },
    usage: { inputTokens: 1200, outputTokens: 34 },
    input: [
      { role: "system", parts: [{ type: "text", content: "You help.\n".repeat(100) }] },
      { role: "user", parts: [{ type: "text", content: "Where is my order?" }] },
    ],
    output: [
      {
        role: "assistant",
        parts: [{ type: "tool_call", id: "c1", name: "find_order", arguments: { id: 991 } }],
      },
    ],
  },
  {
    spanId: "tool",
    parentId: "root",
    name: "find_order",
    kind: "tool",
    start: 1500,
    end: 4500,
    tool: { name: "find_order", callId: "c1", arguments: { id: 991 } },
    status: { code: "error", message: "upstream timed out" },
  },
  {
    spanId: "socket",
    parentId: "tool",
    name: "open a socket",
    start: 1600,
    end: 4400,
    attributes: { "peer.address": "10.1.2.3", note: "a needle in the attributes" },
  },
  {
    spanId: "search",
    parentId: "root",
    name: "search the policies",
    kind: "retrieval",
    start: 4500,
    end: 4600,
    retrieval: {
      query: "late orders",
      documents: [{ id: "policy-9", score: 0.91, content: "Refund after five days." }],
    },
  },
  { spanId: "lost", parentId: "never-sent", name: "a late worker", start: 4700, end: 4800 },
] as const;

test("shows how a trace went, what it is made of, and what a span said", async ({
  page,
  request,
}) => {
  const traceId = freshTraceId();
  await sendTrace(request, traceId, failingTrace);
  await openTrace(page, traceId);

  await expect(page.getByRole("heading", { level: 1 })).toHaveText(LONG_NAME.trim());
  await expect(page.getByRole("status").filter({ hasText: "Failed after" })).toContainText(
    "Failed after 5.20 s: 6 spans, 1 model call, 1 tool call, 2 errors, 1,234 tokens",
  );
  await expect(rowOf(page, "a late worker")).toContainText("parent not received");
  await expect(rowOf(page, "open a socket")).toHaveAttribute("aria-level", "3");

  const details = page.getByRole("region", { name: "Details" });
  await expect(details).toContainText("redacted: email");
  await expect(details).toContainText("No output: it failed.");

  await rowOf(page, "ask the model").click();
  await expect(page).toHaveURL(/span=call/);
  await expect(details).toContainText("gpt-3.5-turbo, asked for gpt-4o");
  await expect(details.getByRole("region", { name: "Tool call find_order" })).toContainText("991");
  await details.getByRole("button", { name: "Show all 101 lines" }).click();
  await expect(details.getByRole("button", { name: "Show less" })).toBeVisible();

  await rowOf(page, "search the policies").click();
  await expect(details).toContainText("score 0.91");
  await expect(details).toContainText("Refund after five days.");
});

test("opens at the span and the tab of a link, and keeps both when they change", async ({
  page,
  request,
}) => {
  const traceId = freshTraceId();
  await sendTrace(request, traceId, failingTrace);
  await openTrace(page, traceId, "?span=socket&tab=attributes");

  const details = page.getByRole("region", { name: "Details" });
  await expect(details.getByRole("heading", { level: 2 })).toHaveText("open a socket");
  await details.getByLabel("Filter attributes").fill("10.1");
  await expect(details.getByRole("row")).toHaveCount(1);
  await expect(details.getByRole("row")).toContainText("peer.address");

  await details.getByRole("tab", { name: "Facts" }).click();
  await expect(page).toHaveURL(/span=socket&tab=facts/);
  await page.reload();
  await expect(details.getByRole("heading", { level: 2 })).toHaveText("open a socket");
  await expect(details.getByRole("region", { name: "Envelope" })).toContainText("unknown");
});

test("is read with the keyboard alone", async ({ page, request }) => {
  const traceId = freshTraceId();
  await sendTrace(request, traceId, failingTrace);
  await openTrace(page, traceId);
  const selected = page.getByRole("treegrid").locator("tr[aria-selected=true]");

  await page.keyboard.press("j");
  await expect(selected).toContainText("ask the model");
  await page.keyboard.press("n");
  await expect(selected).toContainText("find_order");
  await page.keyboard.press("[");
  await expect(rowOf(page, "open a socket")).toHaveCount(0);
  await expect(rowOf(page, "find_order")).toHaveAttribute("aria-expanded", "false");

  await page.keyboard.press("/");
  await page.keyboard.type("a needle");
  await expect(page.getByText("1 match")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(selected).toContainText("open a socket");
  await expect(page.getByText("1 of 1")).toBeVisible();

  await page.keyboard.press("Escape");
  await expect(page.getByRole("treegrid")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(selected).toContainText("find_order");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Details" })).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(new RegExp(`${listPath}(\\?.*)?$`));
});

test("remembers how wide the tree was made, and keeps the tab for the next trace", async ({
  page,
  request,
}) => {
  const [earlier, later] = [freshTraceId(), freshTraceId()];
  await sendTrace(request, earlier, failingTrace);
  await sendTrace(request, later, failingTrace);
  await openTrace(page, later, "?tab=facts");
  const handle = page.getByRole("separator", { name: "Width of the tree" });
  await handle.focus();
  await page.keyboard.press("Home");
  await expect(handle).toHaveAttribute("aria-valuenow", "25");

  await page.getByRole("link", { name: "Earlier trace" }).click();
  await expect(page).not.toHaveURL(new RegExp(later));
  await expect(page.getByRole("tab", { name: "Facts" })).toHaveAttribute("aria-selected", "true");
  await expect(handle).toHaveAttribute("aria-valuenow", "25");
});

test("gives the whole trace as a file", async ({ page, request }) => {
  const traceId = freshTraceId();
  await sendTrace(request, traceId, failingTrace);
  const answer = await page.request.get(`${tracePath(traceId)}/download`);
  expect(answer.headers()["content-disposition"]).toContain(`trace-${traceId}.json`);
  const { trace, spans } = await answer.json();
  expect(trace).toMatchObject({ traceId, spanCount: 6 });
  expect(spans.map((span: { spanId: string }) => span.spanId)).toEqual(
    failingTrace.map((span) => span.spanId),
  );
});

test("says when there is no such trace, and shows nothing to who is not signed in", async ({
  page,
  browser,
  baseURL,
}) => {
  await page.goto(tracePath(freshTraceId()));
  await expect(page.getByRole("heading", { name: "No such trace" })).toBeVisible();

  const stranger = await browser.newContext({
    storageState: { cookies: [], origins: [] },
    ...(baseURL ? { baseURL } : {}),
  });
  const path = tracePath(freshTraceId());
  for (const address of [`${path}/spans/a`, `${path}/search?q=a`, `${path}/download`]) {
    expect((await stranger.request.get(address)).status()).toBe(401);
  }
  await stranger.close();
});

test("goes back to the list with the filters it was left with", async ({ page, request }) => {
  const traceId = freshTraceId();
  await sendTrace(request, traceId, failingTrace);
  await page.goto(`${listPath}?q=id%3A${traceId}`);
  await page
    .getByRole("table")
    .getByRole("link", { name: /support agent/ })
    .first()
    .click();
  await expect(page.getByRole("treegrid")).toBeVisible();
  await page.getByRole("link", { name: "Traces", exact: true }).last().click();
  await expect(page).toHaveURL(new RegExp(`q=id%3A${traceId}`));
});
