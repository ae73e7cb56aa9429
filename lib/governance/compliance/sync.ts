import "server-only";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { dayMs } from "@/lib/core/format/calendar";
import { yieldThread } from "@/lib/core/process/yield-thread";
import { type ActivityPage, fetchActivities, type PageCursor } from "./gateway";
import {
  type FeedState,
  forgetOld,
  getComplianceCapability,
  getFeedState,
  matchSince,
  noteComplianceCapability,
  savePage,
  unread,
} from "./mirror";

/** Activities appear within a minute, so nothing older can still appear after this. */
const settledMs = 120_000;
const refusedMs = dayMs;
const maxPages = 1000;

type Given = { now: Date; isRequested: boolean };
export type ComplianceTask = { isHistory: boolean; run: (signal?: AbortSignal) => Promise<void> };

/** New activities load as often as the directory; older ones go back as far as other history, one page at a time. */
export async function planCompliance({ now, isRequested }: Given): Promise<ComplianceTask | null> {
  const capability = await getComplianceCapability();
  const isOff = capability?.isGranted === false;
  const restMs = isOff ? refusedMs : env.SYNC_INTERVAL_SECONDS * 1000;
  const lastMs = capability?.probedAt.getTime() ?? 0;
  if (isRequested || lastMs + restMs <= now.getTime()) return { isHistory: false, run: fetchNews };
  return !isOff && hasOlder(await getFeedState(), now) ? { isHistory: true, run: fetchOlder } : null;
}

function hasOlder({ oldestId, oldestAt, isComplete }: FeedState, now: Date): boolean {
  return oldestId !== null && !isComplete && (oldestAt === null || oldestAt > toStart(now));
}

function toStart(now: Date): Date {
  return new Date(now.getTime() - env.HISTORY_DAYS * dayMs);
}

/**
 * If the feed is off, that is recorded and is not a failure.
 * @throws AppError as `fetchActivities`
 */
export async function fetchNews(signal?: AbortSignal): Promise<void> {
  const askedAt = new Date();
  const state = await getFeedState();
  const reader = new FeedReader(state, askedAt, signal);
  const refusal = (await reader.readForward()) ?? null;
  await noteComplianceCapability(refusal, askedAt);
  if (refusal) return;
  await matchSince(state.anchorAt ?? askedAt);
  await forgetOld(askedAt);
}

class FeedReader {
  constructor(
    private readonly state: FeedState,
    private readonly askedAt: Date,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Reads from the anchor toward now; after a kill, it continues from the last page. Returns a refusal. */
  async readForward(): Promise<AppError | undefined> {
    const { anchorId } = this.state;
    if (anchorId === null) return this.readBackward();
    let cursor = anchorId;
    for (let pages = 0; pages < maxPages; pages++) {
      const page = await fetchActivities({ before_id: cursor }, this.signal);
      // The API no longer accepts the anchor, so start from the newest page.
      if (page instanceof AppError) return this.readBackward();
      await this.#keep(page, this.#toAnchor(page));
      if (!page.hasMore || !page.firstId || page.firstId === cursor) return undefined;
      cursor = page.firstId;
      await yieldThread();
    }
    throw new AppError("bad_answer", "the feed does not come to an end");
  }

  /** Reads from the newest page down to what is known; the first time, only the newest page. */
  async readBackward(): Promise<AppError | undefined> {
    const { anchorAt, oldestId } = this.state;
    let cursor: PageCursor;
    let anchor: Partial<FeedState> | undefined;
    for (let pages = 0; pages < maxPages; pages++) {
      const page = await fetchActivities(cursor, this.signal);
      if (page instanceof AppError) return page;
      anchor ??= this.#toAnchor(page, page.rows.at(-1));
      const isLast = !page.hasMore || !page.lastId || anchorAt === null || this.#isBefore(page, anchorAt);
      // Only a complete read moves the anchor: below an interrupted one there is a gap.
      await this.#keep(page, { ...(isLast && anchor), ...(oldestId === null && isLast && toOldest(page)) });
      if (isLast) return undefined;
      cursor = { after_id: page.lastId ?? "" };
      await yieldThread();
    }
    throw new AppError("bad_answer", "the feed does not come to an end");
  }

  #isBefore({ rows }: ActivityPage, at: Date): boolean {
    const last = rows.at(-1);
    return last !== undefined && last.at < at;
  }

  #keep(page: ActivityPage, change: Partial<FeedState>): Promise<void> {
    return savePage({ page, askedAt: this.askedAt, change, notBefore: toStart(this.askedAt) });
  }

  /** Without an activity that is old enough, the anchor stays. */
  #toAnchor({ rows }: ActivityPage, fallback?: ActivityPage["rows"][number]): Partial<FeedState> {
    const settled = this.askedAt.getTime() - settledMs;
    const found = rows.find(({ at }) => at.getTime() <= settled) ?? fallback;
    return found ? { anchorId: found.id, anchorAt: found.at } : {};
  }
}

export async function fetchOlder(signal?: AbortSignal): Promise<void> {
  const askedAt = new Date();
  const { oldestId } = await getFeedState();
  if (oldestId === null) return;
  const page = await fetchActivities({ after_id: oldestId }, signal);
  // The feed is off or no longer knows the cursor: its newest page shows which, and where to restart.
  if (page instanceof AppError) return startAgain(askedAt, signal);
  const isStuck = page.lastId === oldestId;
  const change = isStuck ? { isComplete: true } : toOldest(page);
  await savePage({ page, askedAt, change, notBefore: toStart(askedAt) });
}

async function startAgain(askedAt: Date, signal: AbortSignal | undefined): Promise<void> {
  const refusal = await new FeedReader(unread, askedAt, signal).readBackward();
  await noteComplianceCapability(refusal ?? null, askedAt);
}

function toOldest({ rows, lastId, hasMore }: ActivityPage): Partial<FeedState> {
  const last = rows.at(-1);
  return {
    ...(lastId && { oldestId: lastId }),
    ...(last && { oldestAt: last.at }),
    isComplete: !hasMore,
  };
}
