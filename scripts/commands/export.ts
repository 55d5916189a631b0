import { parseArgs } from "node:util";
import { z } from "zod";
import { type ApiClient, apiClient } from "../api-client";
import { type Command, UsageError } from "../command";
import { csvLine } from "../csv-line";
import { print } from "../terminal";

const row = z.record(z.string(), z.json());
const page = z.object({ traces: z.array(row), nextCursor: z.string().nullish() });
type Row = z.output<typeof row>;

export const exportTraces: Command = {
  name: "export",
  usage: "[--from TIME] [--to TIME] [--q QUERY] [--format jsonl|csv]",
  summary: "write the traces that fit to standard output",
  details: "The server is TIDEMARK_URL, the key TIDEMARK_KEY. QUERY is as in the list of traces.",
  async run(args) {
    const text = { type: "string" } as const;
    const { values } = parseArgs({
      args: [...args],
      options: { from: text, to: text, q: text, format: { ...text, default: "jsonl" } },
    });
    const { format, ...filter } = values;
    if (format !== "csv" && format !== "jsonl") throw new UsageError("--format is csv or jsonl.");
    const client = apiClient(process.env);
    let columns: readonly string[] | undefined;
    for await (const trace of listTraces(client, filter)) {
      if (format === "jsonl") {
        print(JSON.stringify(trace));
        continue;
      }
      if (columns === undefined) {
        columns = Object.keys(trace);
        print(csvLine(columns));
      }
      print(csvLine(columns.map((column) => trace[column] ?? null)));
    }
    return 0;
  },
};

/** Every trace of a filter, page by page, in the server's order. */
async function* listTraces(
  client: ApiClient,
  filter: Readonly<Record<string, string | undefined>>,
): AsyncGenerator<Row> {
  let cursor: string | null | undefined;
  do {
    const query = new URLSearchParams({ limit: "200" });
    for (const [name, value] of Object.entries({ ...filter, cursor })) {
      if (value) query.set(name, value);
    }
    const { traces, nextCursor } = page.parse(await client.call(`/api/v1/traces?${query}`));
    yield* traces;
    cursor = nextCursor;
  } while (cursor);
}
