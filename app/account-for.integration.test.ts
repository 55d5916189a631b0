import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { ingestCounts, type RefusalCode } from "@/lib/ingest/ingest-counters";
import { createApiKey } from "@/lib/store/api-keys";
import { findOrCreateProject } from "@/lib/store/projects";
import { testDatabase } from "@/test/postgres";
import { accountFor } from "./account-for";

const db = testDatabase();

async function aSender(name: string) {
  const { id } = await findOrCreateProject(db(), name);
  const { key, id: keyId } = await createApiKey(db(), { projectId: id, name, scopes: ["ingest"] });
  return { projectId: id, keyId, request: requestWith(key) };
}

const requestWith = (key: string) =>
  new Request("http://localhost/v1/traces", { headers: { authorization: `Bearer ${key}` } });

const refusals = (code: RefusalCode) => ingestCounts().refusals.get(code) ?? 0;
const ledgerOf = (projectId: number) => db().ingestEntry.findMany({ where: { projectId } });

it("says whose request it is, and leaves what was taken to the writer's receipt", async () => {
  const { projectId, keyId, request } = await aSender("taken");
  const outcome = await accountFor(request, db(), async (arrival) => {
    expect(ingestCounts().open).toBe(1);
    return arrival;
  });
  expect(outcome).toMatchObject({ projectId, keyId });
  expect(ingestCounts().open).toBe(0);
  expect(await ledgerOf(projectId)).toEqual([]);
});

it("notes a request that was refused with its reason, and passes the failure on", async () => {
  const { projectId, keyId, request } = await aSender("full");
  const before = refusals("too_many_requests");
  const full = new AppError("too_many_requests", "Try again soon.");
  await expect(accountFor(request, db(), () => Promise.reject(full))).rejects.toBe(full);
  expect(refusals("too_many_requests")).toBe(before + 1);
  const [row] = await ledgerOf(projectId);
  expect(row).toMatchObject({ keyId, requests: 1n, refused: 1n, received: 0n });
  expect(row?.reasons).toMatchObject([{ reason: "Try again soon.", spans: 0, requests: 1 }]);
});

it("counts a bug and a stranger for the process, and in nobody's ledger", async () => {
  const { projectId, request } = await aSender("bug");
  const before = [refusals("internal"), refusals("unauthorized")];
  const bug = new RangeError("a bug");
  await expect(accountFor(request, db(), () => Promise.reject(bug))).rejects.toBe(bug);
  const stranger = accountFor(requestWith("tm_nobody"), db(), () => Promise.resolve(1));
  await expect(stranger).rejects.toMatchObject({ code: "unauthorized" });
  expect([refusals("internal"), refusals("unauthorized")]).toEqual(
    before.map((count) => count + 1),
  );
  expect(await ledgerOf(projectId)).toEqual([]);
});
