import { readFileSync } from "node:fs";
import { z } from "zod";

const manifest = z.object({
  node: z.record(z.string(), z.object({ exportedName: z.string() })),
});

/** The id under which the built app knows a server action. */
function actionId(name: string): string {
  const text = readFileSync(".next/server/server-reference-manifest.json", "utf8");
  const found = Object.entries(manifest.parse(JSON.parse(text)).node).find(
    ([, { exportedName }]) => exportedName === name,
  );
  if (!found) throw new Error(`The app has no action ${name}`);
  return found[0];
}

/** Sends a form to an action as React does, with its bound arguments before it. */
export function sendForm(
  address: string,
  action: string,
  {
    bound = [],
    fields,
    cookie = "",
  }: {
    readonly bound?: readonly unknown[];
    readonly fields: Readonly<Record<string, string>>;
    readonly cookie?: string;
  },
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(`_1_${name}`, value);
  body.append("0", JSON.stringify([...bound, null, "$K1"]));
  return fetch(address, {
    method: "POST",
    headers: { "next-action": actionId(action), cookie },
    body,
    redirect: "manual",
  });
}
