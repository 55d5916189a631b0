import { asObject, looseJson, valueIn } from "@/lib/conventions/json";
import type { Json, JsonObject } from "@/lib/domain/span";

/** OpenAI's name of each parameter that shapes the sample, and the other spellings met. */
const SPELLINGS: { readonly [name: string]: readonly string[] } = {
  temperature: [],
  top_p: ["topP"],
  top_k: ["topK"],
  min_p: ["minP"],
  max_tokens: [
    "maxTokens",
    "max_completion_tokens",
    "maxCompletionTokens",
    "max_output_tokens",
    "maxOutputTokens",
    "max_tokens_to_sample",
  ],
  seed: [],
  frequency_penalty: ["frequencyPenalty"],
  presence_penalty: ["presencePenalty"],
  repetition_penalty: ["repetitionPenalty"],
  stop: ["stop_sequences", "stopSequences"],
  n: ["choice.count", "candidate_count", "candidateCount"],
  logit_bias: ["logitBias"],
  reasoning_effort: ["reasoning.level", "reasoning.effort", "reasoningEffort"],
  verbosity: [],
};

/** By any spelling, the OpenAI name. */
export const SAMPLING_NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(SPELLINGS).flatMap(([name, others]) =>
    [name, ...others].map((spelling): [string, string] => [spelling, name]),
  ),
);

/**
 * The sampling parameters among what was sent with a request, by OpenAI's names. The model, the
 * messages, the tools and whether to stream are not sampling and are left out.
 */
export function foldSampling(parameters: Json | undefined): JsonObject | undefined {
  const object = asObject(looseJson(parameters));
  if (!object) return undefined;
  const found: [string, Json][] = [];
  for (const [key, value] of Object.entries(object)) {
    const name = SAMPLING_NAMES.get(key);
    if (name !== undefined && value !== null && value !== "") found.push([name, value]);
  }
  const effort = valueIn(object, "reasoning", "effort");
  if (typeof effort === "string") found.push(["reasoning_effort", effort]);
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}
