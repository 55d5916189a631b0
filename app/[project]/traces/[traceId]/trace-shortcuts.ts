/** The keys of the trace view, for whoever shows them. */
export const traceShortcuts = [
  { keys: ["j", "k"], does: "Next and previous span" },
  { keys: ["←", "→"], does: "Close and open the branch (with the tree focused)" },
  { keys: ["[", "]"], does: "Collapse and expand all branches" },
  { keys: ["n", "p"], does: "Next and previous error" },
  { keys: ["J", "K"], does: "Next and previous trace" },
  { keys: ["/"], does: "Search in this trace; Enter for the next match" },
  { keys: ["Enter"], does: "Go to the details" },
  { keys: ["Esc"], does: "Back to the tree, then to the list" },
] as const;
