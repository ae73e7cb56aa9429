import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { Traffic } from "./stop.mjs";

const servers: Server[] = [];
const agents: Agent[] = [];

afterEach(() => {
  for (const agent of agents.splice(0)) agent.destroy();
  for (const server of servers.splice(0)) server.closeAllConnections();
});

async function serve(answer: (response: ServerResponse) => void) {
  const traffic = new Traffic();
  const server = createServer((_, response) => {
    traffic.note(response);
    answer(response);
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  traffic.watch([server]);
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  return { traffic, url };
}

function ask(url: string): Promise<{ body: string; connection: string | undefined }> {
  const agent = new Agent({ keepAlive: true });
  agents.push(agent);
  return new Promise((resolve, reject) => {
    const onAnswer = async (answer: IncomingMessage) => {
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part);
      resolve({ body: Buffer.concat(parts).toString(), connection: answer.headers.connection });
    };
    get(url, { agent }, onAnswer).once("error", reject);
  });
}

const nothing = async () => {};

function waiting() {
  let resolve: (response: ServerResponse) => void = () => {};
  const promise = new Promise<ServerResponse>((give) => {
    resolve = give;
  });
  return { promise, resolve };
}

test("connections without a request are closed immediately, and no one gets a new one", async () => {
  const { traffic, url } = await serve((response) => response.end("here"));
  expect(await ask(url)).toEqual({ body: "here", connection: "keep-alive" });
  await traffic.drain(nothing);
  await expect(ask(url)).rejects.toThrow("ECONNREFUSED");
});

test("a response under way arrives completely, and is the last of its connection", async () => {
  const arrived = waiting();
  const { traffic, url } = await serve(arrived.resolve);
  const answer = ask(url);
  const response = await arrived.promise;
  const drained = traffic.drain(nothing);
  response.end("late");
  expect(await answer).toEqual({ body: "late", connection: "close" });
  await drained;
});

test("a connection that left HTTP, which Node can't close, doesn't hold up the end", async () => {
  const { traffic, url } = await serve((response) => response.end("here"));
  const left = new Promise<void>((resolve) => servers[0]?.once("upgrade", () => resolve()));
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n");
  await left;
  await traffic.drain(nothing);
  socket.destroy();
});

test("a partly sent response arrives completely", async () => {
  const arrived = waiting();
  const { traffic, url } = await serve(arrived.resolve);
  const answer = ask(url);
  const response = await arrived.promise;
  response.write("first, ");
  const drained = traffic.drain(nothing);
  response.end("last");
  expect((await answer).body).toBe("first, last");
  await drained;
});
