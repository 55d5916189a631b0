import type { Turn } from "@/components/conversation/turns";
import type {
  Json,
  JsonObject,
  RetrievedDocument,
  SpanKind,
  ToolDefinition,
} from "@/lib/domain/span";

/** How something recorded is shown. */
export type ContentView =
  | { readonly form: "absent"; readonly note: string }
  | { readonly form: "conversation"; readonly turns: readonly Turn[] }
  | { readonly form: "text"; readonly text: string }
  | { readonly form: "json"; readonly value: Json }
  | { readonly form: "documents"; readonly documents: readonly RetrievedDocument[] }
  | { readonly form: "definitions"; readonly definitions: readonly ToolDefinition[] };

export type Section = {
  readonly title: string;
  readonly content: ContentView;
  /** Closed until the reader opens it: it repeats what stands above, or is long and seldom read. */
  readonly isFolded: boolean;
};

export type Fact = {
  readonly label: string;
  /** Null when the sender did not say. */
  readonly value: string | null;
  /** One sentence on what to make of the value. */
  readonly note: string | null;
  readonly isOdd: boolean;
};

export type FactGroup = { readonly title: string; readonly facts: readonly Fact[] };

export type EventView = {
  readonly name: string;
  /** ISO 8601. */
  readonly at: string;
  /** Since the span's start. */
  readonly offset: string;
  readonly attributes: JsonObject;
};

export type LinkView = {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: JsonObject;
};

/** Everything the details of one span show, decided on the server; plain JSON. */
export type SpanView = {
  readonly spanId: string;
  readonly name: string;
  readonly kind: SpanKind;
  readonly hasError: boolean;
  /** What went wrong, whole. */
  readonly errorMessage: string | null;
  /** What a reader must know before trusting the rest. */
  readonly warnings: readonly string[];
  /** The few facts worth a line of their own: model, tokens, cost, duration. */
  readonly headline: readonly Fact[];
  readonly sections: readonly Section[];
  readonly factGroups: readonly FactGroup[];
  readonly events: readonly EventView[];
  readonly links: readonly LinkView[];
  /** As the sender wrote them: of the span, then of the process and the instrumentation. */
  readonly attributes: JsonObject;
  readonly resource: JsonObject;
};
