import { z } from "zod";

export const undoInput = z.object({ runId: z.uuid() });
export const undoEntryInput = z.object({ entryId: z.uuid() });

const maxEntries = 200;
export const entriesInput = z.object({ entryIds: z.array(z.uuid()).max(maxEntries) });

export const undoPlan = z.object({
  /** Changes that would be reverted. */
  ready: z.number(),
  /** Those that were reverted already, that someone changed since, or that this person may not make. */
  kept: z.number(),
  isRunning: z.boolean(),
});
export type UndoPlan = z.infer<typeof undoPlan>;

/** IDs of entries of the log. */
export const undoableEntries = z.array(z.string());
