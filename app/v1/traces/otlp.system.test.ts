import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { saveRedaction } from "@/lib/store/redaction";
import { anExport } from "@/test/otlp-export";
import { decodeAnswer, encodeExport } from "@/test/otlp-protobuf";
import { runningApp } from "@/test/running-app";

const app = runningApp({ TIDEMARK_INGEST_MAX_BYTES: "2097152" });

const PROTOBUF = { "content-type": "application/x-protobuf" };
const JSON_TYPE = { "content-type": "application/json" };
const hex = (bytes: number) => randomBytes(bytes).toString("hex");
const exportOf = (...spans: object[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
const aSpan = (overrides: object = {}) => ({
  traceId: hex(16),
  spanId: hex(8),
  name: "step",
  startTimeUnixNano: "1772366400000000000",
  endTimeUnixNano: "1772366401000000000",
  ...overrides,
});

const post = (
  key: string,
  body: string | Buffer<ArrayBuffer>,
  headers: Record<string, string>,
  path = "/v1/traces",
) => app().send(key, path, { method: "POST", body, headers });
const postJson = (key: string, body: unknown) => post(key, JSON.stringify(body), JSON_TYPE);

describe("POST /v1/traces", () => {
  it.each(["/v1/traces", "/api/public/otel/v1/traces"])(
    "takes both encodings, plain and gzip, at %s",
    async (path) => {
      const key = await app().keyOf("encodings");
      const spans = Array.from({ length: 4 }, () => aSpan());
      const bodies: [Buffer<ArrayBuffer>, Record<string, string>][] = spans.flatMap(
        (span, index) => {
          const json = Buffer.from(JSON.stringify(exportOf(span)));
          const [body, type] =
            index < 2 ? [json, JSON_TYPE] : [encodeExport(exportOf(span)), PROTOBUF];
          return index % 2 === 0
            ? [[body, type]]
            : [[gzipSync(body), { ...type, "content-encoding": "gzip" }]];
        },
      );
      for (const [body, headers] of bodies) {
        const answer = await post(key, body, headers, path);
        expect(answer.status).toBe(200);
        expect(answer.headers.get("content-type")).toBe(headers["content-type"]);
        if (headers["content-type"] === "application/json") expect(await answer.json()).toEqual({});
        else expect((await answer.arrayBuffer()).byteLength).toBe(0);
      }
      for (const { traceId, spanId } of spans) {
        expect(await app().spansOf(key, traceId)).toMatchObject([{ spanId, durationMs: 1_000 }]);
      }
    },
  );

  it("takes an empty export", async () => {
    const key = await app().keyOf("empty");
    expect((await postJson(key, {})).status).toBe(200);
    expect((await post(key, "", PROTOBUF)).status).toBe(200);
  });

  it("keeps the good spans, counts the others and says why", async () => {
    const key = await app().keyOf("partial");
    const [good, bad] = [aSpan(), aSpan({ spanId: "" })];
    const told = { rejectedSpans: 1, errorMessage: expect.stringContaining("spanId") };
    expect(await (await postJson(key, exportOf(bad, good))).json()).toEqual({
      partialSuccess: told,
    });
    expect(await app().spansOf(key, good.traceId)).toHaveLength(1);
    const answer = await post(key, encodeExport(exportOf(bad, good)), PROTOBUF);
    expect(decodeAnswer("ExportResponse", new Uint8Array(await answer.arrayBuffer()))).toEqual({
      partialSuccess: { ...told, rejectedSpans: "1" },
    });
  });

  it("keeps children before parents, several roots, orphans and odd ids", async () => {
    const key = await app().keyOf("shapes");
    const traceId = hex(16);
    const parent = aSpan({ traceId });
    const spans = [
      aSpan({ traceId, parentSpanId: parent.spanId }),
      parent,
      aSpan({ traceId }),
      aSpan({ traceId, parentSpanId: hex(8) }),
      aSpan({ traceId, spanId: "span_0123456789abcdef01234567" }),
    ];
    for (const span of spans) expect((await postJson(key, exportOf(span))).status).toBe(200);
    const stored = await app().spansOf(key, traceId);
    expect(stored.map((span) => span.spanId).sort()).toEqual(
      spans.map((span) => span.spanId).sort(),
    );
  });

  it.each([
    ["bytes that are no protobuf", "\xff\xff\xff", PROTOBUF, 400],
    ["text that is no JSON", "{", JSON_TYPE, 400],
    ["JSON that is no object", "[]", JSON_TYPE, 400],
    ["gzip that is none", "plain", { ...JSON_TYPE, "content-encoding": "gzip" }, 400],
    ["an unknown type", "{}", { "content-type": "text/plain" }, 415],
    ["an unknown encoding", "{}", { ...JSON_TYPE, "content-encoding": "br" }, 415],
    ["too large a body", " ".repeat(2_097_153), JSON_TYPE, 413],
  ])("answers %s with a google.rpc.Status", async (_, body, headers, status) => {
    const answer = await post(await app().keyOf("faults"), Buffer.from(body, "latin1"), headers);
    expect(answer.status).toBe(status);
    if (headers === PROTOBUF) {
      const told = decodeAnswer("RpcStatus", new Uint8Array(await answer.arrayBuffer()));
      expect(told).toMatchObject({ code: 3, message: expect.stringContaining("protobuf") });
    } else {
      expect(await answer.json()).toMatchObject({
        code: expect.any(Number),
        message: expect.any(String),
      });
    }
  });

  it("stops unfolding a gzip bomb at the limit", async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024));
    const answer = await post(await app().keyOf("bomb"), bomb, {
      ...JSON_TYPE,
      "content-encoding": "gzip",
    });
    expect(answer.status).toBe(413);
  });

  it("stores nothing of a body that is cut off, and goes on serving", async () => {
    const key = await app().keyOf("cut");
    const span = aSpan();
    const body = encodeExport(exportOf(span));
    const { hostname, port } = new URL(app().address);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    socket.write(
      `POST /v1/traces HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\n` +
        `content-type: application/x-protobuf\r\ncontent-length: ${body.length}\r\n\r\n`,
    );
    socket.write(body.subarray(0, body.length - 5));
    socket.destroy();
    await once(socket, "close");
    expect((await postJson(key, exportOf(aSpan()))).status).toBe(200);
    expect((await app().send(key, `/api/v1/traces/${span.traceId}`)).status).toBe(404);
  });

  it("lets nobody in without a key that may ingest", async () => {
    const reader = await app().keyOf("doors", ["read"]);
    expect((await postJson("tm_wrong", {})).status).toBe(401);
    expect((await postJson(reader, {})).status).toBe(403);
    const none = await fetch(`${app().address}/v1/traces`, {
      method: "POST",
      body: "{}",
      headers: JSON_TYPE,
    });
    expect(none.status).toBe(401);
  });

  it("takes the key in each way that clients send one", async () => {
    const key = await app().keyOf("ways");
    const basic = `Basic ${Buffer.from(`pk:${key}`).toString("base64")}`;
    for (const headers of [{ authorization: basic }, { "x-api-key": key }, { api_key: key }]) {
      const answer = await fetch(`${app().address}/v1/traces`, {
        method: "POST",
        body: "{}",
        headers: { ...JSON_TYPE, ...(headers as Record<string, string>) },
      });
      expect(answer.status).toBe(200);
    }
  });

  it("shows no project the spans of another, even under the same ids", async () => {
    const [one, two] = [await app().keyOf("one"), await app().keyOf("two")];
    const span = aSpan({ name: "of one" });
    await postJson(one, exportOf(span));
    expect((await app().send(two, `/api/v1/traces/${span.traceId}`)).status).toBe(404);
    await postJson(two, exportOf({ ...span, name: "of two" }));
    expect((await app().spansOf(one, span.traceId))[0]?.name).toBe("of one");
    expect((await app().spansOf(two, span.traceId))[0]?.name).toBe("of two");
  });

  it("turns a revoked key away within five seconds", async () => {
    const key = await app().keyOf("revoked");
    expect((await postJson(key, {})).status).toBe(200);
    await app().db.apiKey.updateMany({ where: { name: "test" }, data: { revokedAt: new Date() } });
    await expect.poll(async () => (await postJson(key, {})).status, { timeout: 5_000 }).toBe(401);
  });
});

