import { once } from "node:events";
import { readdirSync } from "node:fs";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { noteSession } from "@/lib/core/auth/known-sessions";
import { log } from "@/lib/core/log/log";
import { forget } from "@/lib/core/process/process-singleton";
import { admit } from "./door";

let server: Server;
const handled: ServerResponse[] = [];
const headers: IncomingHttpHeaders[] = [];

beforeEach(async () => {
  for (const key of ["read-tokens", "stranger-tokens"]) forget(key);
  handled.length = 0;
  headers.length = 0;
  server = createServer(async (request, response) => {
    if (!(await admit(request, response))) return;
    headers.push(request.headers);
    handled.push(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
});
afterEach(() => {
  server.close().closeAllConnections();
});

const open = (path: string, cookie = "") =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers: { cookie } }); // It listens on a port.

async function untilHandled(count: number): Promise<void> {
  while (handled.length < count) await new Promise(setImmediate);
}

test("four requests of a stranger run at once, and someone with a session doesn’t wait for the rest", async () => {
  const answers = Array.from({ length: 8 }, () => open("/sign-in"));
  await untilHandled(4);
  noteSession("known", { id: "known", email: null, method: "link" });
  const known = open("/members", "castellan.session=known");
  await untilHandled(5);
  handled[4]?.end("known");
  expect(await (await known).text()).toBe("known");
  for (let at = 0; at < 4; at += 1) handled[at]?.end("stranger");
  await untilHandled(9);
  for (const response of handled.slice(5)) response.end("stranger");
  const texts = await Promise.all(answers.map(async (answer) => (await answer).text()));
  expect(texts).toEqual(Array.from({ length: 8 }, () => "stranger"));
});

test("eight requests of a person run at once, and nobody else waits for the rest", async () => {
  for (const id of ["busy", "other"]) noteSession(id, { id, email: `${id}@x.example`, method: "oidc" });
  const answers = Array.from({ length: 12 }, () => open("/me", "castellan.session=busy"));
  await untilHandled(8);
  const other = open("/members", "castellan.session=other");
  await untilHandled(9);
  handled[8]?.end("other");
  expect(await (await other).text()).toBe("other");
  expect(handled).toHaveLength(9);
  for (let at = 0; at < 8; at += 1) handled[at]?.end("busy");
  await untilHandled(13);
  for (const response of handled.slice(9)) response.end("busy");
  for (const answer of answers) expect(await (await answer).text()).toBe("busy");
});

test.each(["content-length: 900", "transfer-encoding: chunked"])(
  "a request whose body doesn’t arrive holds no turn, whether it says %s",
  async (announced) => {
    noteSession("busy", { id: "busy", email: "busy@x.example", method: "oidc" });
    const { port } = server.address() as AddressInfo; // It listens on a port.
    const head = `POST /api/me HTTP/1.1\r\nHost: x\r\nCookie: castellan.session=busy\r\n${announced}\r\n\r\n`;
    const slow = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const socket = connect(port, "127.0.0.1");
        await once(socket, "connect");
        socket.write(head);
        return socket;
      }),
    );
    const own = open("/me", "castellan.session=busy");
    await untilHandled(1);
    handled[0]?.end("own");
    expect(await (await own).text()).toBe("own");
    const [first] = slow;
    first?.write(announced.startsWith("content") ? "x".repeat(900) : "1\r\nx\r\n0\r\n\r\n");
    await untilHandled(2);
    expect(handled).toHaveLength(2);
    for (const socket of slow) socket.destroy();
  },
);

test("the liveness check is answered without Next", async () => {
  const answer = await open("/api/health/live");
  expect([answer.status, await answer.json()]).toEqual([200, { status: "ok" }]);
  expect(handled).toEqual([]);
});

describe("what Next would answer with 500", () => {
  const send = (path: string, init: RequestInit) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init); // It listens on a port.

  test.each([
    ...readdirSync("public").map((file) => ["POST", `/${file}`] as const),
    ...["PUT", "DELETE", "OPTIONS"].map((method) => [method, "/members"] as const),
    ["POST", "/_next/static/chunks/missing.js"] as const,
    ["POST", "/members"] as const,
  ])("%s %s is answered with 405 before Next", async (method, path) => {
    const isFile = path !== "/members";
    const answer = await send(path, { method, headers: isFile ? { "next-action": "00" } : {} });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect(handled).toEqual([]);
  });

  test("what programs post to MCP reaches its route", async () => {
    const answer = send("/mcp", { method: "POST", body: "{}" });
    await untilHandled(1);
    handled[0]?.end("answered");
    expect(await (await answer).text()).toBe("answered");
  });

  test.each(["/members/%ff", "/api/export/%E0%A4%A.csv", "/%"])(
    "%s, which isn't encoded UTF-8, is answered with 400 before Next",
    async (path) => {
      expect((await send(path, {})).status).toBe(400);
      expect(handled).toEqual([]);
    },
  );

  test("an address that names a host is answered with 400 before Next, which would lead there", async () => {
    const asked = request({
      port: (server.address() as AddressInfo).port,
      path: "http://evil.example/members",
    }).end();
    const [answer]: IncomingMessage[] = await once(asked, "response");
    expect(answer?.resume().statusCode).toBe(400);
    expect(handled).toEqual([]);
  });

  test.each(["https://evil.example", "null", "nonsense"])(
    "an action from %s is answered with 403 before Next",
    async (origin) => {
      const info = vi.spyOn(log, "info").mockReset();
      const answer = await send("/members", { method: "POST", headers: { origin, "next-action": "00" } });
      expect([answer.status, await answer.json()]).toMatchObject([403, { code: "foreign_origin" }]);
      expect(handled).toEqual([]);
      expect(info.mock.calls).toMatchObject([[{ where: "/members", why: expect.any(String) }, "refused"]]);
    },
  );
});

test("an action from our own page is Next’s to answer", async () => {
  const { port } = server.address() as AddressInfo; // It listens on a port.
  const origin = `http://127.0.0.1:${port}`;
  const answer = fetch(`${origin}/members`, { method: "POST", headers: { origin, "next-action": "00" } });
  await untilHandled(1);
  handled[0]?.end("answered");
  expect(await (await answer).text()).toBe("answered");
});

test("what Next sends to itself again keeps its sender and isn’t limited, unlike what only looks like it", async () => {
  const { port } = server.address() as AddressInfo; // It listens on a port.
  const send = (more: IncomingHttpHeaders) =>
    new Promise<number | undefined>((resolve) => {
      // Without a length, as Next sends it, which costs a stranger all they have.
      const sent = { "next-action": "00", ...more, "transfer-encoding": "chunked" };
      request({ port, host: "127.0.0.1", method: "POST", path: "/me", headers: sent }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end("body");
    });
  const answerAll = async (count: number) => {
    await untilHandled(count);
    handled.at(-1)?.end();
  };
  const first = send({ host: "castellan.example", "x-castellan-peer": "192.0.2.1" });
  await answerAll(1);
  expect(await first).toBe(200);
  expect(headers[0]).toMatchObject({ "x-castellan-peer": "127.0.0.1" });
  expect(await send({ "x-castellan-admitted": "made-up" })).toBe(429);
  for (let count = 2; count < 5; count += 1) {
    const again = send({ ...headers[0], host: "127.0.0.1", "x-castellan-peer": "198.51.100.9" });
    await answerAll(count);
    expect(await again).toBe(200);
    expect(headers.at(-1)).toMatchObject({ host: "castellan.example", "x-castellan-peer": "198.51.100.9" });
  }
});
