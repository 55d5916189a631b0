"use client";

import Link from "next/link";
import { JsonView } from "@/components/json-view";
import type { JsonObject } from "@/lib/domain/span";
import styles from "./span-details.module.css";
import type { EventView, LinkView } from "./span-view";

type EventsPanelProps = {
  readonly events: readonly EventView[];
  readonly links: readonly LinkView[];
  readonly traceAddress: (traceId: string) => string;
};

/** What happened inside a span, in time, and the spans of other traces it names. */
export function EventsPanel({ events, links, traceAddress }: EventsPanelProps) {
  if (events.length + links.length === 0) {
    return <p className={styles["absent"]}>The sender recorded no events and no links.</p>;
  }
  return (
    <>
      {events.map((event, position) => (
        // Two events may be alike in all they say.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <section key={position} className={styles["box"]} aria-label={event.name}>
          <div className={styles["sectionHead"]}>
            <h3>{event.name}</h3>
            <time dateTime={event.at} title={event.at} className={styles["factNote"]}>
              {event.offset}
            </time>
          </div>
          <Attributes attributes={event.attributes} />
        </section>
      ))}
      {links.map((link, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <section key={position} className={styles["box"]} aria-label="Link">
          <div className={styles["sectionHead"]}>
            <h3>
              Link to{" "}
              <Link href={`${traceAddress(link.traceId)}?span=${encodeURIComponent(link.spanId)}`}>
                <code>{link.traceId}</code>
              </Link>
            </h3>
          </div>
          <Attributes attributes={link.attributes} />
        </section>
      ))}
    </>
  );
}

function Attributes({ attributes }: { attributes: JsonObject }) {
  if (Object.keys(attributes).length === 0) return null;
  return <JsonView value={attributes} />;
}
