/** What can be asked of a trace by value, and what each question means. */
export const TEXT_FIELDS = {
  status: "how it ended: ok or error",
  name: "name of the root span",
  model: "a model that answered, or was asked for",
  requested: "the model asked for",
  provider: "who served the model",
  feature: "the product feature",
  tier: "the tier that served it",
  intended: "the tier that was meant to serve it",
  touched: "a tier that any attempt went to",
  reason: "why it left its tier",
  rule: "the routing rule that moved it",
  session: "the conversation",
  user: "the end user",
  agent: "the agent",
  tag: "one of its tags",
  tool: "a tool it called",
  kind: "a kind of span inside it",
  source: "production, eval, canary, replay or shadow",
  env: "the environment",
  release: "the release",
  tenant: "the tenant",
  outcome: "what the application says came of it",
  verdict: "good or bad, by people, else evaluators, else users",
  prompt: "the prompt's name",
  version: "the prompt's version",
  branch: "a branch it took, as point → branch",
  suite: "the eval suite",
  run: "the eval run",
  case: "the eval case",
  id: "the trace id",
} as const;
export type TextField = keyof typeof TEXT_FIELDS;

/** What can be compared with a number. */
export const NUMBER_FIELDS = {
  duration: "from first start to last end, e.g. >2s",
  tokens: "input and output tokens, e.g. >10k",
  cost: "US dollars, e.g. >0.1",
  spans: "number of spans",
  errors: "number of failed spans",
  calls: "number of model calls",
  tools: "number of tool calls",
} as const;
export type NumberField = keyof typeof NUMBER_FIELDS;

/** How it can be compared. */
export type Comparison = ">" | ">=" | "<" | "<=" | "=";

/** What `has:` can ask for. */
export const PROPERTIES = {
  error: "some span failed, handled or not",
  "model-change": "some call was answered by another model than it asked for",
  model: "a model answered",
  cost: "its cost is known",
  tokens: "its tokens are known",
  session: "belongs to a session",
  user: "belongs to a user",
  feature: "names a feature",
  tier: "its tier is known",
  env: "names an environment",
  release: "names a release",
  tag: "has tags",
  score: "somebody or something has scored it",
  orphans: "some parent span has not arrived",
} as const;
export type Property = keyof typeof PROPERTIES;

const isKeyOf = <Key extends string>(table: Record<Key, unknown>, key: string): key is Key =>
  Object.hasOwn(table, key);

export const isTextField = (key: string): key is TextField => isKeyOf(TEXT_FIELDS, key);
export const isNumberField = (key: string): key is NumberField => isKeyOf(NUMBER_FIELDS, key);
export const isProperty = (key: string): key is Property => isKeyOf(PROPERTIES, key);
