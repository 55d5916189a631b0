import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type ApiClient, apiClient, ServerUnreachable } from "../api-client";
import { type Command, UsageError } from "../command";
import { formatRederive, type RederiveJob, rederiveJob } from "../rederive-progress";
import { print, tellStatus } from "../terminal";

const POLL_MS = 500;
/** Where lines cannot be rewritten, so many looks make one line. */
const LOOKS_PER_LINE = 10;

const answer = z.object({ job: z.looseObject(rederiveJob.shape) });
type Answer = z.output<typeof answer>;

export const rederive: Command = {
  name: "rederive",
  usage: "[--from TIME] [--to TIME] [--reason TEXT] [--json] [--no-wait]",
  summary: "derive stored traces again, and wait until it is done",
  details: [
    "FROM and TO bound the traces' start; without them it is all there are.",
    "--no-wait only asks for it; ending the command does not end the job. --json prints the job.",
    "The server is TIDEMARK_URL, the key TIDEMARK_KEY, with the scopes admin and read.",
    "Exit code: 0 done or, with --no-wait, asked for; 1 some traces cannot be derived; 3 the server",
    "could not be asked.",
  ].join("\n"),
  async run(args) {
    const { body, isJson, isWaiting } = parseRequest(args);
    const client = apiClient(process.env);
    const asked = parseAnswer(await client.call("/api/v1/rederive", body));
    const { job } = isWaiting ? await follow(client, asked, !isJson) : asked;
    if (isJson) print(JSON.stringify(job, null, 2));
    else if (!isWaiting) print(`job ${job.id} is queued`);
    return job.error === null ? 0 : 1;
  },
};

function parseRequest(args: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = { from: text, to: text, reason: text, json: flag, "no-wait": flag } as const;
  const { values } = parseArgs({ args: [...args], options });
  const { from, to, reason } = values;
  for (const [name, time] of Object.entries({ from, to })) {
    if (time !== undefined && Number.isNaN(Date.parse(time))) {
      throw new UsageError(`--${name} is no time; write it as 2026-03-01T12:00:00Z.`);
    }
  }
  const body = JSON.stringify({ from, to, reason });
  return { body, isJson: values.json, isWaiting: !values["no-wait"] };
}

/** Asks again and again until the job is finished. */
async function follow(client: ApiClient, asked: Answer, isShown: boolean): Promise<Answer> {
  const startMs = performance.now();
  const show = (job: RederiveJob, isLast: boolean) => {
    const since = { done: asked.job.done, elapsedMs: performance.now() - startMs };
    if (isShown) tellStatus(formatRederive(job, since), isLast);
  };
  let current = asked;
  for (let look = 0; current.job.finishedAt === null; look += 1) {
    if (process.stderr.isTTY || look % LOOKS_PER_LINE === 0) show(current.job, false);
    await sleep(POLL_MS);
    current = parseAnswer(await client.call(`/api/v1/rederive/${asked.job.id}`));
  }
  show(current.job, true);
  return current;
}

function parseAnswer(given: unknown): Answer {
  const read = answer.safeParse(given);
  if (!read.success) throw new ServerUnreachable("The server's answer is no job.");
  return read.data;
}
