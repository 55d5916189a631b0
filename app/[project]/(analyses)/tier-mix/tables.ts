import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { Tables } from "../export-table";
import { table } from "../table-csv";
import { shareIn } from "./prepare-picture";

const iso = (at: Date | null) => at?.toISOString() ?? null;

const changeColumns = {
  requests: (row: Pick<Change, "requests">) => row.requests,
  share: (row: Pick<Change, "share">) => row.share,
  difference: (row: Pick<Change, "difference">) => row.difference,
  differenceLow: (row: Pick<Change, "differenceLow">) => row.differenceLow,
  differenceHigh: (row: Pick<Change, "differenceHigh">) => row.differenceHigh,
};
