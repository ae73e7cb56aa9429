import { request, type Server } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { chooseAddresses, listenAll, toListening, toOwnOrigin } from "./listen.mjs";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function open(): Promise<number> {
  servers.push(...(await listenAll(["127.0.0.1"], 0, (_, response) => response.end())));
  const address = servers[0]?.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

async function ask(method: string, headers = {}): Promise<number | undefined> {
  const port = await open();
  return new Promise((resolve, reject) => {
    const asked = request({ method, headers, port, host: "127.0.0.1", agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.once("error", reject).end();
  });
}

test("TRACE, with which Next would fail, doesn't reach it", async () => {
  expect(await ask("TRACE")).toBe(405);
});

test.each(["GET", "HEAD", "POST", "PROPFIND"])("%s reaches it", async (method) => {
  expect(await ask(method)).toBe(200);
});

test("an unknown expectation, which Node would refuse past every limit, reaches it", async () => {
  expect(await ask("GET", { expect: "anything" })).toBe(200);
});

async function send(text: string): Promise<string> {
  const socket = connect(await open(), "127.0.0.1");
  socket.end(text);
  return (await socket.setEncoding("latin1").toArray()).join("");
}

test.each([
  ["both a length and chunks", "content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"],
  ["two lengths", "content-length: 1\r\ncontent-length: 2\r\n\r\nab"],
  ["a length that is no number", "content-length: +1\r\n\r\na"],
])("a request that proxies could read differently is refused: %s", async (_, headers) => {
  expect(await send(`POST / HTTP/1.1\r\nhost: x\r\n${headers}`)).toMatch(/^HTTP\/1.1 400 /);
});

const loopback = ["127.0.0.1", "::1"];
const closed = "neither HOST nor an https NEXTAUTH_URL is set";

test.each([
  [{}, loopback, closed],
  [{ ANTHROPIC_ADMIN_KEY: "sk-ant-admin01-x" }, loopback, closed],
  [{ HOST: "", NEXTAUTH_URL: "http://localhost:3000" }, loopback, closed],
  [{ NEXTAUTH_URL: "https://castellan.example" }, [undefined], "NEXTAUTH_URL is https"],
  [{ HOST: "0.0.0.0" }, ["0.0.0.0"], "HOST is 0.0.0.0"],
  [{ HOST: "localhost", NEXTAUTH_URL: "https://castellan.example" }, loopback, "HOST is localhost"],
])("with %j, the server listens on %j", (env, addresses, reason) => {
  expect(chooseAddresses(env)).toEqual({ addresses, reason });
});

test("the server says on which addresses it listens, and why", async () => {
  servers.push(...(await listenAll(["127.0.0.1"], 0)));
  expect(toListening(servers, closed)).toBe(`on 127.0.0.1 only, because ${closed}`);
  servers.push(...(await listenAll(["0.0.0.0"], 0)));
  expect(toListening(servers.slice(1), "HOST is 0.0.0.0")).toBe("on all interfaces, because HOST is 0.0.0.0");
});

test.each([
  ["127.0.0.1", "IPv4", "http://127.0.0.1:3000"],
  ["192.0.2.7", "IPv4", "http://192.0.2.7:3000"],
  ["2001:db8::7", "IPv6", "http://[2001:db8::7]:3000"],
  ["0.0.0.0", "IPv4", "http://localhost:3000"],
  ["::", "IPv6", "http://localhost:3000"],
])("a server that listens on %s (%s) reaches itself at %s", (address, family, origin) => {
  expect(toOwnOrigin({ address, family, port: 3000 })).toBe(origin);
});
