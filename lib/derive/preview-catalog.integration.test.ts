import { expect, it } from "vitest";
import { findOrCreateProject } from "@/lib/store/projects";
import { insertSpans } from "@/lib/store/span-writer";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { deriveQueued } from "./derive-queued";
import { previewCatalog } from "./preview-catalog";

const db = testDatabase();
const now = new Date("2026-03-10T00:00:00Z");

it("tells what a draft would make of the last seven days, without changing anything", async () => {
  const { id } = await findOrCreateProject(db(), "preview");
  const call = (model: string, day: string, region: string) =>
    aSpan({
      kind: "llm",
      model: { requested: model, served: model, fingerprint: null },
      startedAt: new Date(`2026-03-${day}T10:00:00Z`),
      attributes: { region },
    });
  const spans = [call("large", "09", "eu"), call("large", "08", "us"), call("small", "01", "eu")];
  await insertSpans(db(), id, spans);
  await deriveQueued(db());
  const before = await db().trace.findMany({ where: { projectId: id } });
  const draft = {
    tiers: [{ name: "gold", level: 0, match: [{ attribute: { key: "region", glob: "e*" } }] }],
  };
  const [european, american] = spans;
  expect(await previewCatalog(db(), id, null, draft, now)).toEqual({
    sampled: 2,
    isWhole: true,
    moves: [
      { from: "unknown", to: "gold", requests: 1, traceIds: [european?.traceId] },
      { from: "unknown", to: "unknown", requests: 1, traceIds: [american?.traceId] },
    ],
  });
  expect(await previewCatalog(db(), id, "chat", draft, now)).toMatchObject({ sampled: 0 });
  expect(await db().trace.findMany({ where: { projectId: id } })).toEqual(before);
});

it("looks at a feature's own traces, however much busier the others are", async () => {
  const { id } = await findOrCreateProject(db(), "preview-quiet");
  const at = (hour: number) => new Date(Date.UTC(2026, 2, 9, hour));
  const quiet = aSpan({ feature: "quiet", startedAt: at(1) });
  const busy = Array.from({ length: 2_001 }, () => aSpan({ feature: "busy", startedAt: at(2) }));
  await insertSpans(db(), id, [quiet, ...busy]);
  await deriveQueued(db());
  const preview = (feature: string) => previewCatalog(db(), id, feature, { tiers: [] }, now);
  expect(await preview("quiet")).toMatchObject({ sampled: 1, isWhole: true });
  expect(await preview("busy")).toMatchObject({ sampled: 2_000, isWhole: false });
});
