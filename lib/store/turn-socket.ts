import { Socket } from "node:net";

/**
 * A connection on which all that is written in one turn of the event loop is sent together: several
 * statements then take one system call and wake the database once.
 */
export class TurnSocket extends Socket {
  #isHeld = false;

  override connect(...args: unknown[]): this {
    Reflect.apply(super.connect, this, args);
    // Connecting puts Node's own way to write back in place.
    this.write = this.#write;
    return this;
  }

  readonly #write: Socket["write"] = (...args: unknown[]): boolean => {
    this.#hold();
    return Reflect.apply(Socket.prototype.write, this, args);
  };

  #hold(): void {
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.cork();
    // It runs when everything that goes on in this turn has been done.
    process.nextTick(() => {
      this.#isHeld = false;
      this.uncork();
    });
  }
}
