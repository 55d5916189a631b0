import type { ReactNode } from "react";
import styles from "./data-table.module.css";
import { ScrollBox } from "./scroll-box";

export type DataColumn<Id extends string = string> = {
  readonly id: Id;
  /** With its unit. */
  readonly title: string;
  /** What the column counts, for its tooltip. */
  readonly meaning?: string;
  readonly isNumeric?: boolean;
  /** Takes the room that the others leave; its text is clipped. */
  readonly isWide?: boolean;
};

export type DataRow<Id extends string = string> = {
  readonly id: string;
  readonly cells: Readonly<Record<Id, ReactNode>>;
};

type DataTableProps<Id extends string> = {
  /** Told to screen readers: what stands in the table and in what order. */
  readonly caption: string;
  readonly columns: readonly DataColumn<Id>[];
  readonly rows: readonly DataRow<Id>[];
};

/** A table of a page: numbers right, units in the header, as wide as its panel; it scrolls in itself. */
export function DataTable<Id extends string>({ caption, columns, rows }: DataTableProps<Id>) {
  return (
    <ScrollBox className={styles["scroll"]} label={caption}>
      <table className={styles["table"]}>
        <caption className="tm-visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ id, title, meaning, isNumeric }) => (
              <th key={id} scope="col" title={meaning} data-numeric={isNumeric}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map(({ id, isNumeric, isWide }) => (
                <td
                  key={id}
                  data-numeric={isNumeric}
                  data-wide={isWide}
                  title={textOf(row.cells[id])}
                >
                  {row.cells[id]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** Long texts are clipped, so that the whole is in the tooltip. */
function textOf(cell: ReactNode): string | undefined {
  return typeof cell === "string" && cell.length > 20 ? cell : undefined;
}
