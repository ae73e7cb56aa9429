import type { RequestListener, Server } from "node:http";

type Addresses = { addresses: (string | undefined)[]; reason: string };

export function chooseAddresses(env: Record<string, string | undefined>): Addresses;

export function toListening(servers: readonly Server[], reason: string): string;

export function toOwnOrigin(address: { address: string; family: string; port: number }): string;

export function listenAll(
  addresses: readonly (string | undefined)[],
  port: number,
  onRequest?: RequestListener,
): Promise<Server[]>;
