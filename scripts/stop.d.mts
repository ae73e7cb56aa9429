import type { Server, ServerResponse } from "node:http";

/** Anything that stops us must wait longer than this before a SIGKILL. */
export const maxStopMs: number;

export class Traffic {
  note(response: ServerResponse): void;
  watch(servers: Server[]): void;
  drain(waitForWrites: () => Promise<void>): Promise<void>;
}
