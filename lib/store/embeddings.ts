import { z } from "zod";
import type { Database } from "./database";

/** An endpoint that speaks OpenAI's `POST /embeddings`. */
export type EmbeddingsEndpoint = {
  /** What `/embeddings` is put behind, as `https://api.example.com/v1`. */
  readonly url: string;
  readonly key: string | null;
  readonly model: string;
};

// Next.js keeps several copies of this module in one process, which share the app's setting.
const globals = globalThis as { tidemarkEmbeddings?: WeakMap<Database, EmbeddingsEndpoint> };
globals.tidemarkEmbeddings ??= new WeakMap();
const endpoints = globals.tidemarkEmbeddings;

/** Has texts of a database's projects embedded there from now on; null: nowhere. */
export function attachEmbeddings(db: Database, endpoint: EmbeddingsEndpoint | null): void {
  if (endpoint) endpoints.set(db, endpoint);
  else endpoints.delete(db);
}

export function embeddingsOf(db: Database): EmbeddingsEndpoint | undefined {
  return endpoints.get(db);
}

/** Names whose vectors they are: other models, and other services, are never compared. */
export function makerOf({ url, model }: EmbeddingsEndpoint): string {
  return `${model} at ${new URL(url).host}`;
}

const TEXTS_AT_ONCE = 128;
const TIMEOUT_MS = 60_000;

const answer = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).min(1) })),
});

/**
 * The vectors of texts, in their order.
 *
 * @throws Error when the endpoint cannot be reached, refuses, or leaves one out
 */
export async function fetchEmbeddings(
  endpoint: EmbeddingsEndpoint,
  texts: readonly string[],
): Promise<number[][]> {
  const vectors: number[][] = [];
  for (let from = 0; from < texts.length; from += TEXTS_AT_ONCE) {
    vectors.push(...(await fetchBatch(endpoint, texts.slice(from, from + TEXTS_AT_ONCE))));
  }
  return vectors;
}

async function fetchBatch({ url, key, model }: EmbeddingsEndpoint, texts: readonly string[]) {
  const response = await fetch(`${url.replace(/\/$/, "")}/embeddings`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    },
    body: JSON.stringify({ model, input: texts, encoding_format: "float" }),
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`The embeddings endpoint answered ${response.status}`);
  const { data } = answer.parse(await response.json());
  const vectors = data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
  const length = vectors[0]?.length;
  if (vectors.length !== texts.length || vectors.some((vector) => vector.length !== length)) {
    throw new Error("The embeddings endpoint left out a vector or changed their length");
  }
  return vectors;
}
