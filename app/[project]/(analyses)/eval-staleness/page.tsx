import type { Metadata } from "next";
import Link from "next/link";
import { requireProject } from "@/app/require-project";
import { evalStaleness } from "@/lib/analyses/eval-staleness";
import { db } from "@/lib/store/db";
import { searchOf } from "../../traces/list-address";
import { AnalysisFrame } from "../analysis-frame";
import { ParameterNotice, parameterFaults } from "../parameter-notice";
import { NoSuites } from "./no-suites";
import { StalenessPanels } from "./staleness-panels";

export const metadata: Metadata = { title: evalStaleness.title };

export default async function EvalStalenessPage(props: PageProps<"/[project]/eval-staleness">) {
  const project = await requireProject((await props.params).project);
  const search = searchOf(await props.searchParams);
  const context = { db, projectId: project.id, now: new Date() };
  const asked = await evalStaleness
    .run(context, new URLSearchParams(search))
    .catch((error: unknown) => ({ faults: parameterFaults(error) }));
  if ("faults" in asked) {
    const href = `/${project.slug}/eval-staleness`;
    return <ParameterNotice faults={asked.faults} href={href} />;
  }
  const { params, report } = asked;
  const ownFilters = Object.entries({ suite: params.suite, cluster: params.cluster }).flatMap(
    ([name, value]) => (value === null ? [] : { name, value }),
  );
  return (
    <AnalysisFrame
      title={evalStaleness.title}
      question={evalStaleness.question}
      scope={params}
      search={search}
      readAt={report.computedAt.toISOString()}
      options={[]}
      ownFilters={ownFilters}
      action={<Link href={`/${project.slug}/evals`}>Suites and runs</Link>}
    >
      {report.suites.length === 0 ? (
        <NoSuites slug={project.slug} suite={params.suite} />
      ) : (
        <StalenessPanels slug={project.slug} search={search} params={params} report={report} />
      )}
    </AnalysisFrame>
  );
}
