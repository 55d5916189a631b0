import type { Metadata } from "next";
import Link from "next/link";
import { requireProject } from "@/app/require-project";
import { tierMix } from "@/lib/analyses/tier-mix";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import { db } from "@/lib/store/db";
import { loadRederiveJobs } from "@/lib/store/rederive-jobs";
import { searchOf } from "../../traces/list-address";
import { AnalysisFrame } from "../analysis-frame";
import { ParameterNotice, parameterFaults } from "../parameter-notice";
import type { FilterOption } from "../scope-filters";
import { RederiveProgress } from "./rederive-progress";
import { TierMixPanels } from "./tier-mix-panels";

export const metadata: Metadata = { title: tierMix.title };

export default async function TierMixPage(props: PageProps<"/[project]/tier-mix">) {
  const project = await requireProject((await props.params).project);
  const search = searchOf(await props.searchParams);
  const now = new Date();
  const context = { db, projectId: project.id, now };
  const asked = await tierMix.run(context, new URLSearchParams(search)).catch((error: unknown) => ({
    faults: parameterFaults(error),
  }));
  const path = `/${project.slug}/tier-mix`;
  if ("faults" in asked) return <ParameterNotice faults={asked.faults} href={path} />;
  const jobs = await loadRederiveJobs(db, project.id);
  return (
    <AnalysisFrame
      title={tierMix.title}
      question={tierMix.question}
      scope={asked.params}
      search={search}
      readAt={now.toISOString()}
      options={filterOptions(asked.report)}
      action={<Link href={`${path}/catalog`}>Tier catalog</Link>}
    >
      <RederiveProgress jobs={jobs} />
      <TierMixPanels slug={project.slug} search={search} {...asked} />
    </AnalysisFrame>
  );
}

/** Values that the window's traffic has, by the parameter that filters by them. */
function filterOptions({ heatmap }: TierMixReport): FilterOption[] {
  const names = [...new Set(heatmap.map(({ dimension }) => dimension))];
  return names.map((name) => ({
    name,
    values: heatmap.flatMap(({ dimension, value }) =>
      dimension === name && value !== null ? value : [],
    ),
  }));
}
