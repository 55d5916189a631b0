import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { AsOf } from "@/components/freshness";
import { isAtLeast } from "@/lib/domain/role";
import { encodeOutline } from "@/lib/domain/trace-outline";
import { buildTraceTree } from "@/lib/domain/trace-tree";
import { db } from "@/lib/store/db";
import { loadScoreNames } from "@/lib/store/score-names";
import { loadScores } from "@/lib/store/scores";
import { findNeighbours, findTrace } from "@/lib/store/trace-row";
import { findSpan, loadSpanOutline } from "@/lib/store/trace-spans";
import { requireProject } from "../../../require-project";
import { DeleteTrace } from "./delete-trace";
import { prepareSpan } from "./details/prepare-span";
import { failedSpanOf, firstSpanOf } from "./first-span";
import { prepareSummary } from "./prepare-summary";
import { prepareScores } from "./scores/prepare-scores";
import { ScoreProvider } from "./scores/score-context";
import { parseSplit, SPLIT_COOKIE } from "./split-cookie";
import { TraceExplorer } from "./trace-explorer";
import { TraceHeader } from "./trace-header";
import styles from "./trace-page.module.css";

export async function generateMetadata(
  props: PageProps<"/[project]/traces/[traceId]">,
): Promise<Metadata> {
  const { traceId } = await props.params;
  return { title: `Trace ${decodeURIComponent(traceId).slice(0, 8)}` };
}

export default async function TracePage(props: PageProps<"/[project]/traces/[traceId]">) {
  await connection();
  const { project: slug, traceId: rawId } = await props.params;
  const { span: askedSpan, tab } = await props.searchParams;
  const traceId = decodeURIComponent(rawId);
  const project = await requireProject(slug);
  const [trace, outline] = await Promise.all([
    findTrace(db, project.id, traceId),
    loadSpanOutline(db, project.id, traceId),
  ]);
  const tree = buildTraceTree(outline);
  const first = firstSpanOf(outline, tree, askedSpan);
  if (!trace || first === null) notFound();
  const [span, neighbours, jar, scores, scoreNames] = await Promise.all([
    findSpan(db, project.id, traceId, first),
    findNeighbours(db, project.id, trace),
    cookies(),
    loadScores(db, project.id, [traceId]),
    loadScoreNames(db, project.id),
  ]);
  if (!span) notFound();
  const projectAddress = `/${slug}`;
  const now = new Date().toISOString();

  const names = [...scoreNames].sort((a, b) => b.byPeople - a.byPeople).map(({ name }) => name);
  const said = { slug, traceId, scores: prepareScores(scores, outline), names, now };

  return (
    <div className={styles["page"]}>
      <AsOf at={now} />
      <ScoreProvider value={said}>
        <TraceHeader
          view={prepareSummary(trace)}
          traceId={traceId}
          startedAt={trace.startedAt.toISOString()}
          now={now}
          projectAddress={projectAddress}
          neighbours={neighbours}
          failedSpanId={failedSpanOf(outline, tree)}
          deleteButton={
            isAtLeast(project.role, "admin") ? <DeleteTrace slug={slug} traceId={traceId} /> : null
          }
        />
        <TraceExplorer
          // Another trace is another explorer: nothing selected or collapsed in this one applies.
          key={traceId}
          outline={encodeOutline(outline)}
          initialView={JSON.stringify(prepareSpan(span))}
          initialTab={typeof tab === "string" ? tab : ""}
          initialSplit={parseSplit(jar.get(SPLIT_COOKIE)?.value)}
          projectAddress={projectAddress}
          traceId={traceId}
        />
      </ScoreProvider>
    </div>
  );
}
