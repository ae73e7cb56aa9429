import type { RequestListener, Server } from "node:http";

export function listenAll(
  addresses: readonly (string | undefined)[],
  port: number,
  onRequest?: RequestListener,
): Promise<Server[]>;
