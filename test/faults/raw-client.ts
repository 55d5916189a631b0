import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A connection on which a test writes what it likes. */
export type RawClient = {
  readonly socket: Socket;
  /** All that came back so far. */
  readonly received: () => string;
  /** Resolves when the connection is over, whoever ended it. */
  readonly closed: Promise<unknown>;
};

export async function connectTo(address: string): Promise<RawClient> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  let received = "";
  socket.on("data", (part) => {
    received += part;
  });
  socket.on("error", () => socket.destroy());
  const closed = new Promise((resolve) => socket.once("close", resolve));
  await once(socket, "connect");
  return { socket, received: () => received, closed };
}

/** The beginning of an export's request, up to its body. */
export function exportHead(
  key: string,
  headers: Readonly<Record<string, string | number>>,
): string {
  const all = { host: "test", authorization: `Bearer ${key}`, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST /v1/traces HTTP/1.1\r\n${lines.join("")}\r\n`;
}
