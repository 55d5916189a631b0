import { formatCount } from "@/components/format";
import styles from "./list.module.css";
import type { BarView, HistogramView } from "./prepare-histogram";
import { formatMoment, formatWindow } from "./window-text";

/** The bars of the volume, one unit wide each, in a picture one unit high. */
export function HistogramBars({ view }: { readonly view: HistogramView }) {
  return view.bars.map((bar, index) => (
    <g key={bar.from} data-ahead={bar.isAhead || undefined}>
      <Bar className={styles["volume"]} x={index} height={bar.height} />
      <Bar className={styles["errors"]} x={index} height={bar.errorHeight} />
    </g>
  ));
}

type BarProps = {
  readonly className: string | undefined;
  readonly x: number;
  readonly height: number;
};

function Bar({ className, x, height }: BarProps) {
  return <rect className={className} x={x + 0.1} width={0.8} y={1 - height} height={height} />;
}

type AxisProps = { readonly view: HistogramView; readonly zone: string };

/** What a full bar's height stands for, and the times below. */
export function HistogramAxis({ view, zone }: AxisProps) {
  const [from, until] = [new Date(view.from).getTime(), new Date(view.until).getTime()];
  const middle = new Date((from + until) / 2).toISOString();
  const ends = [view.from, middle, view.until];
  return (
    <>
      {view.tallest === 0 ? null : (
        <span className={styles["scale"]} aria-hidden>
          {formatCount(view.tallest)}
        </span>
      )}
      <div className={styles["axis"]} aria-hidden>
        {ends.map((end) => (
          <span key={end}>{formatMoment(end, zone)}</span>
        ))}
      </div>
    </>
  );
}

/** The picture for those who do not see it: its bars that hold anything, as a table. */
export function HistogramTable({ view, zone }: AxisProps) {
  return (
    <table className="tm-visually-hidden">
      <caption>Volume over time; times with nothing are left out</caption>
      <thead>
        <tr>
          <th scope="col">Started</th>
          <th scope="col">Traces</th>
          <th scope="col">Ended in an error</th>
        </tr>
      </thead>
      <tbody>
        {view.bars
          .filter(({ traces }) => traces > 0)
          .map((bar) => (
            <tr key={bar.from}>
              <th scope="row">{timeOf(bar, zone)}</th>
              <td>{formatCount(bar.traces)}</td>
              <td>{formatCount(bar.errors)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** When the traces of a bar, or of several, started. */
export function timeOf(
  { from, to, isAhead }: Pick<BarView, "from" | "to" | "isAhead">,
  zone: string,
) {
  return isAhead ? "After now, by clocks ahead of this server's" : formatWindow(from, to, zone);
}
