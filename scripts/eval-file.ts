import { CsvError, parse } from "csv-parse/sync";
import type { z } from "zod";
import type { Json } from "@/lib/domain/span";
import { AppError } from "@/lib/errors";
import { CASE_COLUMNS, nested, RESULT_COLUMNS, readerOf } from "./eval-columns";

const MAX_FAULTS = 10;

/** A line of a file, before anybody has looked at what it says. */
type RawRow = { readonly line: number; readonly value: unknown };

type EvalFile = {
  readonly text: string;
  /** Its ending says how it is read: `.csv`, else a line of JSON a row. */
  readonly name: string;
};

/**
 * The cases or results in a file. All of it is looked at before anything is sent.
 *
 * @param keyOf what may be in the file once only
 * @throws AppError `invalid_input` naming the first lines and fields that do not fit
 */
export function parseEvalFile<Schema extends z.ZodType>(
  file: EvalFile,
  kind: "cases" | "results",
  schema: Schema,
  keyOf: (row: z.output<Schema>) => string,
): z.output<Schema>[] {
  const columns = kind === "cases" ? CASE_COLUMNS : RESULT_COLUMNS;
  const raw = /\.csv$/i.test(file.name) ? csvRows(file.text, columns) : jsonRows(file.text);
  const faults: string[] = [];
  const seen = new Map<string, number>();
  const rows = raw.flatMap(({ line, value }) => {
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      faults.push(...parsed.error.issues.map((issue) => faultOf(line, issue)));
      return [];
    }
    const key = keyOf(parsed.data);
    const before = seen.get(key);
    if (before !== undefined) faults.push(`line ${line}: the same as line ${before} (${key})`);
    seen.set(key, line);
    return [parsed.data];
  });
  if (faults.length > 0) throw new AppError("invalid_input", faultText(faults));
  return rows;
}

function faultOf(line: number, { path, message }: z.core.$ZodIssue): string {
  return `line ${line}: ${path.length === 0 ? "" : `${path.join(".")} `}${message}`;
}

function faultText(faults: readonly string[]): string {
  const shown = faults.slice(0, MAX_FAULTS).map((fault) => `  ${fault}`);
  const more = faults.length - shown.length;
  return ["nothing was sent, because of", ...shown, ...(more > 0 ? [`  … ${more} more`] : [])].join(
    "\n",
  );
}

function jsonRows(text: string): RawRow[] {
  return text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .map((content, index) => ({ content: content.trim(), line: index + 1 }))
    .filter(({ content }) => content !== "")
    .map(({ content, line }) => {
      try {
        return { line, value: JSON.parse(content) };
      } catch {
        throw new AppError("invalid_input", `line ${line} is not JSON`);
      }
    });
}

function csvRows(text: string, columns: Parameters<typeof readerOf>[0]): RawRow[] {
  const [header, ...lines] = csvLines(text);
  if (header === undefined) throw new AppError("invalid_input", "the file has no header line");
  const unknown = header.record.filter((name) => readerOf(columns, name) === undefined);
  if (unknown.length > 0) {
    const known = Object.keys(columns).map((name) =>
      name.endsWith(".tools") ? `${name}.*` : name,
    );
    throw new AppError(
      "invalid_input",
      `no such column: ${unknown.join(", ")}. Columns are ${known.join(", ")}`,
    );
  }
  return lines.map(({ record, info }) => ({
    line: info.lines,
    value: nested(
      header.record.flatMap((name, place): [string, Json][] => {
        const cell = record[place] ?? "";
        return cell === "" ? [] : [[name, readerOf(columns, name)?.(cell) ?? null]];
      }),
    ),
  }));
}

type CsvLine = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

function csvLines(text: string): readonly CsvLine[] {
  try {
    return parse(text, { bom: true, info: true, skip_empty_lines: true }) as unknown as CsvLine[];
  } catch (error) {
    if (error instanceof CsvError) throw new AppError("invalid_input", error.message);
    throw error;
  }
}
