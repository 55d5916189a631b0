import type { Metadata } from "next";
import { cookies } from "next/headers";
import { Suspense } from "react";
import { requireProject } from "@/app/require-project";
import { AsOf } from "@/components/freshness";
import { RememberList } from "@/components/remembered-list";
import { barWidthMs } from "@/lib/domain/time-window";
import { db } from "@/lib/store/db";
import { loadScoreNames } from "@/lib/store/score-names";
import { loadTraceFacets } from "@/lib/store/trace-facets";
import { loadTraceHistogram } from "@/lib/store/trace-histogram";
import { loadTraceExtent, loadTracePage, withScores } from "@/lib/store/trace-list";
import { scoreNameOf } from "./columns";
import { FacetPanel } from "./facet-panel";
import { filledColumns } from "./filled-columns";
import { FirstTrace } from "./first-trace";
import styles from "./list.module.css";
import { searchOf } from "./list-address";
import { type ListRequest, readListRequest } from "./list-request";
import { ListTools } from "./list-tools";
import { loadLoosenings } from "./loosen";
import { NothingListed } from "./nothing-listed";
import { Pager } from "./pager";
import { prepareHistogram } from "./prepare-histogram";
import { prepareRows } from "./prepare-row";
import { QueryBar } from "./query-bar";
import { QueryMessages } from "./query-messages";
import { RangePicker } from "./range-picker";
import { TraceTable } from "./trace-table";
import { VolumeHistogram } from "./volume-histogram";

export const metadata: Metadata = { title: "Traces" };

export default async function TracesPage({ params, searchParams }: PageProps<"/[project]/traces">) {
  const project = await requireProject((await params).project);
  const now = new Date();
  const search = searchOf(await searchParams);
  const request = readListRequest(search, now);
  const extent = await loadTraceExtent(db, project.id);
  if (extent === null) return <FirstTrace project={project} />;

  const { page, facets, loosenings, knownScores } = await loadList(project.id, request);
  const isCompact = (await cookies()).get("tidemark_density")?.value === "compact";
  const asOf = now.toISOString();
  const [from, to] = [request.window.from.toISOString(), request.shownUntil.toISOString()];
  const scoreNames = request.columns.flatMap((id) => scoreNameOf(id) ?? []);
  const { liveSince } = request;
  const rows = prepareRows(
    scoreNames.length === 0 ? page.rows : await withScores(db, project.id, page.rows),
    { slug: project.slug, liveSince, scoreNames },
  );
  return (
    <div className={styles["page"]}>
      <AsOf at={asOf} />
      <RememberList />
      <div className={styles["bar"]}>
        <h1>Traces</h1>
        <QueryBar
          key={request.q}
          q={request.q}
          search={search}
          known={Object.fromEntries(facets.map(({ field, values }) => [field, values]))}
          scoreNames={knownScores}
          isFaulty={request.queryFaults.length > 0}
        />
        <RangePicker range={request.range} from={from} to={to} search={search} />
        <ListTools
          search={search}
          exportHref={`/${project.slug}/traces/export`}
          columnIds={request.columns}
          scoreNames={knownScores}
          isCompact={isCompact}
          isLive={liveSince !== null}
          now={asOf}
        />
      </div>
      <QueryMessages request={request} />
      {/* Counting a long window takes longer than reading a page of it, so the rows do not wait. */}
      <Suspense fallback={<div className={styles["histogram"]} />}>
        <Volume projectId={project.id} request={request} search={search} />
      </Suspense>
      <div className={styles["body"]}>
        <FacetPanel facets={facets} q={request.q} search={search} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by key. */}
        <section className={styles["list"]} aria-label="List of traces" tabIndex={0}>
          {rows.length === 0 ? (
            <NothingListed {...{ request, search, loosenings, extent, now }} />
          ) : (
            <TraceTable
              rows={rows}
              columnIds={filledColumns(rows, request.columns)}
              sort={request.sort}
              search={search}
              isCompact={isCompact}
              now={asOf}
              projectAddress={`/${project.slug}`}
            />
          )}
        </section>
      </div>
      <Pager page={page} search={search} />
    </div>
  );
}

const PAGE_ROWS = 100;
const MAX_BARS = 80;

const NOTHING = { rows: [], nextCursor: null, previousCursor: null };

type VolumeProps = {
  readonly projectId: number;
  readonly request: ListRequest;
  readonly search: string;
};

async function Volume({ projectId, request, search }: VolumeProps) {
  const { window, shownUntil: until, query, queryFaults } = request;
  const widthMs = barWidthMs({ from: window.from, to: until }, MAX_BARS);
  const bars =
    queryFaults.length > 0
      ? []
      : await loadTraceHistogram(db, projectId, { window, query, widthMs });
  return (
    <VolumeHistogram view={prepareHistogram(bars, { window, until, widthMs })} search={search} />
  );
}

async function loadList(projectId: number, request: ListRequest) {
  const { window, query, sort, cursor } = request;
  // A query understood in part would list more than was asked for.
  const isUnderstood = request.queryFaults.length === 0;
  const [page, facets, knownScores] = await Promise.all([
    isUnderstood
      ? loadTracePage(db, projectId, { window, query, sort, cursor, limit: PAGE_ROWS })
      : NOTHING,
    loadTraceFacets(db, projectId, { window, query }),
    loadScoreNames(db, projectId),
  ]);
  const isEmpty = isUnderstood && page.rows.length === 0;
  return {
    page,
    facets,
    knownScores: knownScores.map(({ name }) => name),
    loosenings: isEmpty ? await loadLoosenings(db, projectId, { window, query }) : [],
  };
}
