import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isRefusedAddress, parseHookAddress, postOutside } from "./outgoing";

let server: Server;
let address: string;
const taken: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    taken.push(request.url ?? "");
    if (request.url === "/away") response.writeHead(302, { location: "http://169.254.169.254/" });
    response.end("thanks");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

it.each([
  "http://169.254.169.254/latest/meta-data",
  "http://2852039166/",
  "http://0xa9fea9fe/",
  "http://0251.0376.0251.0376/",
  "http://[::ffff:169.254.169.254]/",
  "http://[64:ff9b::a9fe:a9fe]/",
  "http://[fe80::1]/",
  "http://[fd00:ec2::254]/",
  "http://0.0.0.0/",
  "http://100.100.100.200/",
])("refuses %s", (text) => {
  expect(() => parseHookAddress(text)).toThrow("link-local or metadata");
});

it.each(["ftp://example.com", "file:///etc/passwd", "javascript:alert(1)", "hooks.example.com"])(
  "refuses %s, which is no address of a hook",
  (text) => {
    expect(() => parseHookAddress(text)).toThrow("http:// or https://");
  },
);

it("allows what is on the internet and on one's own network", () => {
  for (const host of ["8.8.8.8", "10.0.0.7", "192.168.1.1", "127.0.0.1", "::1", "2001:db8::1"]) {
    expect(isRefusedAddress(host)).toBe(false);
  }
});

it("posts, and follows no redirect", async () => {
  expect(await postOutside(`${address}/hook`, "{}", {})).toEqual({ status: 200, text: "thanks" });
  expect(await postOutside(`${address}/away`, "{}", {})).toMatchObject({ status: 302 });
  expect(taken).toEqual(["/hook", "/away"]);
});
