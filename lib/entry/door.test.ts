import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { noteSession } from "@/lib/auth/known-sessions";
import { forget } from "@/lib/process-singleton";
import { admit } from "./door";

let server: Server;
const handled: ServerResponse[] = [];

beforeEach(async () => {
  for (const key of ["read-tokens", "stranger-tokens"]) forget(key);
  handled.length = 0;
  server = createServer(async (request, response) => {
    if (await admit(request, response)) handled.push(response);
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

test("the liveness check is answered without Next", async () => {
  const answer = await open("/api/health/live");
  expect([answer.status, await answer.json()]).toEqual([200, { status: "ok" }]);
  expect(handled).toEqual([]);
});
