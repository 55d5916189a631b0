import { UsageError } from "./command";

/** What the command line asks of a gate. */
export type GateArguments = {
  /** Slug of the analysis. */
  readonly analysis: string;
  /** Every other option as the query string; the server knows which an analysis takes. */
  readonly search: URLSearchParams;
  readonly isJson: boolean;
};

/**
 * Reads `<analysis> [--json] [--name value | --name=value]…`.
 *
 * @throws UsageError when there is not exactly one analysis, or an option has no value
 */
export function parseGateArguments(words: readonly string[]): GateArguments {
  const names: string[] = [];
  const search = new URLSearchParams();
  let isJson = false;
  let option: string | undefined;
  for (const word of words) {
    if (option !== undefined) {
      search.append(option, word);
      option = undefined;
    } else if (word === "--json") {
      isJson = true;
    } else if (word.startsWith("--")) {
      option = takeOption(word, search);
    } else {
      names.push(word);
    }
  }
  if (option !== undefined) throw new UsageError(`--${option} needs a value.`);
  const [analysis] = names;
  if (analysis === undefined || names.length > 1) throw new UsageError("Name one analysis.");
  return { analysis, search, isJson };
}

/** Takes `--name=value` in; of `--name`, returns the name that waits for its value. */
function takeOption(word: string, search: URLSearchParams): string | undefined {
  const [, name = "", value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  if (name === "") throw new UsageError(`"${word}" is no option.`);
  if (value === undefined) return name;
  search.append(name, value);
  return undefined;
}
