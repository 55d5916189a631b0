import { Socket } from "node:net";

type Write = Socket["write"];

/**
 * A connection on which all that is written in one turn of the event loop is sent together: several
 * statements then take one system call and wake the database once.
 */
export function turnSocket(): Socket {
  const socket = new Socket();
  const write: Write = socket.write.bind(socket);
  let isHeld = false;
  const hold = () => {
    if (isHeld) return;
    isHeld = true;
    socket.cork();
    // It runs when everything that goes on in this turn has been done.
    process.nextTick(() => {
      isHeld = false;
      socket.uncork();
    });
  };
  socket.write = ((...args: Parameters<Write>) => {
    hold();
    return write(...args);
  }) as Write;
  return socket;
}
