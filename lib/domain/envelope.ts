import type { JsonObject, Message, Span } from "./span";

/**
 * What a run was made with: one value an axis (`model`, `served_model`, `fingerprint`, `sampling`,
 * `prompt`, `tools`, `retrieval_index`, and whatever else the sender names). Equal values mean the
 * same version. An axis that is not there is unknown, never "same".
 */
export type Envelope = { readonly [axis: string]: string };

/**
 * What one span shows of its trace's envelope.
 *
 * @param hash names a text by its content
 */
export function envelopeOf(span: Span, hash: (text: string) => string): Envelope {
  return { ...shownBy(span, hash), ...span.envelope };
}

function shownBy(span: Span, hash: (text: string) => string): Record<string, string> {
  const axes: Record<string, string> = {};
  const index = span.retrieval?.index;
  if (index) axes["retrieval_index"] = index;
  if (span.prompt?.name || span.prompt?.version) {
    axes["prompt"] = [span.prompt.name, span.prompt.version].filter(Boolean).join("@");
  }
  if (span.kind !== "llm") return axes;
  const { requested, served, fingerprint } = span.model ?? {};
  if (requested) axes["model"] = requested;
  if (served) axes["served_model"] = served;
  if (fingerprint) axes["fingerprint"] = fingerprint;
  if (span.sampling) axes["sampling"] = samplingText(span.sampling);
  const instructions = systemText(span);
  if (instructions !== "") axes["prompt"] ??= hash(instructions);
  const definitions = span.tool?.definitions;
  if (definitions)
    axes["tools"] = hash(
      definitions
        .map((tool) => JSON.stringify(tool))
        .sort()
        .join("\n"),
    );
  return axes;
}

function samplingText(sampling: JsonObject): string {
  return Object.entries(sampling)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .sort()
    .join(" ");
}

function systemText({ input }: Span): string {
  if (!Array.isArray(input)) return "";
  const texts: string[] = [];
  for (const message of input as readonly Partial<Message>[]) {
    if (message?.role !== "system" && message?.role !== "developer") continue;
    for (const part of message.parts ?? []) {
      if (part.type === "text") texts.push(part.content);
    }
  }
  return texts.join("\n");
}

/** The envelope of a whole trace: an axis that several spans show differently has all of its values. */
export function mergeEnvelopes(envelopes: readonly Envelope[]): Envelope {
  const values = new Map<string, string | Set<string>>();
  for (const envelope of envelopes) {
    for (const axis in envelope) addValue(values, axis, envelope[axis] ?? "");
  }
  const axes = [...values.keys()].sort();
  return Object.fromEntries(axes.map((axis) => [axis, textOfValues(values.get(axis) ?? "")]));
}

/** Mostly all spans show the same, and no set is needed. */
function addValue(values: Map<string, string | Set<string>>, axis: string, value: string): void {
  const seen = values.get(axis);
  if (seen === undefined) values.set(axis, value);
  else if (typeof seen === "object") seen.add(value);
  else if (seen !== value) values.set(axis, new Set([seen, value]));
}

function textOfValues(seen: string | Set<string>): string {
  return typeof seen === "string" ? seen : [...seen].sort().join(" | ");
}
