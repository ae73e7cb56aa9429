import { createServer } from "node:http";
import { Refusal } from "./run.mjs";

const loopback = ["127.0.0.1", "::1"];

/**
 * Plain HTTP would show cookies to the network, so it stays on this machine until a proxy with TLS is in front, or HOST
 * says otherwise. `undefined` is every address of this machine.
 */
export function chooseAddresses({ HOST, NEXTAUTH_URL } = process.env) {
  if (HOST) return { addresses: HOST === "localhost" ? loopback : [HOST], reason: `HOST is ${HOST}` };
  if (isHttps(NEXTAUTH_URL)) return { addresses: [undefined], reason: "NEXTAUTH_URL is https" };
  return { addresses: loopback, reason: "neither HOST nor an https NEXTAUTH_URL is set" };
}

function isHttps(address = "") {
  return URL.canParse(address) && new URL(address).protocol === "https:";
}

export function toListening(servers, reason) {
  const addresses = servers.map((server) => server.address().address);
  const isOpen = addresses.some((address) => address === "::" || address === "0.0.0.0");
  const only = addresses.every(isLoopback) ? " only" : "";
  return `${isOpen ? "on all interfaces" : `on ${addresses.join(" and ")}${only}`}, because ${reason}`;
}

/**
 * Where this process reaches itself. Next sends an action to itself again if another page has it, and behind a proxy with
 * TLS, it would use https.
 */
export function toOwnOrigin({ address, family, port }) {
  const isAny = address === "::" || address === "0.0.0.0";
  const host = isAny ? "localhost" : family === "IPv6" ? `[${address}]` : address;
  return `http://${host}:${port}`;
}

function isLoopback(address) {
  return address === "::1" || address.startsWith("127.");
}

/** One server per address. An address family that this machine lacks is skipped if another works. */
export async function listenAll(addresses, port, onRequest = undefined) {
  const servers = [];
  let missing;
  for (const address of addresses) {
    const server = createServer();
    if (onRequest) takeAll(server, refuseTrace(onRequest));
    try {
      await listen(server, port, address);
      servers.push(server);
    } catch (cause) {
      if (!["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes(cause.code)) {
        for (const open of servers) open.close();
        throw toRefusal(port, address, cause);
      }
      missing = toRefusal(port, address, cause);
    }
  }
  if (servers.length === 0) throw missing;
  return servers;
}

/** Node would answer an unknown expectation itself, past every limit. */
function takeAll(server, onRequest) {
  server.on("request", onRequest);
  server.on("checkExpectation", onRequest);
}

/** Node accepts this method, but the web's requests can't have it, so that Next would fail and log an error. */
function refuseTrace(onRequest) {
  return (request, response) => {
    if (request.method !== "TRACE") onRequest(request, response);
    else response.writeHead(405).end();
  };
}

function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, resolve);
  });
}

function toRefusal(port, address, cause) {
  if (cause.code === "EADDRINUSE") return new Refusal(`Port ${port} is in use. Set PORT to another port.`);
  if (cause.code === "EACCES")
    return new Refusal(`Port ${port} cannot be used (EACCES). Set PORT to another port.`);
  return new Refusal(`Cannot listen on HOST ${address ?? ""} (${cause.code}).`);
}
