import { request, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { listenAll } from "./listen.mjs";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function ask(method: string): Promise<number | undefined> {
  servers.push(...(await listenAll(["127.0.0.1"], 0, (_, response) => response.end())));
  const address = servers[0]?.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return new Promise((resolve, reject) => {
    const asked = request({ method, port, host: "127.0.0.1", agent: false }, (answer) => {
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
