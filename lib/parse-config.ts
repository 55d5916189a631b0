import { z } from "zod";
import { MAX_RETENTION_DAYS } from "./domain/retention";
import { AppError } from "./errors";

const MIB = 1024 * 1024;

/** An empty variable means the same as an absent one, as compose files and `.env` write it. */
const unset = (value: unknown) => (value === "" ? undefined : value);
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(unset, schema.optional());
const flag = (preset: boolean) =>
  optional(
    z
      .enum(["0", "1", "false", "true"], { error: "must be 0 or 1" })
      .transform((text) => text === "1" || text === "true"),
  ).transform((value) => value ?? preset);
const integer = (preset: number, min: number, max: number) =>
  optional(
    z.coerce
      .number({ error: "must be a whole number" })
      .int("must be a whole number")
      .min(min, `must be at least ${min}`)
      .max(max, `must be at most ${max}`),
  ).transform((value) => value ?? preset);

const days = z.coerce
  .number({ error: "must be a whole number of days" })
  .int("must be a whole number of days")
  .min(1, "must be at least 1, or empty to keep everything")
  .max(MAX_RETENTION_DAYS, `must be at most ${MAX_RETENTION_DAYS}, or empty to keep everything`);

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// address" });

const environment = z.object({
  // 0 takes any free port.
  PORT: integer(3000, 0, 65_535),
  HOST: optional(z.string()).transform((host) => host ?? "127.0.0.1"),
  DATABASE_URL: optional(postgresUrl),
  TIDEMARK_DATA_DIR: optional(z.string()).transform((folder) => folder ?? ".tidemark"),
  TIDEMARK_INIT_PROJECT: optional(
    z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be lower-case letters, digits and dashes"),
  ),
  TIDEMARK_INIT_KEY: optional(
    z.string().regex(/^\S{8,200}$/, "must be 8 to 200 characters without spaces"),
  ),
  TIDEMARK_INGEST_MAX_BYTES: integer(16 * MIB, 1024, 1024 * MIB),
  TIDEMARK_REQUEST_TIMEOUT_SECONDS: integer(120, 1, 3_600),
  TIDEMARK_WORKER: flag(true),
  TIDEMARK_RETENTION_DAYS: optional(days).transform((value) => value ?? null),
  TIDEMARK_EMBEDDINGS_URL: optional(
    z.url({ protocol: /^https?$/, error: "must be an http:// or https:// address" }),
  ),
  TIDEMARK_EMBEDDINGS_MODEL: optional(z.string()),
  TIDEMARK_EMBEDDINGS_KEY: optional(z.string()),
});

/** Settings of one process; `.env.example` tells what each is for. */
export type Config = {
  readonly port: number;
  readonly host: string;
  /** Null: the embedded server is to be used. */
  readonly databaseUrl: string | null;
  /** Where the embedded server keeps its data; relative to the checkout. */
  readonly dataDir: string;
  readonly init: {
    readonly project: string | null;
    readonly key: string | null;
  };
  /** Largest accepted ingest body, in bytes after decompression. */
  readonly ingestMaxBytes: number;
  /** How long a request may take to arrive. */
  readonly requestTimeoutMs: number;
  /** Whether this process also derives. */
  readonly worker: boolean;
  /** Days that projects keep traces which do not decide for themselves. Null: for ever. */
  readonly retentionDays: number | null;
  /** Where texts are embedded; null: vectors are made here. */
  readonly embeddings: {
    readonly url: string;
    readonly model: string;
    readonly key: string | null;
  } | null;
};

/**
 * Settings from environment variables.
 *
 * @throws AppError `invalid_input`, one line that names each variable that does not fit
 */
export function parseConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const result = environment.safeParse(variables);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new AppError("invalid_input", faults.join("; "));
  }
  const env = result.data;
  return {
    port: env.PORT,
    host: env.HOST,
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir: env.TIDEMARK_DATA_DIR,
    init: {
      project: env.TIDEMARK_INIT_PROJECT ?? null,
      key: env.TIDEMARK_INIT_KEY ?? null,
    },
    ingestMaxBytes: env.TIDEMARK_INGEST_MAX_BYTES,
    requestTimeoutMs: env.TIDEMARK_REQUEST_TIMEOUT_SECONDS * 1_000,
    worker: env.TIDEMARK_WORKER,
    retentionDays: env.TIDEMARK_RETENTION_DAYS,
    embeddings: embeddingsOf(env),
  };
}

/** @throws AppError `invalid_input` when an endpoint is named without the model it is to use */
function embeddingsOf(env: z.output<typeof environment>): Config["embeddings"] {
  const url = env.TIDEMARK_EMBEDDINGS_URL;
  const model = env.TIDEMARK_EMBEDDINGS_MODEL;
  if (url === undefined) return null;
  if (model === undefined) {
    throw new AppError(
      "invalid_input",
      "TIDEMARK_EMBEDDINGS_MODEL must be set where TIDEMARK_EMBEDDINGS_URL is",
    );
  }
  return { url, model, key: env.TIDEMARK_EMBEDDINGS_KEY ?? null };
}
