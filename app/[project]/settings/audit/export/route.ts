import { requireProjectForRoute } from "@/app/require-project";
import { route } from "@/lib/http/route";
import { type AuditFilter, listAuditEntries } from "@/lib/store/audit";
import { db } from "@/lib/store/db";
import { readAuditRequest } from "../audit-request";

const PAGE_ROWS = 500;

/** What the page lists, all of it, as JSON lines. */
export const GET = route(
  async (request: Request, { params }: RouteContext<"/[project]/settings/audit/export">) => {
    const project = await requireProjectForRoute((await params).project, "admin");
    const search = Object.fromEntries(new URL(request.url).searchParams);
    return new Response(lines(project.id, readAuditRequest(search).filter), {
      headers: {
        "content-type": "application/x-ndjson; charset=utf-8",
        "content-disposition": `attachment; filename="${project.slug}-audit.jsonl"`,
        "cache-control": "no-store",
      },
    });
  },
);

/** Read page by page as the reader takes it. */
function lines(projectId: number, filter: AuditFilter): ReadableStream {
  let cursor: number | null = null;
  return new ReadableStream<string>({
    async pull(controller) {
      const page = await listAuditEntries(db, projectId, filter, { cursor, limit: PAGE_ROWS });
      if (page.rows.length > 0) {
        controller.enqueue(page.rows.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
      }
      cursor = page.nextCursor;
      if (cursor === null) controller.close();
    },
  }).pipeThrough(new TextEncoderStream());
}
