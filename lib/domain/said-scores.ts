import type { Score, ScoreSource } from "./score";
import type { Json, JsonObject, Span } from "./span";

/** What a span says of itself, of its trace or of whatever it links to. */
type SayingSpan = Pick<
  Span,
  | "traceId"
  | "spanId"
  | "parentId"
  | "name"
  | "kind"
  | "endedAt"
  | "attributes"
  | "events"
  | "links"
  | "output"
>;

type Target = Pick<Score, "traceId" | "spanId">;
type Said = Omit<Score, "traceId" | "spanId" | "at">;

const OTEL_RESULT = "gen_ai.evaluation.result";
/** More of one span are no scores but data. */
const MAX_OF_SPAN = 100;
const MAX_NAME = 200;
const MAX_ID = 128;
/** Scores are read with every deriving of their trace; what is longer is whole in the span itself. */
const MAX_COMMENT = 2_000;

/**
 * The scores that a span tells: OpenTelemetry's `gen_ai.evaluation.result` events, OpenInference's
 * annotations and evaluations, and what an evaluator span gives out. A span without any costs
 * a handful of look-ups.
 *
 * Whoever judges after the fact says of what by the one link of its span. Without a link an
 * evaluator judges its whole trace: that it runs below a span does not say that it judges that.
 *
 * @see https://github.com/open-telemetry/semantic-conventions-genai
 * @see https://arize-ai.github.io/openinference/spec/feedback/annotations.html
 */
export function saidScores(span: SayingSpan): readonly Score[] {
  return mayTell(span) ? findScores(span).slice(0, MAX_OF_SPAN) : NONE;
}

const NONE: readonly Score[] = [];

/** Keys of which one is there whenever attributes tell a score. */
const FIRST_KEYS = [
  "gen_ai.evaluation.name",
  "annotations.0.annotation.name",
  "evaluations.0.evaluation.name",
  "trace.annotations.0.annotation.name",
  "trace.evaluations.0.evaluation.name",
] as const;

function mayTell({ kind, events, attributes }: SayingSpan): boolean {
  if (kind === "evaluator" || events.length > 0) return true;
  return FIRST_KEYS.some((key) => attributes[key] !== undefined);
}

function findScores(span: SayingSpan): Score[] {
  const own: Target = { traceId: span.traceId, spanId: span.spanId };
  const judged = judgedBy(span);
  const evaluated = listedScores(span, "evaluations", "evaluation");
  const found = [
    ...about(own, span.endedAt, listedScores(span, "annotations", "annotation")),
    ...about(judged, span.endedAt, evaluated),
    ...about({ ...judged, spanId: null }, span.endedAt, [
      ...listedScores(span, "trace.annotations", "annotation"),
      ...listedScores(span, "trace.evaluations", "evaluation"),
    ]),
    ...eventScores(span, judged),
    ...about(otelTarget(span, judged), span.endedAt, readOtel(span.attributes)),
  ];
  if (found.length === 0 && span.kind === "evaluator") {
    return about(judged, span.endedAt, outputScores(span));
  }
  return found;
}

function judgedBy({ traceId, spanId, kind, links }: SayingSpan): Target {
  if (kind !== "evaluator") return { traceId, spanId };
  const [link] = links;
  const linked = links.length === 1 && link ? idOf(link.traceId) : null;
  return link && linked !== null
    ? { traceId: linked, spanId: idOf(link.spanId) }
    : { traceId, spanId: null };
}

/** As the ids of spans are kept; links come as they were sent. */
const idOf = (sent: string) => {
  const id = textOf(sent, MAX_ID);
  return id !== null && /^[0-9a-f]+$/i.test(id) ? id.toLowerCase() : id;
};

/** Some emitters cannot attach events, and send a span of that name below what it is about. */
function otelTarget({ name, traceId, parentId }: SayingSpan, judged: Target): Target {
  return name === OTEL_RESULT ? { traceId, spanId: parentId } : judged;
}

const about = (target: Target, at: Date, said: readonly Said[]): Score[] =>
  said.map((score) => ({ ...target, ...score, at }));

function eventScores({ events }: SayingSpan, judged: Target): Score[] {
  if (events.length === 0) return [];
  return events
    .filter(({ name, attributes }) => (attributes["event.name"] ?? name) === OTEL_RESULT)
    .flatMap(({ at, attributes }) => about(judged, at, readOtel(attributes)));
}

function readOtel(attributes: JsonObject): Said[] {
  return scoreOf({
    name: attributes["gen_ai.evaluation.name"],
    value: attributes["gen_ai.evaluation.score.value"],
    label: attributes["gen_ai.evaluation.score.label"],
    comment: attributes["gen_ai.evaluation.explanation"],
  });
}

/** A list spread over keys such as `annotations.0.annotation.name`, without gaps from 0 on. */
function listedScores({ attributes }: SayingSpan, list: string, item: string): Said[] {
  const found: Said[] = [];
  for (let index = 0; index < MAX_OF_SPAN; index += 1) {
    const at = (field: string) => attributes[`${list}.${index}.${item}.${field}`];
    const name = at("name");
    if (name === undefined) break;
    const [value, label, comment] = [at("score"), at("label"), at("explanation")];
    found.push(...scoreOf({ name, value, label, comment, kind: at("annotator_kind") }));
  }
  return found;
}

/** An evaluator that follows no convention for results still gives a score out, or a list of them. */
function outputScores({ output, name }: SayingSpan): Said[] {
  const results: readonly Json[] = Array.isArray(output) ? output : [output];
  return results.slice(0, MAX_OF_SPAN).flatMap((result) => {
    if (typeof result !== "object" || result === null || Array.isArray(result)) return [];
    const said = result as JsonObject;
    return scoreOf({
      name: said["name"] ?? name,
      value: said["score"],
      label: said["label"],
      comment: said["explanation"] ?? said["reason"],
      kind: said["kind"],
    });
  });
}

type Raw = Readonly<
  Record<"name" | "value" | "label" | "comment", Json | undefined> & { kind?: Json | undefined }
>;

/** None when it has no name, or neither a number nor a label: then it judges nothing. */
function scoreOf(raw: Raw): Said[] {
  const name = textOf(raw.name, MAX_NAME);
  const value = numberOf(raw.value);
  const label = textOf(raw.label, MAX_NAME);
  if (name === null || (value === null && label === null)) return [];
  const comment = textOf(raw.comment, MAX_COMMENT);
  return [{ name, value, label, comment, source: sourceOf(raw.kind) }];
}

function sourceOf(kind: Json | undefined): ScoreSource {
  return typeof kind === "string" && kind.toUpperCase() === "HUMAN" ? "human" : "evaluator";
}

function numberOf(value: Json | undefined): number | null {
  if (typeof value === "boolean") return value ? 1 : 0;
  const isText = typeof value === "string" && value.trim() !== "";
  const number = typeof value === "number" || isText ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

function textOf(value: Json | undefined, maxLength: number): string | null {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    return null;
  }
  // As a column can hold it.
  const text = String(value).trim().slice(0, maxLength).replaceAll("\0", "\uFFFD").toWellFormed();
  return text === "" ? null : text;
}
