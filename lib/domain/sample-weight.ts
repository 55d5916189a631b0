import type { Span } from "./span";

const MAX_WEIGHT = 1e9;
const HEX_DIGITS = 14;

/**
 * How many requests a span stands for where the sender keeps only some of its traces: what it says
 * in `tidemark.sample_weight`, else the sampling threshold of its trace state. Null when it says
 * neither, or nonsense.
 *
 * @see OpenTelemetry, "TraceState: Probability Sampling" (`ot=th:…`)
 */
export function sampleWeightOf({ attributes, otel }: Pick<Span, "attributes" | "otel">) {
  const said = Number(attributes["tidemark.sample_weight"] ?? Number.NaN);
  if (said > 0 && said <= MAX_WEIGHT) return said;
  return otel?.traceState ? weightOfTraceState(otel.traceState) : null;
}

function weightOfTraceState(traceState: string): number | null {
  const threshold = /(?:^|,)\s*ot=(?:[^,]*;)?th:([0-9a-f]{1,14})(?:[;,]|\s*$)/.exec(
    traceState,
  )?.[1];
  if (threshold === undefined) return null;
  const rejected = Number.parseInt(threshold.padEnd(HEX_DIGITS, "0"), 16) / 16 ** HEX_DIGITS;
  const weight = 1 / (1 - rejected);
  return weight <= MAX_WEIGHT ? weight : null;
}
