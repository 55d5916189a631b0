const REASONS: ReadonlyMap<string, string> = new Map([
  ["stop", "stop"],
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["complete", "stop"],
  ["length", "length"],
  ["max_tokens", "length"],
  ["max_output_tokens", "length"],
  ["tool_calls", "tool_calls"],
  ["tool_call", "tool_calls"],
  ["tool_use", "tool_calls"],
  ["function_call", "tool_calls"],
  ["content_filter", "content_filter"],
  ["content_filtered", "content_filter"],
  ["safety", "content_filter"],
]);

/** The reason in OpenAI's word for it where it has one, else as sent; in lower case. */
export function foldFinishReason(reason: string): string {
  const plain = reason.trim().toLowerCase();
  return REASONS.get(plain.replaceAll("-", "_")) ?? plain;
}
