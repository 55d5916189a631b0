import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { testDatabase } from "@/test/postgres";
import { poolOf } from "./database";
import { findOrCreateProject } from "./projects";
import { decodeScoreCursor, encodeScoreCursor } from "./score-cursor";
import { listScores, loadScores, type NewScore, saveScores } from "./scores";

const db = testDatabase();
const aProject = async () => (await findOrCreateProject(db(), `p-${randomUUID()}`)).id;
const origin = { origin: "posted", postedAt: new Date("2026-03-02") } as const;

const aScore = (more: Partial<NewScore> = {}): NewScore => ({
  id: null,
  traceId: "t1",
  spanId: null,
  name: "helpful",
  value: 1,
  label: null,
  comment: null,
  source: "user",
  author: "app",
  at: new Date("2026-03-01T10:00:00Z"),
  ...more,
});

it("keeps a score once, and what its sender says anew under one id", async () => {
  const projectId = await aProject();
  const save = (...scores: NewScore[]) => saveScores(poolOf(db()), projectId, scores, origin);
  expect(await save(aScore(), aScore())).toEqual({ stored: 1, updated: 0, duplicate: 1 });
  expect(await save(aScore())).toEqual({ stored: 0, updated: 0, duplicate: 1 });
  expect(await save(aScore({ id: "f1", label: "good", value: null }))).toMatchObject({ stored: 1 });
  expect(await save(aScore({ id: "f1", label: "bad", value: null }))).toMatchObject({ updated: 1 });
  const kept = await loadScores(db(), projectId, ["t1", "t2"]);
  expect(
    kept.map(({ id, label, value, origin: from }) => [id === "f1", label, value, from]),
  ).toEqual(
    expect.arrayContaining([
      [false, null, 1, "posted"],
      [true, "bad", null, "posted"],
    ]),
  );
});

it("lists the latest first, page by page, of this project and trace only", async () => {
  const [projectId, other] = [await aProject(), await aProject()];
  const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 10, minute));
  const scores = [1, 2, 3].map((minute) => aScore({ at: at(minute), value: minute }));
  await saveScores(poolOf(db()), projectId, scores, origin);
  await saveScores(poolOf(db()), projectId, [aScore({ traceId: "t2" })], origin);
  await saveScores(poolOf(db()), other, scores, origin);
  const ask = { traceId: "t1", name: "helpful", cursor: null, limit: 2 };
  const first = await listScores(db(), projectId, ask);
  expect(first.rows.map((row) => row.value)).toEqual([3, 2]);
  const cursor = first.next && decodeScoreCursor(encodeScoreCursor(first.next));
  const second = await listScores(db(), projectId, { ...ask, cursor });
  expect(second.rows.map((row) => row.value)).toEqual([1]);
  expect(second.next).toBeNull();
});

it.each(["", "x", "WzFd", Buffer.from('["a","b"]').toString("base64url")])(
  "refuses the cursor %j",
  (text) => {
    expect(() => decodeScoreCursor(text)).toThrow("is no cursor");
  },
);
