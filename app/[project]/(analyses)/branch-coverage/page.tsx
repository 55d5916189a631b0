import type { Metadata } from "next";
import { requireProject } from "@/app/require-project";
import { branchCoverage } from "@/lib/analyses/branch-coverage";
import { db } from "@/lib/store/db";
import { loadEvalSuites } from "@/lib/store/eval-suites";
import { searchOf } from "../../traces/list-address";
import { AnalysisFrame } from "../analysis-frame";
import { ParameterNotice, parameterFaults } from "../parameter-notice";
import { BranchCoveragePanels } from "./branch-coverage-panels";

export const metadata: Metadata = { title: branchCoverage.title };

export default async function BranchCoveragePage(props: PageProps<"/[project]/branch-coverage">) {
  const project = await requireProject((await props.params).project);
  const search = searchOf(await props.searchParams);
  const now = new Date();
  const context = { db, projectId: project.id, now };
  const [asked, suites] = await Promise.all([
    branchCoverage.run(context, new URLSearchParams(search)).catch((error: unknown) => ({
      faults: parameterFaults(error),
    })),
    loadEvalSuites(db, project.id),
  ]);
  const path = `/${project.slug}/branch-coverage`;
  if ("faults" in asked) return <ParameterNotice faults={asked.faults} href={path} />;
  return (
    <AnalysisFrame
      title={branchCoverage.title}
      question={branchCoverage.question}
      scope={asked.params}
      search={search}
      readAt={now.toISOString()}
      options={[]}
    >
      <BranchCoveragePanels
        slug={project.slug}
        search={search}
        suites={suites.map(({ suite }) => suite)}
        {...asked}
      />
    </AnalysisFrame>
  );
}
