import { csvCell } from "../traces/export/export-text";

/** What a cell of a downloaded table holds; shares are 0 to 1, null is unknown. */
export type Cell = string | number | boolean | null;
export type Table = { readonly header: readonly string[]; readonly rows: readonly Cell[][] };

/** How to read each column from a row, by the column's name. */
type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>;

/** A table with a row for each entry. */
export function table<Row>(rows: readonly Row[], columns: Columns<Row>): Table {
  return {
    header: Object.keys(columns),
    rows: rows.map((row) => Object.values(columns).map((read) => read(row))),
  };
}

/** A table as CSV (RFC 4180). The mark at the start keeps spreadsheets from taking it for an older encoding. */
export function tableCsv({ header, rows }: Table): string {
  return `\uFEFF${[header, ...rows].map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("")}`;
}

/** The same as a file to be kept. */
export function csvAnswer(table: Table, fileName: string): Response {
  return new Response(tableCsv(table), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store",
    },
  });
}
