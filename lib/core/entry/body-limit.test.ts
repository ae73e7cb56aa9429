import { Agent, createServer, request, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { limitBody } from "./body-limit";

const mebibyte = 1024 * 1024;
const session = "castellan.session=x";
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

type Answer = { status: number | undefined; text: string; received: number };

/** Sends a body part by part, with its length or without one, to a server that reads all that it gets. */
async function send(path: string, bytes: number, isAnnounced: boolean, cookie = session): Promise<Answer> {
  let received = 0;
  const server = createServer(async (asked, response) => {
    if (!limitBody(asked, response)) return;
    asked.on("data", (part: Buffer) => {
      received += part.length;
    });
    asked.once("end", () => response.end("read"));
    asked.once("error", () => {});
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const headers = { cookie, ...(isAnnounced && { "content-length": String(bytes) }) };
  return new Promise((resolve, reject) => {
    const asked = request(
      { port, host: "127.0.0.1", method: "POST", path, headers, agent: false },
      (answer) => {
        answer.setEncoding("utf8");
        let text = "";
        answer.on("data", (part: string) => {
          text += part;
        });
        answer.once("end", () => resolve({ status: answer.statusCode, text, received }));
        // The server closes on whoever goes on sending.
        asked.removeAllListeners("error").on("error", () => {});
      },
    );
    asked.once("error", reject);
    for (let left = bytes; left > 0; left -= mebibyte) asked.write(Buffer.alloc(Math.min(left, mebibyte)));
    asked.end();
  });
}

test.each([true, false])(
  "a file of five megabytes is read (its length is announced: %s)",
  async (isAnnounced) => {
    expect(await send("/invites/import", 5 * mebibyte, isAnnounced)).toEqual({
      status: 200,
      text: "read",
      received: 5 * mebibyte,
    });
  },
);

test("a body that is announced as longer is refused before any of it is read", async () => {
  const { status, text, received } = await send("/members", 2 * mebibyte + 1, true);
  expect(status).toBe(413);
  expect(JSON.parse(text)).toEqual({ code: "too_large" });
  expect(received).toBe(0);
});

test("a body without a length is refused once it is longer", async () => {
  const { status, received } = await send("/api/invites/import", 8 * mebibyte, false);
  expect(status).toBe(413);
  expect(received).toBeLessThanOrEqual(5 * mebibyte);
});

test.each([true, false])(
  "signing in, and whoever has no session, takes only 64 kB (its length is announced: %s)",
  async (isAnnounced) => {
    for (const path of [
      "/api/auth/callback/oidc",
      "/x/../api/auth/signin/oidc",
      "/%2e%2e/api/auth/signin/oidc",
    ]) {
      expect((await send(path, 65_536, isAnnounced)).status).toBe(200);
      expect((await send(path, 65_537, isAnnounced)).status).toBe(413);
    }
    expect((await send("/sign-in", 65_537, isAnnounced, "")).status).toBe(413);
    expect((await send("/sign-in", 65_537, isAnnounced)).status).toBe(200);
  },
);

test("the next request of a connection isn't lost to the refusal before it", async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const server = createServer((asked, response) => {
    if (!limitBody(asked, response)) return;
    // Longer than a refused connection lingers.
    setTimeout(() => response.end("read"), 800);
  });
  servers.push(server);
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" ? (address?.port ?? 0) : 0);
    });
  });
  const ask = (method: string, body = "") =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = request({ port, host: "127.0.0.1", path: "/members", method, agent }, (answer) => {
        answer.resume().once("end", () => resolve(answer.statusCode));
      });
      asked.once("error", reject).end(body);
    });
  expect(await ask("POST", "x".repeat(70_000))).toBe(413);
  expect(await ask("GET")).toBe(200);
  agent.destroy();
});
