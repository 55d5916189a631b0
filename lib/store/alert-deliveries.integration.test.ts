import { beforeAll, expect, it } from "vitest";
import { migrateQueue } from "@/lib/alerts/start-alerts";
import { testDatabase } from "@/test/postgres";
import { insertChannel } from "./alert-channels";
import { findDelivery, insertDelivery, saveAttempt } from "./alert-deliveries";
import { poolOf } from "./database";
import { findOrCreateProject } from "./projects";

const db = testDatabase();
const now = new Date("2026-06-01T12:00:00Z");
beforeAll(() => migrateQueue(db()));

it("notes every try until a message is delivered or given up", async () => {
  const { id: projectId } = await findOrCreateProject(db(), "deliveries");
  const channel = { name: "hook", kind: "webhook", target: "http://127.0.0.1:9/" } as const;
  const settings = { secret: null, least: "info", isEnabled: true } as const;
  const channelId = (await insertChannel(db(), projectId, { ...channel, ...settings })) ?? 0;
  const message = {
    project: "p",
    rule: "r",
    feature: null,
    status: "test",
    severity: "info",
    at: now.toISOString(),
    url: "http://127.0.0.1/",
    alerts: [],
  } as const;
  const insert = () => insertDelivery(poolOf(db()), projectId, channelId, message);
  const [taken, refused] = [await insert(), await insert()];

  await saveAttempt(db(), taken, { error: "away", isLast: false, now });
  expect(await findDelivery(db(), taken)).toMatchObject({ status: "waiting", lastError: "away" });
  await saveAttempt(db(), taken, { error: null, isLast: false, now });
  expect(await findDelivery(db(), taken)).toMatchObject({
    payload: message,
    status: "delivered",
    attempts: 2,
    lastError: null,
    deliveredAt: now,
  });
  await saveAttempt(db(), refused, { error: "away", isLast: true, now });
  expect(await findDelivery(db(), refused)).toMatchObject({ status: "failed", deliveredAt: null });

  const { rows } = await poolOf(db()).query("select payload from graphile_worker._private_jobs");
  expect(rows.map(({ payload }) => payload.deliveryId).sort()).toEqual([taken, refused].sort());
});
