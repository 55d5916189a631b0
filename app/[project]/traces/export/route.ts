import { requireProjectForRoute } from "@/app/require-project";
import { DEFAULT_RANGE, windowOfRange } from "@/lib/domain/time-window";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { parseTraceListParams } from "@/lib/http/trace-list-params";
import { db } from "@/lib/store/db";
import { loadScoreNames } from "@/lib/store/score-names";
import { type ScoredTrace, streamTraces } from "@/lib/store/trace-list";
import { csvHeader, csvLine, jsonLine } from "./export-text";

type Format = {
  readonly header: (scoreNames: readonly string[]) => string;
  readonly line: (row: ScoredTrace, scoreNames: readonly string[]) => string;
  readonly type: string;
};

// Without the mark at the start, spreadsheets take the text for some older encoding.
const csvStart = (scoreNames: readonly string[]) => `\uFEFF${csvHeader(scoreNames)}`;

const FORMATS: ReadonlyMap<string, Format> = new Map([
  ["csv", { header: csvStart, line: csvLine, type: "text/csv; charset=utf-8" }],
  ["jsonl", { header: () => "", line: jsonLine, type: "application/x-ndjson; charset=utf-8" }],
]);

const SELECTING = new Set(["from", "to", "range", "q", "sort"]);

/** Every trace of the list's current filter, not only the page shown, as a file. */
export const GET = route(
  async (request: Request, { params }: RouteContext<"/[project]/traces/export">) => {
    const project = await requireProjectForRoute((await params).project);
    const search = new URL(request.url).searchParams;
    const name = search.get("format") ?? "csv";
    const format = FORMATS.get(name);
    if (!format) throw new AppError("invalid_input", "format is csv or jsonl");
    // The page's address also says which columns it shows and where in the list it is.
    const asked = new URLSearchParams([...search].filter(([key]) => SELECTING.has(key)));
    const now = new Date();
    const whole = windowOfRange(DEFAULT_RANGE, now);
    const { window, query, sort } = parseTraceListParams(asked, whole, now);
    const rows = streamTraces(db, project.id, { window, query, sort });
    const scoreNames = (await loadScoreNames(db, project.id)).map((known) => known.name);
    return new Response(textStream(rows, format, scoreNames), {
      headers: {
        "content-type": format.type,
        "content-disposition": `attachment; filename="${project.slug}-traces.${name}"`,
        "cache-control": "no-store",
      },
    });
  },
);

const CHUNK_LENGTH = 65_536;

/** Pulled as fast as the reader takes it, so a slow download holds no more than a chunk. */
function textStream(
  rows: AsyncGenerator<ScoredTrace>,
  { header, line }: Format,
  scoreNames: readonly string[],
): ReadableStream {
  let pending = header(scoreNames);
  return new ReadableStream<string>({
    async pull(controller) {
      while (pending.length < CHUNK_LENGTH) {
        const { value, done } = await rows.next();
        if (done) {
          if (pending !== "") controller.enqueue(pending);
          controller.close();
          return;
        }
        pending += line(value, scoreNames);
      }
      controller.enqueue(pending);
      pending = "";
    },
    async cancel() {
      await rows.return(undefined);
    },
  }).pipeThrough(new TextEncoderStream());
}
