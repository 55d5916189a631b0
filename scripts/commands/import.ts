import { parseArgs } from "node:util";
import { z } from "zod";
import { transcriptSpans } from "@/lib/ingest/chat-transcript";
import { parseTranscripts } from "@/lib/ingest/transcript-file";
import { apiClient } from "../api-client";
import { type Command, UsageError } from "../command";
import { jsonBatches } from "../json-batches";
import { readText } from "../read-text";
import { print, tell, tellProgress } from "../terminal";

const LIMITS = { maxItems: 5_000, maxBytes: 8 * 1024 * 1024 };
const MAX_REASONS = 10;

const outcome = z.object({
  stored: z.number(),
  duplicate: z.number(),
  rejected: z.array(z.object({ error: z.string() })),
});

export const importTranscripts: Command = {
  name: "import",
  usage: "FILE",
  summary: "send the chat transcripts in a file to a server",
  details: [
    "FILE is JSON or JSONL of { id, messages, startedAt?, metadata? }, with messages in OpenAI's chat",
    "format, or a file of tau-bench trajectories. The server is TIDEMARK_URL, the key TIDEMARK_KEY.",
    "Exit code: 0 all stored or there already, 1 some were rejected or the file cannot be read,",
    "3 the server could not be asked.",
  ].join("\n"),
  async run(args) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError("Name one file.");
    const client = apiClient(process.env);
    const transcripts = parseTranscripts(await readText(file), file);
    const importedAt = new Date();
    const spans = transcripts.flatMap((transcript) => transcriptSpans(transcript, { importedAt }));

    const total = { sent: 0, stored: 0, duplicate: 0, reasons: [] as string[] };
    for (const batch of jsonBatches(spans, LIMITS)) {
      const body = `{"spans":[${batch.join(",")}]}`;
      const answer = outcome.parse(await client.call("/api/v1/traces", body));
      total.sent += batch.length;
      total.stored += answer.stored;
      total.duplicate += answer.duplicate;
      total.reasons.push(...answer.rejected.map(({ error }) => error));
      tellProgress(total.sent, spans.length);
    }
    for (const reason of total.reasons.slice(0, MAX_REASONS)) tell(`rejected: ${reason}`);
    print(
      `${transcripts.length} runs, ${spans.length} spans: ${total.stored} stored, ${total.duplicate} there already, ${total.reasons.length} rejected`,
    );
    return total.reasons.length > 0 ? 1 : 0;
  },
};
