import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { atEnd } from "@/scripts/stage/ends";

/** In front of a database: while it is shut, connections break off and are refused, as when a server is down. */
export async function openDoor(address: string) {
  const behind = new URL(address);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const upstream = connect(Number(behind.port || 5432), behind.hostname);
    for (const [end, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      sockets.add(end);
      end.on("error", () => {});
      end.once("close", () => sockets.delete(end) && other.destroy());
      end.pipe(other);
    }
  });
  let port = 0;
  const open = async () => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port; // Sound: it listens on a port.
  };
  const shut = async () => {
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await open();
  atEnd(shut);
  return {
    url: `postgres://${behind.username}:${behind.password}@127.0.0.1:${port}${behind.pathname}`,
    open,
    shut,
  };
}
