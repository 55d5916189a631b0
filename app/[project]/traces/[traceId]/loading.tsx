import { Skeleton } from "@mantine/core";
import { DetailsSkeleton } from "./details/details-pane";
import styles from "./trace-page.module.css";

const ROWS = Array.from({ length: 14 }, (_, row) => ({ row, indent: Math.min(row, 5) * 14 }));

export default function TraceLoading() {
  return (
    <div className={styles["page"]} role="status" aria-label="Loading the trace">
      <div className={styles["waitingHead"]}>
        <Skeleton height={24} width="32%" />
        <Skeleton height={16} width="56%" mt={10} />
        <Skeleton height={14} width="44%" mt={10} />
      </div>
      <div className={styles["waiting"]}>
        <div className={styles["waitingSide"]}>
          {ROWS.map(({ row, indent }) => (
            <Skeleton key={row} height={14} mb={14} ml={indent} width="60%" />
          ))}
        </div>
        <div>
          <DetailsSkeleton />
        </div>
      </div>
    </div>
  );
}
