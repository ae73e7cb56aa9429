import { createServer } from "node:http";
import { Refusal } from "./run.mjs";

/** The sandbox has no passwords, so it stays on this machine unless HOST says otherwise. */
export function toAddresses({ HOST, ANTHROPIC_ADMIN_KEY, ANTHROPIC_ADMIN_KEY_FILE } = process.env) {
  const loopback = ["127.0.0.1", "::1"];
  if (HOST === "localhost") return loopback;
  if (HOST) return [HOST];
  return ANTHROPIC_ADMIN_KEY || ANTHROPIC_ADMIN_KEY_FILE ? [undefined] : loopback;
}

export function toListening(servers) {
  const addresses = servers.map((server) => server.address().address);
  if (addresses.some((address) => address === "::" || address === "0.0.0.0")) return "on all interfaces";
  return `on ${addresses.join(" and ")}${addresses.every(isLoopback) ? " only" : ""}`;
}

function isLoopback(address) {
  return address === "::1" || address.startsWith("127.");
}

/** One server per address. An address family that this machine lacks is skipped if another works. */
export async function listenAll(addresses, port, onRequest = undefined) {
  const servers = [];
  let missing;
  for (const address of addresses) {
    const server = createServer(onRequest && refuseTrace(onRequest));
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
