import {
  IconArrowsSplit2,
  IconBrain,
  IconChecklist,
  IconDatabaseSearch,
  IconPoint,
  IconRobot,
  IconShieldCheck,
  IconSparkles,
  IconTool,
  IconVectorTriangle,
} from "@tabler/icons-react";
import type { SpanKind } from "@/lib/domain/span";

const ICONS = {
  agent: IconRobot,
  llm: IconSparkles,
  tool: IconTool,
  retrieval: IconDatabaseSearch,
  embedding: IconVectorTriangle,
  decision: IconArrowsSplit2,
  guardrail: IconShieldCheck,
  evaluator: IconChecklist,
  memory: IconBrain,
  chain: IconPoint,
} as const;

const NAMES: Record<SpanKind, string> = {
  agent: "Agent",
  llm: "Model call",
  tool: "Tool call",
  retrieval: "Retrieval",
  embedding: "Embedding",
  decision: "Decision",
  guardrail: "Guardrail",
  evaluator: "Evaluator",
  memory: "Memory",
  chain: "Step",
};

/** What a kind of span is called in the interface. */
export function kindName(kind: SpanKind): string {
  return NAMES[kind];
}

/** The mark of a kind of span, in its colour, with its name for screen readers and as tooltip. */
export function KindIcon({ kind, size = 16 }: { kind: SpanKind; size?: number }) {
  const Icon = ICONS[kind];
  return (
    <span
      role="img"
      aria-label={kindName(kind)}
      title={kindName(kind)}
      style={{ color: `var(--tm-kind-${kind})`, display: "inline-flex", flex: "none" }}
    >
      <Icon size={size} stroke={1.75} aria-hidden />
    </span>
  );
}
