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

const webUrl = z.url({ protocol: /^https?$/, error: "must be an http:// or https:// address" });

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
  TIDEMARK_INIT_USER_EMAIL: optional(z.email("must be an e-mail address")),
  TIDEMARK_INIT_USER_PASSWORD: optional(
    z.string().min(10, "must have at least 10 characters").max(128, "must have at most 128"),
  ),
  TIDEMARK_PUBLIC_URL: optional(webUrl),
  TIDEMARK_OIDC_ISSUER: optional(webUrl),
  TIDEMARK_OIDC_CLIENT_ID: optional(z.string()),
  TIDEMARK_OIDC_CLIENT_SECRET: optional(z.string()),
  TIDEMARK_OIDC_NAME: optional(z.string().max(60)),
  TIDEMARK_OIDC_SIGN_UP: flag(false),
  TIDEMARK_SMTP_URL: optional(
    z.url({ protocol: /^smtps?$/, error: "must be an smtp:// or smtps:// address" }),
  ),
  TIDEMARK_MAIL_FROM: optional(z.string().max(320)),
  TIDEMARK_ALERT_INTERVAL_SECONDS: integer(60, 1, 3_600),
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
    readonly user: { readonly email: string; readonly password: string } | null;
  };
  /** Where people reach the server, without a path or a slash at the end. */
  readonly publicUrl: string;
  /** Null: nobody signs in at a provider. */
  readonly oidc: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly name: string;
    readonly signUp: boolean;
  } | null;
  /** Null: this server sends no mail. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
  /** How often alerts are looked at in a project in which something arrives. */
  readonly alertIntervalMs: number;
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
      user: initUser(env.TIDEMARK_INIT_USER_EMAIL, env.TIDEMARK_INIT_USER_PASSWORD),
    },
    publicUrl: env.TIDEMARK_PUBLIC_URL
      ? new URL(env.TIDEMARK_PUBLIC_URL).origin
      : serverUrl(env.HOST, env.PORT),
    oidc: oidcOf(env),
    mail: env.TIDEMARK_SMTP_URL
      ? { smtpUrl: env.TIDEMARK_SMTP_URL, from: env.TIDEMARK_MAIL_FROM ?? "tidemark@localhost" }
      : null,
    alertIntervalMs: env.TIDEMARK_ALERT_INTERVAL_SECONDS * 1_000,
    ingestMaxBytes: env.TIDEMARK_INGEST_MAX_BYTES,
    requestTimeoutMs: env.TIDEMARK_REQUEST_TIMEOUT_SECONDS * 1_000,
    worker: env.TIDEMARK_WORKER,
    retentionDays: env.TIDEMARK_RETENTION_DAYS,
    embeddings: embeddingsOf(env),
  };
}

function oidcOf(env: z.output<typeof environment>): Config["oidc"] {
  const { TIDEMARK_OIDC_ISSUER: issuer, TIDEMARK_OIDC_CLIENT_ID: clientId } = env;
  if (issuer === undefined) return null;
  if (clientId === undefined) {
    throw new AppError("invalid_input", "TIDEMARK_OIDC_CLIENT_ID must be set with the issuer");
  }
  return {
    issuer,
    clientId,
    clientSecret: env.TIDEMARK_OIDC_CLIENT_SECRET ?? "",
    name: env.TIDEMARK_OIDC_NAME ?? "single sign-on",
    signUp: env.TIDEMARK_OIDC_SIGN_UP,
  };
}

function initUser(email: string | undefined, password: string | undefined): Config["init"]["user"] {
  if (email !== undefined && password !== undefined) return { email, password };
  if (email === undefined && password === undefined) return null;
  throw new AppError(
    "invalid_input",
    "TIDEMARK_INIT_USER_EMAIL and TIDEMARK_INIT_USER_PASSWORD must be set together",
  );
}

/** What a browser on this machine can open; a wildcard address is none. */
export function serverUrl(host: string, port: number): string {
  const isWildcard = host === "0.0.0.0" || host === "::";
  const name = isWildcard ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
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
