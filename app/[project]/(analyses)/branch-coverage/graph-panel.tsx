import { DataTable } from "@/components/data-table";
import { formatCount } from "@/components/format";
import { formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import type { BranchCoverageReport } from "@/lib/analyses/branch-coverage/report";
import styles from "./branch-coverage.module.css";
import { HELP } from "./help";
import type { GraphNodeView, GraphView } from "./prepare-graph";

type GraphPanelProps = {
  readonly report: BranchCoverageReport;
  readonly view: GraphView;
  readonly csvHref: string;
};

/** The decisions of production as a graph. */
export function GraphPanel({ report, view, csvHref }: GraphPanelProps) {
  return (
    <Panel
      id="graph"
      title="Decision graph"
      note={noteOf(view)}
      help={HELP.graph}
      csvHref={csvHref}
      table={<EdgeTable report={report} />}
    >
      <p className={styles["legend"]} aria-hidden>
        <span data-tone="covered">covered</span>
        <span data-tone="thin">few hits, or not registered</span>
        <span data-tone="untested">untested</span>
        <span data-tone="exempt">exempt</span>
      </p>
      <div className={styles["graph"]}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be drawn in. */}
        <svg
          width={view.width}
          height={view.height}
          viewBox={`${view.left} ${view.top} ${view.width} ${view.height}`}
          style={{ minWidth: view.width * LEAST_SCALE }}
          role="group"
          aria-label={descriptionOf(view)}
        >
          {view.edges.map(({ id, path, width, tone, description }) => (
            <path key={id} d={path} data-tone={tone} strokeWidth={width}>
              <title>{description}</title>
            </path>
          ))}
          {view.nodes.map((node) => (
            <Node key={node.id} node={node} />
          ))}
        </svg>
      </div>
    </Panel>
  );
}

/** What is wider than its panel shrinks this far, and scrolls beyond. */
const LEAST_SCALE = 0.72;

function noteOf({ folded, drawnShare }: GraphView): string {
  const share = `the paths of ${formatShare(drawnShare)} of requests`;
  return folded === 0 ? share : `${share}; ${folded} rarer branches stand together`;
}

function descriptionOf({ nodes }: GraphView): string {
  const branches = nodes.filter(({ href }) => href !== null);
  const untested = branches.filter(({ tone }) => tone === "untested");
  const names = untested.map(({ title }) => title).join(", ");
  return `Graph of ${branches.length} branches; untested: ${names === "" ? "none" : names}`;
}

const MAX_TITLE = 23;
const MAX_SUBTITLE = 28;

function Node({ node }: { readonly node: GraphNodeView }) {
  const { x, y, width, height, title, subtitle, tone, href, description } = node;
  const box = (
    <>
      <title>{description}</title>
      <rect x={x} y={y} width={width} height={height} rx={6} data-tone={tone} />
      <text x={x + 10} y={y + (subtitle === "" ? height / 2 + 4 : 17)} data-tone={tone}>
        {clipped(title, MAX_TITLE)}
      </text>
      {subtitle === "" ? null : (
        <text x={x + 10} y={y + 32} className={styles["sub"]}>
          {clipped(subtitle, MAX_SUBTITLE)}
        </text>
      )}
    </>
  );
  return href === null ? <g>{box}</g> : <a href={href}>{box}</a>;
}

/** The end of a name tells it from its like: what is too long loses its middle. */
function clipped(text: string, max: number): string {
  if (text.length <= max) return text;
  const tail = Math.floor(max / 2);
  return `${text.slice(0, max - tail - 1).trimEnd()}…${text.slice(-tail).trimStart()}`;
}

function EdgeTable({ report }: Pick<GraphPanelProps, "report">) {
  return (
    <DataTable
      caption="Which branch follows which, the busiest first"
      columns={[
        { id: "from", title: "From", isWide: true },
        { id: "to", title: "To", isWide: true },
        { id: "requests", title: "Requests", isNumeric: true },
        { id: "evals", title: "Evals", isNumeric: true },
      ]}
      rows={report.graph.edges.map(({ from, to, requests, evals }) => ({
        id: `${from} ${to}`,
        cells: {
          from: from ?? "start",
          to: to ?? "end",
          requests: formatCount(requests),
          evals: formatCount(evals),
        },
      }))}
    />
  );
}