describe("whatever is sent", () => {
  it("any well-formed export is stored whole, and once when it is sent twice", async () => {
    const key = await app().keyOf("whole");
    const { id: projectId } = await app().db.project.findUniqueOrThrow({
      where: { slug: "whole" },
    });
    // Random digits are now and then those of a card; what is taken out is not what is asked here.
    await saveRedaction(app().db, projectId, { detectors: [], patterns: [] });
    await fc.assert(
      fc.asyncProperty(anExport, fc.boolean(), async (sent, inJson) => {
        const send = () => (inJson ? postJson(key, sent) : post(key, encodeExport(sent), PROTOBUF));
        const ids = new Map(
          sent.resourceSpans
            .flatMap((resource) => resource.scopeSpans.flatMap((scope) => scope.spans))
            .map((span) => [`${span.traceId} ${span.spanId}`, span]),
        );
        const before = await app().db.span.count({ where: { projectId } });
        for (const answer of [await send(), await send()]) {
          expect(answer.status).toBe(200);
          expect(Buffer.from(await answer.arrayBuffer()).toString()).toMatch(/^(?:\{\})?$/);
        }
        expect(await app().db.span.count({ where: { projectId } })).toBe(before + ids.size);
        for (const span of ids.values()) {
          const stored = await app().spansOf(key, span.traceId);
          const mine = stored.find((candidate) => candidate.spanId === span.spanId);
          expect(mine?.name).toBe(span.name);
          expect(Object.keys(mine?.attributes ?? {}).sort()).toEqual(
            [...new Set(span.attributes.map((attribute) => attribute.key))].sort(),
          );
          expect(mine?.events).toHaveLength(span.events.length);
          expect(mine?.startUnixNano).toBe(span.startTimeUnixNano);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("any bytes at all get 200 or a 4xx, soon", async () => {
    const key = await app().keyOf("bytes");
    const types = [PROTOBUF, JSON_TYPE, { ...PROTOBUF, "content-encoding": "gzip" }];
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.nat(2), async (bytes, type) => {
        const answer = await post(key, Buffer.from(bytes), types[type] ?? PROTOBUF);
        expect(answer.status === 200 || Math.floor(answer.status / 100) === 4).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
