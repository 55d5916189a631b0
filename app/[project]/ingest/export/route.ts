import { requireProjectForRoute } from "@/app/require-project";
import type { TimeWindow } from "@/lib/domain/time-window";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { loadIngestHours } from "@/lib/store/ingest-ledger-hours";
import { readIngestRequest } from "../ingest-request";
import { ledgerCsvHeader, ledgerCsvLine } from "./ledger-csv";

/** The ledger of the page's window, every hour and key of it, as CSV. */
export const GET = route(
  async (request: Request, { params }: RouteContext<"/[project]/ingest/export">) => {
    const project = await requireProjectForRoute((await params).project);
    const { window } = readIngestRequest(new URL(request.url).search, new Date());
    return new Response(csvStream(project.id, window), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${project.slug}-ingest.csv"`,
        "cache-control": "no-store",
      },
    });
  },
);

const PAGE_ROWS = 1_000;

/** Read page by page as the reader takes it, so a long window holds no more than one in memory. */
function csvStream(projectId: number, window: TimeWindow): ReadableStream {
  // Without the mark at the start, spreadsheets take the text for some older encoding.
  let header = `\uFEFF${ledgerCsvHeader()}`;
  let cursor: string | null = null;
  return new ReadableStream<string>({
    async pull(controller) {
      const page = await loadIngestHours(db, projectId, { window, cursor, limit: PAGE_ROWS });
      controller.enqueue(header + page.rows.map(ledgerCsvLine).join(""));
      header = "";
      cursor = page.nextCursor;
      if (cursor === null) controller.close();
    },
  }).pipeThrough(new TextEncoderStream());
}
