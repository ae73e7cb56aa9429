import "server-only";
import { z } from "zod";
import { readGranted } from "@/lib/admin-api/read-granted";
import { AppError } from "@/lib/errors";
import { readRows, type UnreadableRow } from "@/lib/unreadable-row";
import { type ToldActivity, toldActivity } from "./told";

export const activitiesOfPage = 1000;

/** Where a page lies: the next older ones, the next newer ones, or the newest of all. */
export type PageCursor = { after_id: string } | { before_id: string } | undefined;

export type ActivityPage = {
  rows: ToldActivity[];
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
 * One page of the feed, newest first; a refusal where the organization has not enabled it.
 * @throws AppError key_rejected, rate_limited, api_unreachable, api_failed, bad_answer
 */
export async function fetchActivities(
  cursor: PageCursor,
  signal: AbortSignal | undefined,
): Promise<ActivityPage | AppError> {
  signal?.throwIfAborted();
  const answer = await readGranted(async (api, options) => {
    const told = await api.get("/v1/compliance/activities", {
      ...options,
      query: { limit: activitiesOfPage, ...cursor },
      // A signal of its own: the SDK never takes its listener off again.
      ...(signal && { signal: AbortSignal.any([signal]) }),
    });
    return page.parse(told);
  });
  if (answer instanceof AppError) return answer;
  const { rows, unreadable } = readRows(toldActivity, answer.data);
  return {
    rows,
    unreadable,
    hasMore: answer.has_more && answer.data.length > 0,
    firstId: answer.first_id ?? rows[0]?.id ?? null,
    lastId: answer.last_id ?? rows.at(-1)?.id ?? null,
  };
}
