import { requireProjectForRoute } from "@/app/require-project";
import { loadComparisonFacts } from "@/lib/analyses/trace-diff/facts";
import { traceDiffParams } from "@/lib/analyses/trace-diff/params";
import { buildTraceDiffStep } from "@/lib/analyses/trace-diff/report";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";

/** One step of a diff, closely: for those that did not come with the page. */
export const GET = route(
  async (request: Request, { params }: RouteContext<"/[project]/trace-diff/step">) => {
    const project = await requireProjectForRoute((await params).project);
    const now = new Date();
    const search = new URL(request.url).searchParams;
    const index = Number(search.get("index") ?? Number.NaN);
    search.delete("index");
    const context = { db, projectId: project.id, now };
    const facts = await loadComparisonFacts(context, traceDiffParams.parse(search, now));
    if (facts.kind !== "pair" || !Number.isInteger(index)) {
      const fault = "index is a step of the traces a and b";
      throw new AppError("invalid_input", fault, { index: [fault] });
    }
    return { detail: buildTraceDiffStep(facts, facts, index) };
  },
);
