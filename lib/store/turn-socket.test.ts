import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { expect, it } from "vitest";
import { TurnSocket } from "./turn-socket";

async function connected() {
  const server = createServer({ allowHalfOpen: true }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const accepted = once(server, "connection");
  const socket = new TurnSocket();
  socket.connect((server.address() as AddressInfo).port, "127.0.0.1");
  await once(socket, "connect");
  const [other] = (await accepted) as [Socket];
  return { socket, other, server };
}

it("sends what is written in one turn at once, and in order", async () => {
  const { socket, other, server } = await connected();
  const received = buffer(other);
  let sendings = 0;
  const writev = socket._writev?.bind(socket);
  socket._writev = (chunks, done) => {
    sendings += 1;
    writev?.(chunks, done);
  };
  for (const text of ["a", "b"]) {
    // As pg does around each statement.
    socket.cork();
    socket.write(text);
    socket.write("-");
    socket.uncork();
  }
  await Promise.resolve();
  socket.write("c");
  expect(sendings).toBe(0);
  await new Promise(setImmediate);
  expect(sendings).toBe(1);
  socket.write("d");
  socket.end();
  expect((await received).toString()).toBe("a-b-cd");
  other.destroy();
  server.close();
});
