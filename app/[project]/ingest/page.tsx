import type { Metadata } from "next";
import Link from "next/link";
import { requireProject } from "@/app/require-project";
import { AsOf } from "@/components/freshness";
import { Notice } from "@/components/notice";
import { VerdictPanel } from "@/components/verdict";
import { barWidthMs } from "@/lib/domain/time-window";
import { db } from "@/lib/store/db";
import { loadDeriveLag } from "@/lib/store/derive-lag";
import { loadIngestHours } from "@/lib/store/ingest-ledger-hours";
import {
  loadIngestBars,
  loadIngestReasons,
  loadIngestTotals,
} from "@/lib/store/ingest-ledger-sums";
import { loadRedactionCounts } from "@/lib/store/redaction";
import { searchOf } from "../traces/list-address";
import { Pager } from "../traces/pager";
import { RangePicker } from "../traces/range-picker";
import { Findings } from "./findings";
import { HourTable } from "./hour-table";
import styles from "./ingest.module.css";
import { IngestPicture } from "./ingest-picture";
import { type IngestRequest, readIngestRequest } from "./ingest-request";
import { prepareBars } from "./prepare-bars";
import { prepareHours } from "./prepare-hours";
import { prepareVerdict } from "./prepare-verdict";

export const metadata: Metadata = { title: "Ingest" };

const PAGE_ROWS = 100;
const MAX_BARS = 170;
/** The ledger is no finer. */
const LEAST_WIDTH_MS = 3_600_000;

export default async function IngestPage({ params, searchParams }: PageProps<"/[project]/ingest">) {
  const project = await requireProject((await params).project);
  const now = new Date();
  const search = searchOf(await searchParams);
  const request = readIngestRequest(search, now);
  const { from, to } = request.window;
  const { bars, ledger, page } = await loadAll(project.id, request);
  return (
    <div className={styles["page"]}>
      <AsOf at={now.toISOString()} />
      <div className={styles["bar"]}>
        <h1>Ingest</h1>
        <RangePicker
          range={request.range}
          from={from.toISOString()}
          to={to.toISOString()}
          search={search}
        />
      </div>
      <LeftAside parts={request.leftAside} />
      <VerdictPanel {...prepareVerdict(ledger.counts, ledger.lag, request.range)} />
      {ledger.counts.requests === 0 ? (
        <NothingArrived slug={project.slug} />
      ) : (
        <>
          <IngestPicture view={bars} search={search} />
          <Findings {...ledger} />
          <div className={styles["heading"]}>
            <h2>By hour and key</h2>
            <a href={`/${project.slug}/ingest/export?${search}`} download>
              Download as CSV
            </a>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by key. */}
          <section className={styles["list"]} aria-label="By hour and key" tabIndex={0}>
            <HourTable rows={prepareHours(page.rows)} />
          </section>
          <Pager page={page} search={search} />
        </>
      )}
    </div>
  );
}

async function loadAll(projectId: number, { window, cursor }: IngestRequest) {
  const widthMs = Math.max(LEAST_WIDTH_MS, barWidthMs(window, MAX_BARS));
  const [bars, counts, reasons, lag, page, redacted] = await Promise.all([
    loadIngestBars(db, projectId, { window, widthMs }),
    loadIngestTotals(db, projectId, window),
    loadIngestReasons(db, projectId, window),
    loadDeriveLag(db, projectId),
    loadIngestHours(db, projectId, { window, cursor, limit: PAGE_ROWS }),
    loadRedactionCounts(db, projectId, window),
  ]);
  const ledger = { counts, reasons, lag, redacted };
  return { bars: prepareBars(bars, { window, widthMs }), ledger, page };
}

function LeftAside({ parts }: { readonly parts: readonly string[] }) {
  if (parts.length === 0) return null;
  return (
    <p className={styles["aside"]} role="status">
      The address has a part that is not understood and was left aside:{" "}
      <code>{parts.join(", ")}</code>
    </p>
  );
}

function NothingArrived({ slug }: { readonly slug: string }) {
  return (
    <Notice level={2} title="The ledger has no request of this time">
      <p>
        Every request that carries a key of this project is counted here, by whole hours.{" "}
        <Link href="?range=90d">Look at the last 90 days</Link>, or{" "}
        <Link href={`/${slug}/traces`}>see how to send traces</Link>.
      </p>
    </Notice>
  );
}
