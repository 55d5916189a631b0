import { type Agent, request } from "node:http";

export type Receiver = { readonly url: string; readonly key: string };

/** Sends a gzipped OTLP export; resolves to the status of its answer, or the error that ended it. */
export function postExport({ url, key }: Receiver, agent: Agent, body: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const sent = request(`${url}/v1/traces`, {
      method: "POST",
      agent,
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/x-protobuf",
        "content-encoding": "gzip",
        "content-length": body.length,
      },
    });
    sent.on("response", (answer) => {
      answer.resume();
      answer.on("end", () => resolve(String(answer.statusCode)));
    });
    sent.on("error", (error) => resolve(error.message));
    sent.end(body);
  });
}
