import { asTexts } from "@/lib/conventions/json";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { numberAt, textAt } from "@/lib/conventions/readers";

/** LiteLLM's proxy: the model asked for is a group's alias, the answering one has its own key. */
export const litellm = {
  modelServed: textAt("litellm.provider.model"),
  costUsd: numberAt("litellm.cost.total"),
  tierServed: textAt("litellm.routing.tier", "litellm.routing.tier_label", "litellm.metadata.tier"),
  tierReason: textAt("litellm.routing.cause"),
  tags: (span: RawSpan) => asTexts(span.attributes["litellm.metadata.tags"]),
};
