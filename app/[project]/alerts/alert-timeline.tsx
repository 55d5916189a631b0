import type { TimeWindow } from "@/lib/domain/time-window";
import styles from "./alerts.module.css";
import { dayTicks, type Lane } from "./prepare-alerts";

type AlertTimelineProps = { readonly lanes: readonly Lane[]; readonly window: TimeWindow };

const TICKS = 8;
const percent = (part: number) => `${(part * 100).toFixed(3)}%`;

/** A line an alert, with a bar for each time that it fired. */
export function AlertTimeline({ lanes, window }: AlertTimelineProps) {
  if (lanes.length === 0) {
    return <p className={styles["dim"]}>Nothing fired in these days.</p>;
  }
  const ticks = dayTicks(window);
  const step = Math.ceil(ticks.length / TICKS);
  return (
    <figure className={styles["timeline"]} aria-label="When alerts fired" style={{ margin: 0 }}>
      {lanes.map(({ id, name, severity, bars }) => (
        <div key={id} className={styles["lane"]}>
          <span className={styles["laneName"]} title={name}>
            {name}
          </span>
          <span className={styles["track"]}>
            {bars.map((bar) => (
              <span
                key={`${bar.from} ${bar.to}`}
                role="img"
                aria-label={bar.said}
                title={bar.said}
                className={styles["bar"]}
                data-severity={severity}
                data-silenced={bar.isSilenced || undefined}
                style={{ left: percent(bar.from), width: percent(bar.to - bar.from) }}
              />
            ))}
          </span>
        </div>
      ))}
      <div className={styles["axis"]} aria-hidden>
        {ticks
          .filter((_, index) => index % step === 0)
          .map(({ day, at }) => (
            <span key={day} style={{ left: percent(at) }}>
              {day.slice(5)}
            </span>
          ))}
      </div>
    </figure>
  );
}
