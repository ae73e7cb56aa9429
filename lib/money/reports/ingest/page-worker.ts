import "server-only";
import { parentPort } from "node:worker_threads";
import { type PageContent, type PageKind, readPageContent } from "./page-content";

export type PageRequest = { id: number; kind: PageKind; body: Uint8Array; day: string | undefined };
export type PageReply = { id: number; content: PageContent };

parentPort?.on("message", ({ id, kind, body, day }: PageRequest) => {
  const content = readPageContent(kind, body, day);
  const reply: PageReply = { id, content };
  parentPort?.postMessage(reply, "parts" in content ? listMemory(content.parts) : []);
});

function listMemory(parts: Extract<PageContent, { parts: unknown }>["parts"]) {
  // Sound: they are made by TextEncoder, which shares no memory.
  return parts.flatMap(({ rows }) => (rows ? [rows.text.buffer as ArrayBuffer] : []));
}
