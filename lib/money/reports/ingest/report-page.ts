import "server-only";
import { AppError } from "@/lib/core/errors/errors";
import type { Page, PageKind } from "./page-content";
import { readPage } from "./page-thread";

/** Makes the SDK pass on the response unread, because a page is megabytes. */
const unread = { __binaryResponse: true } as const;

/**
 * @param day As for `readPageContent`
 * @throws AppError bad_answer if the answer is no page of a report
 */
export async function readReportPage(
  kind: PageKind,
  get: (options: typeof unread) => Promise<Response>,
  day?: string,
): Promise<Page> {
  const response = await get(unread);
  const content = await readPage(kind, new Uint8Array(await response.arrayBuffer()), day);
  if ("parts" in content) return content;
  const requestId = response.headers.get("request-id") ?? undefined;
  throw new AppError("bad_answer", `${kind} answered with ${content.problem}`, { requestId });
}
