import type { Metadata } from "next";
import { requireProject } from "@/app/require-project";
import { Notice } from "@/components/notice";
import { traceDiff } from "@/lib/analyses/trace-diff";
import { AppError } from "@/lib/errors";
import { db } from "@/lib/store/db";
import { searchOf } from "../../traces/list-address";
import { ParameterNotice, parameterFaults } from "../parameter-notice";
import { ChoosePage } from "./choose-page";
import { GroupPage } from "./group-page";
import { PairPage } from "./pair-page";

export const metadata: Metadata = { title: traceDiff.title };

export default async function TraceDiffPage(props: PageProps<"/[project]/trace-diff">) {
  const project = await requireProject((await props.params).project);
  const now = new Date();
  const search = new URLSearchParams(searchOf(await props.searchParams));
  const address = `/${project.slug}/trace-diff`;
  // Which step is read is the page's own business.
  const step = search.get("step");
  search.delete("step");
  const given = oneSide(search);
  if (given !== null) return <ChoosePage project={project} given={given} now={now} />;

  const run = await runOrRefusal(project.id, search, now);
  if ("refused" in run) return <Refusal error={run.refused} address={address} />;
  const { params, report } = run;
  switch (report.kind) {
    case "none":
      return <ChoosePage project={project} given={null} now={now} />;
    case "groups":
      return <GroupPage {...{ project, params, report, now }} search={search.toString()} />;
    case "pair":
      return <PairPage {...{ project, report, now }} askedStep={step} />;
  }
}

/** The one trace that is chosen while the other is not. */
function oneSide(search: URLSearchParams): { side: "a" | "b"; traceId: string } | null {
  const [a, b] = [search.get("a") ?? "", search.get("b") ?? ""];
  if ((a === "") === (b === "")) return null;
  return a === "" ? { side: "b", traceId: b } : { side: "a", traceId: a };
}

async function runOrRefusal(projectId: number, search: URLSearchParams, now: Date) {
  try {
    return await traceDiff.run({ db, projectId, now }, search);
  } catch (error) {
    if (error instanceof AppError) return { refused: error };
    throw error;
  }
}

function Refusal({ error, address }: { readonly error: AppError; readonly address: string }) {
  if (error.code !== "not_found") {
    return <ParameterNotice faults={parameterFaults(error)} href={address} />;
  }
  return (
    <Notice title="One of the two traces is not here">
      <p>{error.message}. It may belong to another project or have passed the retention.</p>
      <p>
        <a href={address}>Choose two others</a>
      </p>
    </Notice>
  );
}
