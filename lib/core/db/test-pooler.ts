import "server-only";
import { connect, createServer, type Socket } from "node:net";

export type TestPooler = { url: string; seen: Record<string, string>[]; close: () => Promise<void> };

const known = ["user", "database", "application_name", "client_encoding", "DateStyle", "TimeZone"];

/** Refuses what a pooler in transaction mode refuses. `seen` lists what each connection asked for. */
export async function startPooler(url: string): Promise<TestPooler> {
  const target = new URL(url);
  const seen: Record<string, string>[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", (startup) => {
      const parameters = readStartup(startup);
      seen.push(parameters);
      const unknown = Object.keys(parameters).find((name) => !known.includes(name));
      if (unknown) return socket.end(toRefusal(`unsupported startup parameter: ${unknown}`));
      const upstream = connect(Number(target.port || 5432), target.hostname);
      upstream.on("error", () => socket.destroy());
      socket.on("close", () => upstream.destroy());
      upstream.write(startup);
      socket.pipe(upstream).pipe(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const own = new URL(url);
  own.host = `127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: own.href, seen, close };
}

function readStartup(message: Buffer): Record<string, string> {
  const parts = message.subarray(8).toString().split("\0");
  const parameters: Record<string, string> = {};
  for (let place = 0; parts[place]; place += 2) parameters[parts[place] ?? ""] = parts[place + 1] ?? "";
  return parameters;
}

function toRefusal(sentence: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C08P01\0M${sentence}\0\0`);
  const head = Buffer.from("E....");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
