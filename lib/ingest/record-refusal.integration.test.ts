import { expect, it } from "vitest";
import { connect } from "@/lib/store/database";
import { findOrCreateProject } from "@/lib/store/projects";
import { testDatabase } from "@/test/postgres";
import { recordRefusal } from "./record-refusal";

const db = testDatabase();

it("notes every one of many refusals at once, in few writes", async () => {
  const { id } = await findOrCreateProject(db(), "flood");
  const arrival = { projectId: id, keyId: 1, receivedAt: new Date("2026-05-12T14:20:00Z") };
  await Promise.all(
    Array.from({ length: 200 }, (_, index) => recordRefusal(db(), arrival, `fault ${index % 2}`)),
  );
  await recordRefusal(db(), arrival, "fault 0");
  const rows = await db().ingestEntry.findMany({ where: { projectId: id } });
  expect(rows.reduce((sum, { refused }) => sum + Number(refused), 0)).toBe(201);
  expect(rows.reduce((sum, { received }) => sum + Number(received), 0)).toBe(0);
  expect(rows.length).toBeLessThan(5);
});

it("does not fail when the database is away", async () => {
  const away = connect("postgres://nobody@127.0.0.1:1/none");
  const arrival = { projectId: 1, keyId: 1, receivedAt: new Date() };
  await expect(recordRefusal(away, arrival, "not gzip")).resolves.toBeUndefined();
  await away.$disconnect();
});
