import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export type SandboxServer = { url: string; close: () => Promise<void> };

export function serveSandbox(
  fetchIn: typeof fetch,
  port: number,
  host = "127.0.0.1",
): Promise<SandboxServer> {
  const server = createServer((incoming, outgoing) => {
    answer(fetchIn, incoming, outgoing).catch(() => outgoing.destroy());
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      const actual = typeof address === "object" && address ? address.port : port;
      resolve({ url: `http://${host}:${actual}`, close });
    });
  });
}

async function answer(
  fetchIn: typeof fetch,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method = "GET", url = "/", headers } = incoming;
  const pairs = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const request = new Request(new URL(url, "http://sandbox"), {
    method,
    headers: pairs,
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
  });
  const response = await fetchIn(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}
