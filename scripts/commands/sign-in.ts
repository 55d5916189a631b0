import { createSignInLink } from "@/lib/auth/sign-in-links";
import type { Command } from "../command";
import { withDatabase } from "../open-database";
import { print } from "../terminal";

export const signIn: Command = {
  name: "sign-in",
  usage: "",
  summary: "print a new one-time sign-in link",
  async run() {
    const { token, address } = await withDatabase(async (db, config) => ({
      token: await createSignInLink(db, new Date()),
      address: process.env["TIDEMARK_URL"] || `http://${config.host}:${config.port}`,
    }));
    print(`${address.replace(/\/$/, "")}/sign-in?token=${token}`);
    return 0;
  },
};
