import { textAt } from "@/lib/conventions/readers";

/** CrewAI through OpenInference's instrumentation: an agent is known by its role. */
export const crewAi = {
  agent: textAt("agent_role"),
};
