import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import type { Transaction } from "@/lib/core/db/database";
import { reviewRows, reviewWorkspaces } from "@/lib/core/db/review-tables";
import { AppError } from "@/lib/core/errors/errors";
import { type Reviewed, toNotReviewer } from "./decide-store";
import { selectRows } from "./rows-read-model";
import { toMeanwhile } from "./store";
import { decidableStates } from "./vocabulary";

type Place = { reviewId: string; workspaceId: string };

/** In the place of whoever hands it over, if they are named. */
export async function handPlace(
  tx: Transaction,
  { reviewId, workspaceId }: Place,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const isIt = and(eq(reviewWorkspaces.reviewId, reviewId), eq(reviewWorkspaces.workspaceId, workspaceId));
  const [place] = await tx.select().from(reviewWorkspaces).where(isIt).for("update");
  const others = (place?.reviewers ?? []).filter((address) => address !== from);
  await tx
    .update(reviewWorkspaces)
    .set({ reviewers: [...new Set([...others, to])].toSorted() })
    .where(isIt);
}

/** @throws AppError refused for rows that aren't theirs, or about whom they are handed to; conflict for rows that are done */
export async function handRows(
  tx: Transaction,
  {
    by,
    reviewed,
    to,
    ...asked
  }: Place & {
    by: Permit<"reviews:write">;
    reviewed: Reviewed;
    rows: readonly string[];
    to: string;
  },
): Promise<void> {
  const known = new Map((await selectRows(tx, asked, by.actor)).map((row) => [row.userId, row]));
  for (const userId of asked.rows) {
    const row = known.get(userId);
    if (!(row && decidableStates.includes(row.state))) throw toMeanwhile();
    if (!reviewed.mayDecide(row)) throw toNotReviewer();
    if (row.isSelf || row.email.toLowerCase() === to)
      throw new AppError("refused", "it is about them", {
        reason: "own_membership",
        fields: { to: ["is who it is about"] },
      });
  }
  await tx
    .update(reviewRows)
    .set({ handedTo: to })
    .where(
      and(
        eq(reviewRows.reviewId, asked.reviewId),
        eq(reviewRows.workspaceId, asked.workspaceId),
        inArray(reviewRows.userId, [...asked.rows]),
      ),
    );
}
