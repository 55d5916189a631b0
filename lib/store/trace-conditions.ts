import { readScoreCriterion } from "@/lib/domain/score-query";
import { searchWords } from "@/lib/domain/search-words";
import type { Comparison, NumberField, Property, TextField } from "@/lib/domain/trace-fields";
import type { QueryTerm, TraceQuery } from "@/lib/domain/trace-query";
import type { QueryValue } from "@/lib/domain/trace-query-tokens";
import { Prisma } from "./generated/client";
import { SCORE_VERDICT, TRACE_VERDICT } from "./score-verdict";

/** The columns, or lists of texts, that a field is looked for in. */
const COLUMNS: Record<
  Exclude<TextField, "model" | "tag" | "tool" | "kind" | "touched" | "verdict" | "branch">,
  Prisma.Sql
> = {
  status: Prisma.sql`trace.status`,
  name: Prisma.sql`trace.name`,
  requested: Prisma.sql`trace.model_requested`,
  provider: Prisma.sql`trace.provider`,
  feature: Prisma.sql`trace.feature`,
  tier: Prisma.sql`trace.tier`,
  intended: Prisma.sql`trace.tier_intended`,
  reason: Prisma.sql`trace.tier_reason`,
  rule: Prisma.sql`trace.tier_rule`,
  session: Prisma.sql`trace.session_id`,
  user: Prisma.sql`trace.user_id`,
  agent: Prisma.sql`trace.agent`,
  source: Prisma.sql`trace.source`,
  env: Prisma.sql`trace.environment`,
  release: Prisma.sql`trace.release`,
  tenant: Prisma.sql`trace.tenant`,
  outcome: Prisma.sql`trace.outcome`,
  prompt: Prisma.sql`trace.prompt_name`,
  version: Prisma.sql`trace.prompt_version`,
  suite: Prisma.sql`trace.eval_suite`,
  run: Prisma.sql`trace.eval_run`,
  case: Prisma.sql`trace.eval_case`,
  id: Prisma.sql`trace.trace_id`,
};

const NUMBERS: Record<NumberField, Prisma.Sql> = {
  duration: Prisma.sql`trace.duration_ms`,
  tokens: Prisma.sql`trace.total_tokens`,
  cost: Prisma.sql`trace.cost_usd`,
  spans: Prisma.sql`trace.span_count`,
  errors: Prisma.sql`trace.error_count`,
  calls: Prisma.sql`trace.llm_count`,
  tools: Prisma.sql`trace.tool_count`,
};

const COMPARISONS: Record<Comparison, Prisma.Sql> = {
  ">": Prisma.sql`>`,
  ">=": Prisma.sql`>=`,
  "<": Prisma.sql`<`,
  "<=": Prisma.sql`<=`,
  "=": Prisma.sql`=`,
};

const PROPERTIES: Record<Property, Prisma.Sql> = {
  error: Prisma.sql`(trace.error_count > 0 or trace.status = 'error')`,
  "model-change": Prisma.sql`trace.is_model_changed`,
  model: Prisma.sql`trace.model_served is not null`,
  cost: Prisma.sql`trace.cost_usd is not null`,
  tokens: Prisma.sql`trace.total_tokens is not null`,
  session: Prisma.sql`trace.session_id is not null`,
  user: Prisma.sql`trace.user_id is not null`,
  feature: Prisma.sql`trace.feature is not null`,
  tier: Prisma.sql`(trace.tier is not null and trace.tier <> 'unknown')`,
  env: Prisma.sql`trace.environment is not null`,
  release: Prisma.sql`trace.release is not null`,
  tag: Prisma.sql`cardinality(trace.tags) > 0`,
  score: scored(Prisma.sql`true`),
  orphans: Prisma.sql`trace.orphan_count > 0`,
};

/** Ids of the traces in which each phrase of a query stands, by the phrase. */
export type PhraseTraces = ReadonlyMap<string, readonly string[]>;

/** A condition on `trace` that holds for the traces that a query lists. */
export function conditionOf({ terms }: TraceQuery, phrases: PhraseTraces): Prisma.Sql {
  const conditions = terms.map((term) => termCondition(term, phrases));
  return Prisma.join([Prisma.sql`true`, ...conditions], " and ");
}

function termCondition(term: QueryTerm, phrases: PhraseTraces): Prisma.Sql {
  const condition = positiveCondition(term, phrases);
  // What a trace does not say is unknown to SQL, and must count as "is not that".
  return term.isNegated ? Prisma.sql`(${condition}) is not true` : condition;
}

function positiveCondition(term: QueryTerm, phrases: PhraseTraces): Prisma.Sql {
  switch (term.type) {
    case "text":
      return term.isExact
        ? Prisma.sql`trace.trace_id = any(${[...(phrases.get(term.text) ?? [])]}::text[])`
        : wordsCondition(term.text);
    case "value":
      return valueCondition(term.field, term.values);
    case "segment":
      return matches(Prisma.sql`(trace.segments ->> ${term.key})`, term.values);
    case "envelope":
      return matches(Prisma.sql`(trace.envelope ->> ${term.key})`, term.values);
    case "score":
      return scored(
        Prisma.sql`score.name = ${storable(term.key)} and ${scoreMatches(term.values)}`,
      );
    case "property":
      return either(term.properties.map((property) => PROPERTIES[property]));
    case "number":
      return Prisma.sql`${NUMBERS[term.field]} ${COMPARISONS[term.comparison]} ${term.number}::float8`;
  }
}

