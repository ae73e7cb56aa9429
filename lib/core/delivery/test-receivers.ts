import "server-only";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type Posted = { body: string; headers: IncomingMessage["headers"] };
export type Received = { from: string; to: string[]; text: string };

const open = new Set<{ close: () => unknown }>();

export function closeReceivers(): void {
  for (const server of open) server.close();
  open.clear();
}

/** A web server that answers with these statuses, the last one for ever; `null` closes the connection instead. */
export async function receivePosts(...statuses: (number | null)[]) {
  const received: Posted[] = [];
  const server: Server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      received.push({ body: Buffer.concat(pieces).toString(), headers: request.headers });
      const status = statuses.length > 1 ? statuses.shift() : statuses[0];
      if (status === null) request.socket.destroy();
      else response.writeHead(status ?? 200, status === 302 ? { location: "/again" } : {}).end("ignored");
    });
  });
  open.add(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo; // Sound: it listens on a port.
  return { url: `http://127.0.0.1:${port}/hook`, port, received };
}

function breakOff(server: SMTPServer): void {
  for (const { _socket } of server.connections) _socket?.destroy();
}

/** A real mail server on loopback. `onEnd` decides what it says to a whole message; by default it accepts it. */
export async function receiveMail({
  onEnd,
  ...options
}: SMTPServerOptions & {
  onEnd?: (close: () => void) => Error | null | "silence" | Promise<null>;
} = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 100,
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", async () => {
        const { mailFrom, rcptTo } = session.envelope;
        const said = onEnd?.(() => breakOff(server)) ?? null;
        const from = mailFrom ? mailFrom.address : "";
        received.push({
          from,
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(pieces).toString(),
        });
        const answer = await said;
        if (answer !== "silence") done(answer);
      });
    },
    ...options,
  });
  server.on("error", () => {}); // A connection that a test breaks off is no failure of the server's.
  open.add(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.server.address() as AddressInfo; // Sound: it listens on a port.
  return { url: `smtp://127.0.0.1:${port}`, received };
}
