import { z } from "zod";
import type { GateVerdict } from "@/lib/domain/gate-verdict";
import { apiClient, ServerUnreachable } from "../api-client";
import type { Command } from "../command";
import { parseGateArguments } from "../gate-arguments";
import { print } from "../terminal";

const answer = z.object({
  verdict: z.enum(["pass", "block", "inconclusive"]),
  reasons: z.array(z.object({ code: z.string(), message: z.string() })),
});

const EXIT_CODES: Record<GateVerdict["verdict"], number> = { pass: 0, block: 1, inconclusive: 2 };

export const gate: Command = {
  name: "gate",
  usage: "ANALYSIS [--from TIME] [--to TIME] [--feature NAME] [--segment.KEY VALUE] … [--json]",
  summary: "say whether a release may go on, by what production shows",
  details: [
    "ANALYSIS is the name in its page's address, such as tier-mix. It takes the same parameters as",
    "the page: --range, --environment, --tenant and its own. The server is TIDEMARK_URL, the key",
    "TIDEMARK_KEY.",
    "Exit code: 0 pass, 1 block, 2 the data cannot tell, 3 the server could not be asked.",
  ].join("\n"),
  async run(args) {
    const { analysis, search, isJson } = parseGateArguments(args);
    const path = `/api/v1/gates/${encodeURIComponent(analysis)}`;
    const given = await ask(search.size > 0 ? `${path}?${search}` : path);
    const read = answer.safeParse(given);
    if (!read.success) throw new ServerUnreachable("The server's answer is no verdict.");
    const { verdict, reasons } = read.data;
    if (isJson) print(JSON.stringify(given, null, 2));
    else {
      print(`${analysis}: ${verdict}`);
      for (const { code, message } of reasons) print(`  ${code}: ${message}`);
    }
    return EXIT_CODES[verdict];
  },
};

/** Anything but a verdict must never look like one to whoever reads the exit code. */
async function ask(path: string): Promise<unknown> {
  const client = apiClient(process.env);
  try {
    return await client.call(path);
  } catch (error) {
    throw new ServerUnreachable(error instanceof Error ? error.message : String(error));
  }
}
