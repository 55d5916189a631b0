import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { insertChannel } from "@/lib/store/alert-channels";
import { listDeliveries } from "@/lib/store/alert-deliveries";
import { saveAlertRule } from "@/lib/store/alert-rules";
import { revokeApiKey } from "@/lib/store/api-keys";
import { findOrCreateProject } from "@/lib/store/projects";
import { postSpans } from "@/test/post-requests";
import { runningApp } from "@/test/running-app";
import { dataFolder, type StartedServer, startServer } from "@/test/started-server";
import { signHook } from "./send-message";

/** A hook that refuses what it is sent at first, and remembers what it took. */
const taken: { readonly body: string; readonly headers: Record<string, unknown> }[] = [];
let refusals = 2;
const hook = createServer(async (request, response) => {
  const body = (await buffer(request)).toString("utf8");
  if (refusals > 0) {
    refusals -= 1;
    response.writeHead(503).end("not yet");
    return;
  }
  taken.push({ body, headers: request.headers });
  response.writeHead(204).end();
});

const mails: string[] = [];
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, _session, callback) {
    buffer(stream).then((mail) => {
      mails.push(mail.toString("utf8"));
      callback();
    }, callback);
  },
});

const listen = (server: Server | SMTPServer) =>
  new Promise<number>((resolve) => {
    const listening: { address(): unknown } = "server" in server ? server.server : server;
    server.listen(0, "127.0.0.1", () => resolve((listening.address() as AddressInfo).port));
  });

// Ports are known only once something listens, and the servers must be told them when they start.
const ports = Promise.all([listen(hook), listen(smtp)]);
const SETTINGS = {
  TIDEMARK_ALERT_INTERVAL_SECONDS: "1",
  TIDEMARK_MAIL_FROM: "Tidemark <tidemark@example.com>",
  TIDEMARK_SMTP_URL: `smtp://127.0.0.1:${(await ports)[1]}`,
};
const app = runningApp(SETTINGS);

let home: Awaited<ReturnType<typeof dataFolder>>;
let second: StartedServer;
beforeAll(async () => {
  home = await dataFolder();
  second = await startServer({ ...SETTINGS, DATABASE_URL: app().databaseUrl });
});
afterAll(async () => {
  second.process.kill("SIGTERM");
  await second.ended;
  await home.remove();
  hook.close();
  smtp.close(() => {});
});

const SECRET = "shared-with-the-receiver";

async function watchedProject(slug: string): Promise<number> {
  const { db } = app();
  const { id } = await findOrCreateProject(db, slug);
  const [hookPort] = await ports;
  const shared = { least: "ticket", isEnabled: true } as const;
  const target = `http://127.0.0.1:${hookPort}/hook`;
  await insertChannel(db, id, { ...shared, name: "hook", kind: "webhook", target, secret: SECRET });
  const mail = { ...shared, name: "mail", kind: "email", target: "oncall@example.com" } as const;
  await insertChannel(db, id, { ...mail, secret: null });
  await saveAlertRule(db, id, null, {
    name: "Errors",
    analysis: null,
    threshold: {
      metric: "error-rate",
      comparison: "above",
      value: 5,
      windowMinutes: 60,
      minRequests: 10,
    },
    scope: "",
    severity: "page",
    pendingFor: 2,
    resolveAfter: 2,
    noData: "keep",
    isEnabled: true,
  });
  return id;
}

it("tells a change once, however many servers there are and however often the receiver fails", async () => {
  const id = await watchedProject("watched");
  const key = await app().keyOf("watched");
  const at = new Date().toISOString();
  const spans = Array.from({ length: 20 }, (_, index) => ({
    traceId: index.toString(16).padStart(32, "a"),
    spanId: index.toString(16).padStart(16, "b"),
    name: "answer",
    startedAt: at,
    endedAt: at,
    status: { code: "error", message: "no" },
    tier: { served: "primary" },
  }));
  await postSpans(app(), key, spans);

  const aboutErrors = () => taken.filter(({ body }) => JSON.parse(body).rule === "Errors");
  await vi.waitFor(() => expect(aboutErrors()).toHaveLength(1), { timeout: 60_000 });
  await vi.waitFor(() => expect(mails.some((mail) => mail.includes("Errors"))).toBe(true), {
    timeout: 30_000,
  });
  const [{ body, headers } = { body: "", headers: {} }] = aboutErrors();
  expect(JSON.parse(body)).toMatchObject({
    rule: "Errors",
    status: "firing",
    severity: "page",
    alerts: [{ code: "error_rate", value: 100 }],
  });
  const [, time = "", signature = ""] =
    /^t=(\d+),v1=(\w+)$/.exec(String(headers["x-tidemark-signature"])) ?? [];
  expect(signature).toBe(signHook(SECRET, Number(time), body));
  const mail = mails.find((text) => text.includes("Errors")) ?? "";
  expect(mail).toMatch(/^To: oncall@example.com/m);
  expect(mail).toMatch(/^Subject: Firing: watched: Errors/m);

  // Several looks later, by both servers, nothing more has been said.
  const evaluated = async () => {
    const answer = await app().send(key, "/api/v1/alerts");
    return ((await answer.json()) as { evaluatedAt: string }).evaluatedAt;
  };
  const before = await evaluated();
  await vi.waitFor(
    async () => {
      const passed = new Date(await evaluated()).getTime() - new Date(before).getTime();
      expect(passed).toBeGreaterThan(3_000);
    },
    { timeout: 60_000, interval: 500 },
  );
  expect(aboutErrors()).toHaveLength(1);
  const deliveries = await listDeliveries(app().db, id, 100);
  const ofErrors = deliveries.filter(({ payload }) => payload.rule === "Errors");
  expect(ofErrors.map(({ status }) => status)).toEqual(["delivered", "delivered"]);
  // The receiver failed twice, and whoever was refused tried again.
  const attempts = deliveries.reduce((sum, delivery) => sum + delivery.attempts, 0);
  expect(attempts).toBe(deliveries.length + 2);
});

it("stops taking a revoked key within five seconds on every server", async () => {
  const { db, address } = app();
  const key = await app().keyOf("revoked", ["read"]);
  const { id: projectId } = await findOrCreateProject(db, "revoked");
  const ask = async (server: string) => {
    const headers = { authorization: `Bearer ${key}` };
    return (await fetch(`${server}/api/v1/changes`, { headers })).status;
  };
  const servers = [address, second.address];
  expect(await Promise.all(servers.map(ask))).toEqual([200, 200]);
  const found = await db.apiKey.findFirstOrThrow({ where: { projectId } });
  await revokeApiKey(db, projectId, found.id, "a test");
  await vi.waitFor(async () => expect(await Promise.all(servers.map(ask))).toEqual([401, 401]), {
    timeout: 5_000,
    interval: 200,
  });
});
