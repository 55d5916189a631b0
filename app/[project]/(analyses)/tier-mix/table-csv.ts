import { csvCell } from "../../traces/export/export-text";
import type { TierMixTable } from "./tables";

/** A table as CSV (RFC 4180). The mark at the start keeps spreadsheets from taking it for an older encoding. */
export function tableCsv({ header, rows }: TierMixTable): string {
  return `\uFEFF${[header, ...rows].map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("")}`;
}