function valueCondition(field: TextField, values: readonly QueryValue[]): Prisma.Sql {
  switch (field) {
    case "model":
      return Prisma.sql`exists (
        select from unnest(trace.models || trace.model_served || trace.model_requested) as model (name)
        where ${matches(Prisma.sql`model.name`, values)})`;
    case "tag":
      return Prisma.sql`exists (
        select from unnest(trace.tags) as tag (name) where ${matches(Prisma.sql`tag.name`, values)})`;
    case "tool":
      return Prisma.sql`exists (
        select from unnest(trace.tools) as tool (name) where ${matches(Prisma.sql`tool.name`, values)})`;
    case "touched":
      return Prisma.sql`exists (
        select from unnest(trace.tiers_touched) as touched (name)
        where ${matches(Prisma.sql`touched.name`, values)})`;
    case "branch":
      return Prisma.sql`exists (
        select from unnest(trace.branches) as fired (key) where ${matches(Prisma.sql`fired.key`, values)})`;
    case "kind":
      return Prisma.sql`exists (
        select from unnest(trace.kinds) as kind (name) where ${matches(Prisma.sql`kind.name`, values)})`;
    case "verdict":
      return either(values.map(({ text }) => hasVerdict(text === "good")));
    default:
      return matches(COLUMNS[field], values);
  }
}

/** Holds for traces with a score that meets a condition. On the same node as its trace. */
function scored(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`exists (
    select from score
    where score.project_id = trace.project_id and score.trace_id = trace.trace_id and ${condition})`;
}

function hasVerdict(isGood: boolean): Prisma.Sql {
  const that = Prisma.sql`${SCORE_VERDICT} is not null having ${TRACE_VERDICT} = ${isGood}`;
  return scored(that);
}

function scoreMatches(values: readonly QueryValue[]): Prisma.Sql {
  return either(
    values.map((value) => {
      const criterion = readScoreCriterion(value);
      if (criterion?.type === "number") {
        return Prisma.sql`score.value ${COMPARISONS[criterion.comparison]} ${criterion.number}::float8`;
      }
      if (criterion?.type === "verdict") return Prisma.sql`${SCORE_VERDICT} = ${criterion.isGood}`;
      return matches(Prisma.sql`score.label`, [value]);
    }),
  );
}

function matches(column: Prisma.Sql, values: readonly QueryValue[]): Prisma.Sql {
  const isPattern = (value: QueryValue) => !value.isQuoted && value.text.includes("*");
  const exact = values.filter((value) => !isPattern(value)).map(({ text }) => storable(text));
  const patterns = values.filter(isPattern).map(({ text }) =>
    storable(text)
      .replace(/[\\%_]/g, "\\$&")
      .replaceAll("*", "%"),
  );
  return either([
    ...isOneOf(column, exact),
    ...patterns.map((pattern) => Prisma.sql`${column} like ${pattern}`),
  ]);
}

function isOneOf(column: Prisma.Sql, values: readonly string[]): Prisma.Sql[] {
  const [value, ...others] = values;
  if (value === undefined) return [];
  // Equal to one value, an index gives rows in the order of the list; to any of several, it does not.
  if (others.length === 0) return [Prisma.sql`${column} = ${value}::text`];
  return [Prisma.sql`${column} = any(${[...values]}::text[])`];
}

const either = (conditions: readonly Prisma.Sql[]) =>
  Prisma.sql`(${Prisma.join([...conditions], " or ")})`;

// Postgres cannot be sent a NUL character, and holds none in these columns.
const storable = (text: string) => text.replaceAll("\0", "\uFFFD");

/** Ids are not among the words; what may be one is looked for as one, too. */
const MAY_BE_ID = /^(?=.*\d)\w{16,128}$/;

/** Every word starts some word of the trace, or is its id. */
function wordsCondition(text: string): Prisma.Sql {
  const conditions = searchWords(text).map((word) => {
    const isWord = hasWord(`${lexeme(word)}:*`);
    return MAY_BE_ID.test(word) ? Prisma.sql`(${isWord} or trace.trace_id = ${word})` : isWord;
  });
  return Prisma.join([Prisma.sql`true`, ...conditions], " and ");
}

/** Every word of a phrase is in the trace; where they stand is for `loadCondition` to look up. */
export function phraseWordsCondition(text: string): Prisma.Sql {
  const conditions = searchWords(text).map((word) => hasWord(lexeme(word)));
  return Prisma.join([Prisma.sql`true`, ...conditions], " and ");
}

const hasWord = (query: string) => Prisma.sql`(trace.project_id, trace.trace_id) in (
  select project_id, trace_id from trace_text where words @@ ${query}::text::tsquery)`;

// A cast takes a quoted word whole; to_tsquery would cut it again, by rules of its own.
const lexeme = (word: string) => `'${word.replace(/['\\]/g, "$&$&")}'`;
