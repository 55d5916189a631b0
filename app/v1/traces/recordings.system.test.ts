import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expected as aisdk5 } from "@/test/recordings/aisdk5.expected";
import { expected as aisdk7 } from "@/test/recordings/aisdk7-genai.expected";
import { expected as oiLangchain } from "@/test/recordings/oi-langchain.expected";
import { expected as oiOpenai } from "@/test/recordings/oi-openai.expected";
import { recordedFactsOf } from "@/test/recordings/recorded-span";
import { expected as traceloop } from "@/test/recordings/traceloop.expected";
import { type ApiSpan, runningApp } from "@/test/running-app";

const ROOT = join(process.cwd(), "../shared/data/recorded");
const recordings = {
  aisdk5,
  "aisdk7-genai": aisdk7,
  "oi-langchain": oiLangchain,
  "oi-openai": oiOpenai,
  traceloop,
};

/** The requests of a recording, as the SDK sent them. */
function requestsOf(recording: string) {
  const folder = join(ROOT, recording);
  const files = readdirSync(folder).sort();
  return files
    .filter((file) => file.endsWith(".request.json"))
    .map((file) => {
      const { path, headers } = JSON.parse(readFileSync(join(folder, file), "utf8"));
      const body = files.find((name) => name.startsWith(`${file.slice(0, 3)}.body`)) ?? "";
      return {
        path: path as string,
        body: readFileSync(join(folder, body)),
        headers: {
          "content-type": headers["content-type"],
          ...(headers["content-encoding"]
            ? { "content-encoding": headers["content-encoding"] }
            : {}),
        } as Record<string, string>,
      };
    });
}

describe.skipIf(!existsSync(ROOT))("recordings of real SDKs", () => {
  const app = runningApp();

  it.each(Object.entries(recordings))(
    "%s is stored as its sender meant it",
    async (name, expected) => {
      const key = await app().keyOf(name);
      for (const { path, ...request } of requestsOf(name)) {
        const answer = await app().send(key, path, { method: "POST", ...request });
        expect(answer.status).toBe(200);
        expect(answer.headers.get("content-type")).toContain(request.headers["content-type"]);
      }
      const stored = await allSpans(key);
      expect(stored.size).toBe(expected.length);
      for (const { span: id, parent, name: spanName, ...facts } of expected) {
        const span = stored.get(id);
        expect.soft(span, id).toMatchObject({ name: spanName, parentId: parent });
        if (span)
          expect
            .soft(
              recordedFactsOf({
                ...span,
                startedAt: new Date(span.startedAt),
                endedAt: new Date(span.endedAt),
              }),
              `${id} ${spanName}`,
            )
            .toEqual(facts);
      }
    },
  );

  it("lists every trace within two seconds, once, when a recording is sent twice", async () => {
    const key = await app().keyOf("twice");
    for (const { path, ...request } of [...requestsOf("aisdk5"), ...requestsOf("aisdk5")]) {
      await app().send(key, path, { method: "POST", ...request });
    }
    const sent = new Set(
      (
        await app().db.span.findMany({ select: { traceId: true }, where: await projectOf("twice") })
      ).map((span) => span.traceId),
    );
    await expect
      .poll(async () => (await (await app().send(key, "/api/v1/traces")).json()).traces.length, {
        timeout: 2_000,
      })
      .toBe(sent.size);
    expect(await app().db.span.count({ where: await projectOf("twice") })).toBe(aisdk5.length);
  });

  async function projectOf(slug: string) {
    const { id } = await app().db.project.findUniqueOrThrow({ where: { slug } });
    return { projectId: id };
  }

  async function allSpans(key: string): Promise<Map<string, ApiSpan>> {
    await expect.poll(() => app().db.deriveQueue.count(), { timeout: 5_000 }).toBe(0);
    const { traces } = await (await app().send(key, "/api/v1/traces?limit=1000")).json();
    const spans = new Map<string, ApiSpan>();
    for (const { traceId } of traces as { traceId: string }[]) {
      for (const span of await app().spansOf(key, traceId)) spans.set(span.spanId, span);
    }
    return spans;
  }
});
