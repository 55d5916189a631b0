import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import Provider from "oidc-provider";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createInvitation } from "@/lib/auth/invitations";
import { setPassword } from "@/lib/auth/passwords";
import { findRole } from "@/lib/store/memberships";
import { findOrCreatePerson, findPersonByEmail } from "@/lib/store/people";
import { findOrCreateProject } from "@/lib/store/projects";
import { sendForm } from "@/test/browser-form";
import { cookieOf, personCookie } from "@/test/browser-session";
import { runningApp } from "@/test/running-app";

const mails: string[] = [];
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onData(stream, _session, callback) {
    buffer(stream).then((mail) => {
      mails.push(mail.toString("utf8"));
      callback();
    }, callback);
  },
});
const smtpPort = await new Promise<number>((resolve) => {
  smtp.listen(0, "127.0.0.1", () => resolve((smtp.server.address() as AddressInfo).port));
});

/** A free port, so that the provider can be told where people are sent back to. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const [appPort, issuerPort] = [await freePort(), await freePort()];
const ISSUER = `http://127.0.0.1:${issuerPort}`;
const OWNER = { email: "owner@example.com", password: "the-first-owner-1" };
const app = runningApp({
  PORT: String(appPort),
  TIDEMARK_INIT_USER_EMAIL: OWNER.email,
  TIDEMARK_INIT_USER_PASSWORD: OWNER.password,
  TIDEMARK_SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
  TIDEMARK_OIDC_ISSUER: ISSUER,
  TIDEMARK_OIDC_CLIENT_ID: "tidemark",
  TIDEMARK_OIDC_CLIENT_SECRET: "shared-secret",
  TIDEMARK_OIDC_NAME: "Example",
});

let issuer: Server;
beforeAll(async () => {
  const provider = new Provider(ISSUER, {
    clients: [
      {
        client_id: "tidemark",
        client_secret: "shared-secret",
        redirect_uris: [`http://127.0.0.1:${appPort}/api/auth/callback/oidc`],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    // Whoever signs in there is named by their address.
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, email: sub, email_verified: true, name: sub.split("@")[0] }),
    }),
  });
  issuer = provider.listen(issuerPort, "127.0.0.1");
});
afterAll(() => {
  issuer.close();
  issuer.closeAllConnections();
  smtp.close(() => {});
});

const signIn = (email: string, password: string) =>
  sendForm(`${app().address}/sign-in`, "signInAction", { fields: { email, password } });

it("makes the owner that the settings name, and lets them in with their password only", async () => {
  const refused = await signIn(OWNER.email, "not-the-password");
  expect(refused.headers.getSetCookie()).toEqual([]);
  const let_in = await signIn(OWNER.email.toUpperCase(), OWNER.password);
  const [cookie = ""] = let_in.headers.getSetCookie();
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=lax/i);
  const people = await fetch(`${app().address}/people`, {
    headers: { cookie: cookieOf(let_in.headers) },
  });
  expect(await people.text()).toContain(OWNER.email);
});

it("keeps no session, link or token that the database would give away", async () => {
  const person = await findOrCreatePerson(app().db, { name: "Eve", email: "eve@example.com" });
  const cookie = await personCookie(app().db, person.id);
  const token = decodeURIComponent(cookie.split("=")[1] ?? "").split(".")[0] ?? "";
  expect(token.length).toBeGreaterThan(20);
  const stored = await app().db.personSession.findMany({ where: { personId: person.id } });
  expect(JSON.stringify(stored)).not.toContain(token);
});

it("sends a link for a new password, once, and ends every session", async () => {
  const { db, address } = app();
  const email = "forgetful@example.com";
  const person = await findOrCreatePerson(db, { name: "Flo", email });
  await setPassword(db, person.id, "the-old-password");
  const cookie = await personCookie(db, person.id);
  const page = `${address}/reset-password`;
  await sendForm(page, "askResetAction", { fields: { email: "nobody@example.com" } });
  await sendForm(page, "askResetAction", { fields: { email } });
  await vi.waitFor(() => expect(mails).toHaveLength(1), { timeout: 20_000 });
  const mail = (mails[0] ?? "").replaceAll("=\r\n", "").replaceAll("=3D", "=");
  expect(mail).toMatch(/^To: forgetful@example.com/m);
  const token = /reset-password\?token=([\w-]+)/.exec(mail)?.[1] ?? "";
  const choose = (password: string) =>
    sendForm(page, "chooseResetAction", { bound: [token], fields: { password } });
  await choose("the-new-password");
  expect((await signIn(email, "the-old-password")).headers.getSetCookie()).toEqual([]);
  expect((await signIn(email, "the-new-password")).headers.getSetCookie()).toHaveLength(1);
  const old = await fetch(`${address}/account`, { headers: { cookie }, redirect: "manual" });
  expect(old.headers.get("location")).toBe("/sign-in");
  await choose("by-somebody-else-1");
  expect((await signIn(email, "by-somebody-else-1")).headers.getSetCookie()).toEqual([]);
});

/** A browser as far as a sign-in at the provider needs one: cookies by origin, forms, redirects. */
class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  async go(address: string, init: RequestInit = {}): Promise<{ at: string; html: string }> {
    const { origin } = new URL(address);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...(init.headers as Record<string, string>), cookie };
    const response = await fetch(address, { ...init, headers, redirect: "manual" });
    this.keep(origin, response.headers);
    const to = response.headers.get("location");
    return to === null
      ? { at: address, html: await response.text() }
      : this.go(new URL(to, address).href);
  }

  keep(origin: string, headers: Headers): void {
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    for (const cookie of headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "" || /max-age=0/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    this.#cookies.set(origin, jar);
  }

  submit({ at, html }: { at: string; html: string }, fields: Record<string, string>) {
    const action = /action="([^"]+)"/.exec(html)?.[1] ?? "";
    const hidden = html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g);
    const body = new URLSearchParams({
      ...Object.fromEntries([...hidden].map(([, name, value]) => [name, value])),
      ...fields,
    });
    return this.go(new URL(action, at).href, { method: "POST", body });
  }

  cookie(origin: string): string {
    return [...(this.#cookies.get(origin) ?? [])].map(([n, v]) => `${n}=${v}`).join("; ");
  }
}

/** Goes through the provider's own pages; returns where that ends. */
async function signInAtProvider(email: string): Promise<{ at: string; browser: Browser }> {
  const { address } = app();
  const browser = new Browser();
  const started = await sendForm(`${address}/sign-in`, "oidcSignInAction", { fields: {} });
  browser.keep(address, started.headers);
  const to = (started.headers.get("x-action-redirect") ?? "").split(";")[0] ?? "";
  expect(to).toContain(ISSUER);
  const login = await browser.go(to);
  const consent = await browser.submit(login, { login: email, password: "any" });
  const { at } = await browser.submit(consent, {});
  return { at, browser };
}

it("lets in by the provider whom an admin has invited, to the project they were invited to", async () => {
  const { db, address } = app();
  const project = await findOrCreateProject(db, "invited");
  const email = "ines@example.com";
  const wish = { projectId: project.id, email, role: "member", invitedBy: "Ada" } as const;
  await createInvitation(db, wish, new Date());
  const { at, browser } = await signInAtProvider(email);
  expect(new URL(at).pathname).toBe("/invited/traces");
  const person = await findPersonByEmail(db, email);
  expect(person && (await findRole(db, project.id, person))).toBe("member");
  const account = await fetch(`${address}/account`, {
    headers: { cookie: browser.cookie(address) },
  });
  expect(account.status).toBe(200);
});

it("lets nobody in by the provider who was not invited", async () => {
  const { at } = await signInAtProvider("stranger@example.com");
  expect(new URL(at).pathname).toBe("/sign-in");
  expect(await findPersonByEmail(app().db, "stranger@example.com")).toBeUndefined();
});
