import { asNumber, asText, asTexts } from "@/lib/conventions/json";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { numberAt, textAt, textAtEither } from "@/lib/conventions/readers";
import type { Decision, EvalRef, Json, Tier } from "@/lib/domain/span";

/** Our own attributes. What holds for the whole process may also stand on the resource. */
export const tidemark = {
  source: textAtEither("tidemark.source"),
  feature: textAtEither("tidemark.feature"),
  tenant: textAtEither("tidemark.tenant"),
  outcome: textAt("tidemark.outcome"),
  rerunOf: textAt("tidemark.rerun_of"),
  actor: textAt("tidemark.actor"),
  toolRawBytes: numberAt("tidemark.tool.raw_bytes"),
  retrievalIndex: textAt("tidemark.envelope.retrieval_index"),
  tierServed: textAt("tidemark.tier"),
  tierIntended: textAt("tidemark.tier.intended"),
  tierReason: textAt("tidemark.tier.reason"),
  tierRule: textAt("tidemark.tier.rule"),
  tags: (span: RawSpan) => asTexts(span.attributes["tidemark.tags"]),

  segments: (span: RawSpan) => textsUnder(span, "tidemark.segment."),
  envelope: (span: RawSpan) => textsUnder(span, "tidemark.envelope."),

  decision(span: RawSpan): Decision | undefined {
    const branch = textAt("tidemark.decision.branch")(span);
    if (branch === undefined) return undefined;
    const options = asTexts(span.attributes["tidemark.decision.options"]);
    return {
      point: textAt("tidemark.decision.point")(span) ?? null,
      branch,
      options: options.length > 0 ? options : null,
      runnerUp: textAt("tidemark.decision.runner_up")(span) ?? null,
      margin: asNumber(span.attributes["tidemark.decision.margin"]) ?? null,
    };
  },

  eval(span: RawSpan): EvalRef | undefined {
    const ref = {
      suite: textAtEither("tidemark.eval.suite")(span) ?? null,
      run: textAtEither("tidemark.eval.run")(span) ?? null,
      case: textAt("tidemark.eval.case")(span) ?? null,
      attempt: numberAt("tidemark.eval.attempt")(span) ?? null,
    };
    return Object.values(ref).some((value) => value !== null) ? ref : undefined;
  },
};

/** The four parts of a tier, or null when none was said. */
export function tierOf(tier: { [part in keyof Tier]: string | undefined }): Tier | null {
  const { served = null, intended = null, reason = null, rule = null } = tier;
  return (served ?? intended ?? reason ?? rule) ? { served, intended, reason, rule } : null;
}

/** The attributes under a prefix that hold text, the span's own over the resource's. */
function textsUnder(span: RawSpan, prefix: string): { readonly [key: string]: string } {
  const texts: [string, string][] = [];
  for (const key of Object.keys(span.resource)) pushText(texts, key, span.resource[key], prefix);
  for (const key of span.keys()) pushText(texts, key, span.attributes[key], prefix);
  return Object.fromEntries(texts);
}

function pushText(
  texts: [string, string][],
  key: string,
  value: Json | undefined,
  prefix: string,
): void {
  if (!key.startsWith(prefix) || key.length === prefix.length) return;
  const text = typeof value === "boolean" ? String(value) : asText(value);
  if (text !== undefined) texts.push([key.slice(prefix.length), text]);
}

/** Test runs as the general OpenTelemetry conventions name them. */
export const otelTest = {
  eval(span: RawSpan): EvalRef | undefined {
    const testCase = textAt("test.case.id", "test.case.name")(span);
    const run = textAtEither("test.suite.run.id")(span);
    const suite = textAtEither("test.suite.name")(span);
    if (testCase === undefined && run === undefined && suite === undefined) return undefined;
    return { suite: suite ?? null, run: run ?? null, case: testCase ?? null, attempt: null };
  },
};

/** `metadata.tier` and the like, written by applications without a convention of their own. */
export const plainMetadata = {
  tierServed: textAt("metadata.tier", "tier.name"),
};
