import { formatAgo, formatCount, formatDay } from "@/components/format";
import { formatShare } from "@/components/format-share";
import { Panel } from "@/components/panel";
import type { EvalStalenessReport } from "@/lib/analyses/eval-staleness/report";
import type { LayerState } from "@/lib/analyses/eval-staleness/report-shape";
import analysis from "../analysis.module.css";
import styles from "./eval-staleness.module.css";
import { HELP } from "./help";

const LAYERS = [
  ["queries", "Queries", "what users ask"],
  ["corpus", "Corpus", "what answers are taken from"],
  ["tools", "Tools", "what the agent can do"],
  ["policy", "Policy", "what it must and must not do"],
] as const;

type LayersPanelProps = { readonly report: EvalStalenessReport; readonly csvHref: string };

/** The four parts of the world that suites were cut from, each with its own clock. */
export function LayersPanel({ report, csvHref }: LayersPanelProps) {
  return (
    <Panel
      id="layers"
      title="Four clocks"
      note="when each part of the world moved, and which cases it left behind"
      help={HELP.layers}
      csvHref={csvHref}
    >
      <div className={styles["layers"]}>
        {LAYERS.map(([layer, title, meaning]) => (
          <Layer
            key={layer}
            title={title}
            meaning={meaning}
            states={statesOf(report, layer)}
            now={report.computedAt}
          />
        ))}
      </div>
    </Panel>
  );
}

type NamedState = LayerState & { readonly suite: string };

function statesOf({ suites }: EvalStalenessReport, layer: LayerState["layer"]): NamedState[] {
  return suites.flatMap(({ suite, layers }) =>
    layers.filter((state) => state.layer === layer).map((state) => ({ ...state, suite })),
  );
}

type LayerProps = {
  readonly title: string;
  readonly meaning: string;
  readonly states: readonly NamedState[];
  readonly now: Date;
};

function Layer({ title, meaning, states, now }: LayerProps) {
  const moved = states.reduce<NamedState | null>(
    (last, state) =>
      state.movedAt !== null && (last?.movedAt ?? new Date(0)) < state.movedAt ? state : last,
    null,
  );
  return (
    <section className={styles["layer"]} aria-label={title}>
      <h3>
        {title} <span className={styles["layerMeaning"]}>{meaning}</span>
      </h3>
      <p className={styles["clock"]}>
        {moved?.movedAt ? (
          <>
            moved{" "}
            <time dateTime={moved.movedAt.toISOString()} title={formatDay(moved.movedAt)}>
              {formatAgo(moved.movedAt, now)}
            </time>
          </>
        ) : (
          "has not moved, as far as was told"
        )}
      </p>
      <p className={analysis["muted"]} title={moved?.title ?? undefined}>
        {moved?.title ?? "Changes are posted with their layer; tools are also seen in traces."}
      </p>
      <ul>
        {states.map((state) => (
          <li key={state.suite}>
            <span className={styles["layerSuite"]} title={state.suite}>
              {state.suite}
            </span>
            <StaleBar state={state} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function StaleBar({ state }: { readonly state: NamedState }) {
  const { staleFraction, staleCases, dependent } = state;
  if (staleFraction === null) return <span className={analysis["muted"]}>no case says</span>;
  const text = `${formatCount(staleCases)} of ${formatCount(dependent)} cases left behind, ${formatShare(staleFraction)}`;
  return (
    <span className={styles["staleBar"]} title={text}>
      <span className={styles["staleTrack"]} role="img" aria-label={text}>
        <i style={{ width: `${staleFraction * 100}%` }} />
      </span>
      <b>
        {formatCount(staleCases)}
        <small>/{formatCount(dependent)}</small>
      </b>
    </span>
  );
}
