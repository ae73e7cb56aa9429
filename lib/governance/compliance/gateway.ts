import "server-only";
import { z } from "zod";
import { readGranted } from "@/lib/core/admin-api/read-granted";
import { AppError } from "@/lib/core/errors/errors";
import { readRows, type UnreadableRow } from "@/lib/core/errors/unreadable-row";
import { activity, type ReceivedActivity } from "./response-schema";

export const activitiesOfPage = 1000;

export type PageCursor = { after_id: string } | { before_id: string } | undefined;

export type ActivityPage = {
  rows: ReceivedActivity[];
  unreadable: UnreadableRow[];
  hasMore: boolean;
  firstId: string | null;
  lastId: string | null;
};

const page = z.looseObject({
  data: z.array(z.unknown()),
  has_more: z.boolean(),
  first_id: z.string().nullish(),
  last_id: z.string().nullish(),
});

/**
 * Newest first; a refusal if the organization hasn't enabled the feed.
 * @throws AppError key_rejected, rate_limited, api_unreachable, api_failed, bad_answer
 */
export async function fetchActivities(
  cursor: PageCursor,
  signal: AbortSignal | undefined,
): Promise<ActivityPage | AppError> {
  signal?.throwIfAborted();
  const answer = await readGranted(async (api, options) => {
    const received = await api.get("/v1/compliance/activities", {
      ...options,
      query: { limit: activitiesOfPage, ...cursor },
      // Uses its own signal, because the SDK never removes its listener.
      ...(signal && { signal: AbortSignal.any([signal]) }),
    });
    return page.parse(received);
  });
  if (answer instanceof AppError) return answer;
  const { rows, unreadable } = readRows(activity, answer.data);
  return {
    rows,
    unreadable,
    hasMore: answer.has_more && answer.data.length > 0,
    firstId: answer.first_id ?? rows[0]?.id ?? null,
    lastId: answer.last_id ?? rows.at(-1)?.id ?? null,
  };
}
