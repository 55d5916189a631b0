import { parseArgs } from "node:util";
import { z } from "zod";
import { judgeTraceDiff } from "@/lib/analyses/trace-diff/gate";
import type { TraceDiffReport } from "@/lib/analyses/trace-diff/report";
import { formatDiffMarkdown, formatDiffText } from "@/lib/analyses/trace-diff/report-text";
import type { GateVerdict } from "@/lib/domain/gate-verdict";
import { FAIL_ON } from "@/lib/domain/trace-diff/fail-on";
import { apiClient, ServerUnreachable } from "../api-client";
import { type Command, UsageError } from "../command";
import { print, tell } from "../terminal";

const FORMATS = ["text", "md", "json"] as const;
const EXIT_CODES: Record<GateVerdict["verdict"], number> = { pass: 0, block: 1, inconclusive: 2 };

const failOnList = z.array(z.enum(FAIL_ON));

/** Enough of an answer to tell a report from a page of a proxy. */
const answer = z.object({
  report: z.looseObject({
    kind: z.literal("pair"),
    headline: z.looseObject({ text: z.string() }),
    steps: z.array(z.looseObject({ index: z.number() })),
    envelope: z.array(z.looseObject({ axis: z.string() })),
    comparable: z.looseObject({ status: z.string() }),
  }),
});

export const diff: Command = {
  name: "diff",
  usage: "A B [--format text|md|json] [--fail-on WHAT,WHAT]",
  summary: "say where two traces part, and because of what",
  details: [
    "A and B are trace ids: the run that went well, and the one in question. WHAT is structural",
    "(steps added, left out or moved), decision, material (another result) or any; without it",
    "structural,decision. md is fit for a comment on an issue. The server is TIDEMARK_URL, the key",
    "TIDEMARK_KEY.",
    "Exit code: 0 nothing of WHAT differs, 1 something does, 2 it cannot be told, 3 the server could",
    "not be asked.",
  ].join("\n"),
  async run(args) {
    const { a, b, format, failOn } = parseDiffArguments(args);
    const report = await loadReport(a, b);
    const { verdict, reasons } = judgeTraceDiff(report, failOn);
    if (format === "json") print(JSON.stringify({ verdict, reasons, report }, null, 2));
    else print((format === "md" ? formatDiffMarkdown : formatDiffText)(report).trimEnd());
    // The diff itself goes where it is sent; why a build stops is for whoever reads its log.
    if (verdict !== "pass") for (const { code, message } of reasons) tell(`${code}: ${message}`);
    return EXIT_CODES[verdict];
  },
};

function parseDiffArguments(args: readonly string[]) {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { ...text, default: "text" },
      "fail-on": { ...text, default: "structural,decision" },
    },
  });
  const [a, b, ...more] = positionals;
  if (!a || !b || more.length > 0) throw new UsageError("Name two traces.");
  const format = FORMATS.find((known) => known === values.format);
  if (format === undefined) throw new UsageError(`--format is one of ${FORMATS.join(", ")}.`);
  const failOn = failOnList.safeParse(values["fail-on"].split(","));
  if (!failOn.success) throw new UsageError(`--fail-on is some of ${FAIL_ON.join(", ")}.`);
  return { a, b, format, failOn: failOn.data };
}

/** Anything but a report must never look like one to whoever reads the exit code. */
async function loadReport(a: string, b: string): Promise<TraceDiffReport> {
  const client = apiClient(process.env);
  const given = await client
    .call(`/api/v1/analyses/trace-diff?${new URLSearchParams({ a, b })}`)
    .catch((error: unknown) => {
      throw new ServerUnreachable(error instanceof Error ? error.message : String(error));
    });
  const read = answer.safeParse(given);
  if (!read.success) throw new ServerUnreachable("The server's answer is no diff of two traces.");
  // The server, which is this same program, wrote it from this type; JSON keeps all of it.
  return read.data.report as unknown as TraceDiffReport;
}
