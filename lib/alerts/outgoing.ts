import { lookup } from "node:dns";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { AppError } from "@/lib/errors";

/*
 * Addresses at which clouds tell a machine its secrets, and those that no hook can have. Machines of
 * one's own network are allowed: that is where many hooks are.
 */
const REFUSED = new BlockList();
const V4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.192", 32],
  ["100.100.100.200", 32],
  ["168.63.129.16", 32],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
for (const [address, bits] of V4) {
  REFUSED.addSubnet(address, bits, "ipv4");
  // The same written as IPv6, mapped and by the translators of IPv6-only networks.
  REFUSED.addSubnet(`::ffff:${address}`, 96 + bits, "ipv6");
  REFUSED.addSubnet(`64:ff9b::${address}`, 96 + bits, "ipv6");
}
REFUSED.addSubnet("fe80::", 10, "ipv6");
REFUSED.addSubnet("fd00:ec2::", 32, "ipv6");
REFUSED.addSubnet("fd20:ce::", 32, "ipv6");
REFUSED.addSubnet("ff00::", 8, "ipv6");
REFUSED.addAddress("::", "ipv6");

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 2_048;

/** Whether an address is one that nothing may be sent to. */
export function isRefusedAddress(address: string): boolean {
  const family = isIP(address);
  return family === 0 || REFUSED.check(address, family === 4 ? "ipv4" : "ipv6");
}

/**
 * An address that something may be posted to, as far as its text tells.
 *
 * @throws AppError `invalid_input` for anything but http and https, and for addresses that are refused
 */
export function parseHookAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new AppError("invalid_input", "A hook needs an http:// or https:// address.");
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && isRefusedAddress(host)) throw refused(host);
  return url;
}

const refused = (address: string) =>
  new AppError(
    "invalid_input",
    `Nothing is sent to ${address}: it is a link-local or metadata address.`,
  );

/** The name is looked up once, and what was looked at is what is connected to. */
const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, "");
    const bad = addresses.find(({ address }) => isRefusedAddress(address));
    if (bad) return callback(refused(bad.address), "");
    const [first] = addresses;
    if (options.all) return callback(null, addresses);
    return callback(null, first?.address ?? "", first?.family ?? 4);
  });
};

/** What a hook answered; the text is cut. */
export type HookAnswer = { readonly status: number; readonly text: string };

/**
 * Posts a body to a hook. Redirects are answers like any other: none is followed.
 *
 * @throws AppError for an address that is refused; Error when there is no answer within ten seconds
 */
export async function postOutside(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<HookAnswer> {
  const url = parseHookAddress(address);
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "user-agent": "Tidemark",
          ...headers,
        },
        lookup: guardedLookup,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        // A connection that is kept would keep an address that was good once.
        agent: false,
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => {
          if (text.length < MAX_ANSWER_BYTES) text += part;
        });
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, text: text.slice(0, MAX_ANSWER_BYTES) });
        });
        response.on("error", reject);
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}
