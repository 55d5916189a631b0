import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { caseFields, resultFields } from "@/lib/analyses/eval-staleness/intake";
import { AppError } from "@/lib/errors";
import { type ApiClient, apiClient } from "../api-client";
import { type Command, UsageError } from "../command";
import { parseEvalFile } from "../eval-file";
import { jsonBatches } from "../json-batches";
import { readText } from "../read-text";
import { print, tellProgress } from "../terminal";

const LIMITS = { maxItems: 1_000, maxBytes: 3 * 1024 * 1024 };

const outcome = z.object({ inserted: z.number(), updated: z.number(), unchanged: z.number() });
type Outcome = z.output<typeof outcome>;

export const importEvals: Command = {
  name: "import-evals",
  usage: "FILE --suite NAME [--run NAME [--model M] [--prompt P] [--started-at TIME]]",
  summary: "send the eval cases, or the results of a run, in a file to a server",
  details: [
    "FILE is .csv with a header line, or JSONL with one case or one result a line, as the API takes",
    "them (docs/http-api.md). With --run it holds results, else cases.",
    "",
    "Columns of cases: id, input, expected, intent, tags, createdAt, curator, sourceTraceId,",
    "lastVerifiedAt, verifiedBy, dependsOn.corpus, dependsOn.policy, dependsOn.prompt,",
    "dependsOn.tools.<name>, branches. Columns of results: case, attempt, passed, score, traceId,",
    "error. tags and branches are separated by ;. input and expected are JSON where they begin with",
    "{ or [, else text. An empty cell says nothing; a column of another name is refused.",
    "",
    "A run starts when the file was last changed, unless --started-at says otherwise.",
    "The server is TIDEMARK_URL, the key TIDEMARK_KEY, which needs the scope write.",
    "Exit code: 0 all kept or there already, 1 the file does not fit and nothing was sent,",
    "3 the server could not be asked or would not take it.",
  ].join("\n"),
  async run(args) {
    const text = { type: "string" } as const;
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { suite: text, run: text, model: text, prompt: text, "started-at": text },
    });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError("Name one file.");
    const { suite, run, model, prompt, "started-at": startedAt } = values;
    if (!suite) throw new UsageError("--suite names the suite.");
    const ofRun = run === undefined ? (model ?? prompt ?? startedAt) : undefined;
    if (ofRun !== undefined) throw new UsageError("--model and the like belong to a --run.");
    const client = apiClient(process.env);
    const content = { text: await readText(file), name: basename(file) };
    if (run === undefined) return sendCases(client, suite, content);
    const started = await startOf(file, startedAt);
    const subject = { model: model ?? null, prompt: prompt ?? null };
    return sendResults(client, { suite, run, subject, startedAt: started }, content);
  },
};

type Content = Parameters<typeof parseEvalFile>[0];

async function sendCases(client: ApiClient, suite: string, content: Content): Promise<number> {
  const cases = parseEvalFile(content, "cases", caseFields, ({ id }) => id);
  const path = `/api/v1/eval-suites/${encodeURIComponent(suite)}/cases`;
  const total = await sendAll(cases, (batch) =>
    client.call(path, `{"cases":[${batch.join(",")}]}`, "PUT"),
  );
  print(`${cases.length} cases: ${said(total)}`);
  return 0;
}

async function sendResults(client: ApiClient, run: object, content: Content): Promise<number> {
  const results = parseEvalFile(
    content,
    "results",
    resultFields,
    (result) => `${result.case}, attempt ${result.attempt}`,
  );
  const head = JSON.stringify(run).slice(0, -1);
  const total = await sendAll(results, (batch) =>
    client.call("/api/v1/eval-runs", `${head},"results":[${batch.join(",")}]}`),
  );
  print(`${results.length} results: ${said(total)}`);
  return 0;
}

async function sendAll(
  rows: readonly unknown[],
  send: (batch: readonly string[]) => Promise<unknown>,
): Promise<Outcome> {
  const total = { inserted: 0, updated: 0, unchanged: 0 };
  let sent = 0;
  for (const batch of jsonBatches(rows, LIMITS)) {
    const answer = outcome.parse(await send(batch));
    for (const key of ["inserted", "updated", "unchanged"] as const) total[key] += answer[key];
    sent += batch.length;
    tellProgress(sent, rows.length);
  }
  return total;
}

const said = ({ inserted, updated, unchanged }: Outcome) =>
  `${inserted} new, ${updated} changed, ${unchanged} as before`;

/** When a run started: as said, else when its file was written, which is the same on every import. */
async function startOf(file: string, said: string | undefined): Promise<string> {
  if (said === undefined) return (await stat(file)).mtime.toISOString();
  const at = new Date(said);
  if (Number.isNaN(at.getTime())) throw new AppError("invalid_input", `Not a time: ${said}`);
  return at.toISOString();
}
