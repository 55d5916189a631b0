import { foldKind } from "@/lib/conventions/fold-kind";
import { asText, looseJson } from "@/lib/conventions/json";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { textAt, valueAt } from "@/lib/conventions/readers";

/** Senders of which only a few attributes are known: Genkit, MLflow, LiveKit, orq.ai, LangSmith. */
export const generic = {
  genkitKind: (span: RawSpan) => foldKind(span.attributes["genkit:metadata:subtype"]),
  orqKind: (span: RawSpan) =>
    foldKind(
      asText(span.attributes["orq.span_type"])
        ?.replace(/^span\./, "")
        .replace("chat_completion", "chat"),
    ),
  /** MLflow quotes its values as JSON. */
  mlflowKind: (span: RawSpan) => foldKind(looseJson(span.attributes["mlflow.spanType"])),
  langsmithKind: (span: RawSpan) => foldKind(span.attributes["langsmith.span.kind"]),
  input: valueAt("genkit:input", "mlflow.spanInputs", "lk.input_text"),
  output: valueAt("genkit:output", "mlflow.spanOutputs", "lk.response.text"),
  provider: textAt("openrouter.provider_name"),
  retrievalIndex: textAt("db.collection.name"),
  errorMessage: textAt("error.message", "exception.message"),
};
