import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { anExport } from "@/test/otlp-export";
import { encodeExport } from "@/test/otlp-protobuf";

/** An export as it was sent, unzipped. */
export type RecordedBody = {
  readonly type: "application/json" | "application/x-protobuf";
  readonly body: Buffer;
};

const ROOT = join(process.cwd(), "../shared/data/recorded");

/** Exports in both encodings: what real SDKs sent, where the recordings are, and made-up ones. */
export function recordedBodies(seed: number): RecordedBody[] {
  const made = fc.sample(anExport, { numRuns: 60, seed }).flatMap((sent): RecordedBody[] => [
    { type: "application/json", body: Buffer.from(JSON.stringify(sent)) },
    { type: "application/x-protobuf", body: encodeExport(sent) },
  ]);
  return [...made, ...recordings()];
}

function recordings(): RecordedBody[] {
  if (!existsSync(ROOT)) return [];
  return readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.body\.(json|pb)(\.gz)?$/.test(path))
    .map((path) => {
      const sent = readFileSync(join(ROOT, path));
      return {
        type: path.includes(".body.json") ? "application/json" : "application/x-protobuf",
        body: path.endsWith(".gz") ? gunzipSync(sent) : sent,
      };
    });
}
