import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { aTrace, freshWord, project, sendTraces } from "./send-traces";

/** What a model, a tool or a client may write anywhere: each would set a mark if it ran. */
const HOSTILE = [
  `<img src=x onerror="window.hostile=1" data-hostile>`,
  `<script data-hostile>window.hostile=2</script>`,
  `"><svg onload="window.hostile=3" data-hostile>`,
  `</script><script data-hostile>window.hostile=4</script>`,
  `[a](javascript:window.hostile=5)`,
  `{{constructor.constructor('window.hostile=6')()}}`,
].join(" ");

const key = process.env["TIDEMARK_KEY"] ?? "";
const headers = { authorization: `Bearer ${key}` };

/** Everything a page did that it should not have. */
function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on("console", (message) => {
    const text = message.text();
    if (/content security policy/i.test(text)) faults.push(text);
  });
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  return faults;
}

async function expectHarmless(page: Page, faults: readonly string[], where: string): Promise<void> {
  // What runs at all runs as the page is made ready; pages that refresh themselves are never idle.
  await page.waitForLoadState("networkidle", { timeout: 2_000 }).catch(() => {});
  const seen = await page.evaluate(() => ({
    ran: (window as { hostile?: number }).hostile ?? null,
    elements: document.querySelectorAll("[data-hostile]").length,
    links: [...document.querySelectorAll("a")].filter((link) =>
      link.getAttribute("href")?.startsWith("javascript:"),
    ).length,
  }));
  expect({ where, ...seen, faults }).toEqual({
    where,
    ran: null,
    elements: 0,
    links: 0,
    faults: [],
  });
}

