import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { UsageError } from "./command";

/** The server could not be asked, or would not take what we ask it with: exit code 3. */
export class ServerUnreachable extends Error {
  override readonly name = "ServerUnreachable";
}

export type ApiClient = {
  /** Answers parsed JSON; a busy server is asked again, as long as it says to wait. */
  call(path: string, body?: string, method?: "POST" | "PUT"): Promise<unknown>;
};

const MAX_ATTEMPTS = 8;
const MAX_WAIT_S = 60;

const failure = z.object({ error: z.object({ message: z.string() }) });

/**
 * A client of the server named by TIDEMARK_URL, with the key in TIDEMARK_KEY.
 *
 * @throws UsageError when there is no key
 */
export function apiClient(variables: Readonly<Record<string, string | undefined>>): ApiClient {
  const address = (variables["TIDEMARK_URL"] || "http://127.0.0.1:3000").replace(/\/$/, "");
  const key = variables["TIDEMARK_KEY"];
  if (!key) {
    throw new UsageError(
      "TIDEMARK_KEY is not set; npx tidemark key create --project <slug> makes a key.",
    );
  }
  return {
    call: (path, body, method = "POST") =>
      call(`${address}${path}`, key, body === undefined ? {} : { method, body }),
  };
}

type Sent = { readonly method?: string; readonly body?: string };

async function call(url: string, key: string, sent: Sent): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await ask(url, key, sent);
    const isBusy = response.status === 429 || response.status === 503;
    if (isBusy && attempt < MAX_ATTEMPTS) {
      await response.arrayBuffer();
      await sleep(waitMs(response.headers.get("retry-after"), attempt));
      continue;
    }
    const text = await response.text();
    if (response.ok) return parseAnswer(text, url);
    throw new ServerUnreachable(
      `${new URL(url).origin} answered ${response.status}: ${said(text)}`,
    );
  }
}

function parseAnswer(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ServerUnreachable(`${new URL(url).origin} answered something that is not JSON.`);
  }
}

async function ask(url: string, key: string, sent: Sent): Promise<Response> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  try {
    return await fetch(url, { headers, ...sent });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error && cause.message ? cause.message : "connection refused";
    throw new ServerUnreachable(`Cannot reach ${new URL(url).origin}: ${reason}.`);
  }
}

/** The server's own wish in seconds, else twice as long each time. */
function waitMs(retryAfter: string | null, attempt: number): number {
  const wished = Number(retryAfter ?? Number.NaN);
  const seconds = Number.isFinite(wished) ? wished : 2 ** (attempt - 1);
  return Math.min(MAX_WAIT_S, Math.max(0.1, seconds)) * 1000;
}

function said(text: string): string {
  try {
    const parsed = failure.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data.error.message;
  } catch {
    // A proxy in between may answer in HTML.
  }
  return text.slice(0, 200);
}
