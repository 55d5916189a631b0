import type { IncomingMessage } from "node:http";

/**
 * A request as those need it who take traces in. A web request is one; making one of what Node has
 * takes as long as storing several spans.
 */
export type Incoming = {
  readonly method: string;
  readonly url: string;
  readonly headers: Pick<Headers, "get">;
  readonly body?: Request["body"];
  readonly bodyUsed?: boolean;
};

/** A request of Node's server, whose body is still to be attached. */
export function incomingOf({ method = "GET", url = "/", headers }: IncomingMessage): Incoming {
  return {
    method,
    url: `http://localhost${url}`,
    headers: {
      get: (name) => {
        const value = headers[name.toLowerCase()];
        return (Array.isArray(value) ? value.join(", ") : value) ?? null;
      },
    },
  };
}