/** A suite, a case, two runs, a score, a prompt and a branch; returns the name of all, for addresses. */
async function postHostileEvals(
  request: APIRequestContext,
  text: string,
  traceId: string,
): Promise<string> {
  const name = text.slice(0, 150);
  const path = encodeURIComponent(name);
  const post = async (method: "put" | "post", where: string, data: object) => {
    const answer = await request[method](`/api/v1/${where}`, { headers, data });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  await post("put", `eval-suites/${path}/cases`, {
    cases: [
      {
        id: name,
        input: { [text]: text },
        expected: text,
        intent: name,
        tags: [name],
        curator: name,
        sourceTraceId: traceId,
        verifiedBy: name,
        dependsOn: { corpus: name, tools: { [name]: name }, policy: name, prompt: name },
        branches: [name],
      },
    ],
  });
  await post("post", `eval-suites/${path}/cases/${path}/reviews`, {
    action: "verify",
    reason: text,
    by: name,
  });
  for (const run of [name, "second"]) {
    await post("post", "eval-runs", {
      suite: name,
      run,
      subject: { model: name, prompt: name, config: { [text]: text } },
      startedAt: new Date().toISOString(),
      results: [{ case: name, passed: run === name, traceId, error: text }],
    });
  }
  const at = new Date().toISOString();
  await post("post", "scores", {
    scores: [{ traceId, name, label: name, comment: text, source: "human", at }],
  });
  await post("put", `prompts/${path}/versions/${path}`, {
    text: `If the user asks about ${text}, hand off to ${text}.`,
    createdAt: at,
  });
  await post("put", "branches", {
    branches: [
      {
        id: name,
        point: name,
        branch: name,
        label: name,
        condition: text,
        prompt: name,
        promptVersion: name,
        severity: 5,
        owner: name,
        status: "active",
      },
    ],
  });
  return path;
}

test("shows whatever is written in any field of any page as text", async ({ page, request }) => {
  // It opens every page there is.
  test.setTimeout(300_000);
  const word = freshWord("hostile");
  const text = `${word} ${HOSTILE}`;
  const spans = [
    aTrace({
      name: text,
      kind: "llm",
      status: { code: "error", message: text },
      model: { requested: text, served: text, fingerprint: text },
      provider: text,
      finishReason: text,
      input: [
        { role: text, parts: [{ type: "text", content: text }] },
        {
          role: "assistant",
          parts: [{ type: "tool_call", id: text, name: text, arguments: { [text]: text } }],
        },
        { role: "tool", parts: [{ type: "tool_call_response", id: text, response: text }] },
      ],
      output: [{ role: "assistant", parts: [{ type: "reasoning", content: text }] }],
      tool: {
        name: text,
        callId: text,
        arguments: { [text]: text },
        result: text,
        definitions: [{ name: text, description: text }],
      },
      retrieval: { query: text, index: text, documents: [{ id: text, score: 1, content: text }] },
      decision: { point: text, branch: text, options: [text], runnerUp: text },
      sessionId: word,
      userId: text,
      agent: text,
      prompt: { name: text, version: text },
      environment: text,
      release: text,
      feature: text,
      tenant: text,
      segments: { plan: text },
      tier: { served: text, intended: text, reason: text, rule: text },
      envelope: { router: text },
      outcome: "error",
      tags: [text],
      attributes: { [text]: text },
    }),
    aTrace({ name: text, feature: text }),
  ];
  await sendTraces(request, spans);
  const name = encodeURIComponent(text.slice(0, 190));
  await request.put(`/api/v1/objectives/${name}`, {
    headers,
    data: {
      analysis: "tier-mix",
      tier: text.slice(0, 100),
      kind: "floor",
      target: 0.9,
      periodDays: 28,
    },
  });
  await request.post("/api/v1/changes", {
    headers,
    data: {
      at: new Date().toISOString(),
      title: text,
      author: text,
      axis: "model",
      from: text,
      to: text,
    },
  });

  const faults = watch(page);
  const [a = aTrace(), b = aTrace()] = spans;
  const suite = await postHostileEvals(request, text, a.traceId);
  for (const path of [
    "traces",
    `traces?q=${encodeURIComponent(word)}`,
    `traces/${a.traceId}`,
    `traces/${a.traceId}?tab=attributes`,
    `sessions`,
    `sessions/${word}`,
    "ingest",
    "tier-mix",
    `tier-mix?feature=${encodeURIComponent(text)}`,
    "tier-mix/catalog",
    `trace-diff?a=${a.traceId}&b=${b.traceId}`,
    "eval-staleness",
    "branch-coverage",
    "evals",
    ...["", "?tab=runs", "?tab=versions", "?tab=reviews"].map((tab) => `evals/${suite}${tab}`),
    `evals/${suite}/cases/${suite}`,
    `evals/${suite}/runs/${suite}`,
    `evals/${suite}/compare?a=${suite}&b=${encodeURIComponent("second")}`,
    `evals/promote?trace=${a.traceId}&suite=${suite}`,
    `eval-staleness?suite=${suite}`,
    `branch-coverage?prompt=${suite}`,
    "alerts",
    "alerts/rules",
    "alerts/channels",
    "settings",
    "settings/people",
    "settings/redaction",
    `settings/audit?q=${encodeURIComponent(word)}`,
  ]) {
    await page.goto(`/${project}/${path}`);
    await expectHarmless(page, faults, path);
  }
  for (const path of [
    "/?all=1",
    "/account",
    "/people",
    `/sign-in?reason=${encodeURIComponent(HOSTILE)}&error=${encodeURIComponent(HOSTILE)}`,
    `/invite?token=${encodeURIComponent(HOSTILE)}`,
    `/reset-password?token=${encodeURIComponent(HOSTILE)}`,
  ]) {
    await page.goto(path);
    await expectHarmless(page, faults, path);
  }
});

test("sends every answer with headers that hold, and a fresh nonce a page", async ({ request }) => {
  const policies: string[] = [];
  for (const path of [`/${project}/traces`, `/${project}/traces`, "/api/health", "/sign-in"]) {
    const answer = await request.get(path);
    const sent = answer.headers();
    expect(sent["x-content-type-options"]).toBe("nosniff");
    expect(sent["x-frame-options"]).toBe("DENY");
    expect(sent["referrer-policy"]).toBe("same-origin");
    const policy = sent["content-security-policy"] ?? "";
    expect(policy).toContain("object-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(/script-src[^;]*/.exec(policy)?.[0]).not.toContain("unsafe");
    policies.push(policy);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    const html = await answer.text();
    const scripts = [...html.matchAll(/<script(?=[\s>])([^>]*)>/g)].map(([tag]) => tag);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  }
  expect(new Set(policies).size).toBe(policies.length);
});

test("refuses what another site's page sends with a session", async ({ request }) => {
  const forged = await request.post("/sign-out", {
    headers: { "sec-fetch-site": "cross-site" },
    maxRedirects: 0,
  });
  expect(forged.status()).toBe(403);
  expect((await request.get(`/${project}/traces`)).status()).toBe(200);
});
