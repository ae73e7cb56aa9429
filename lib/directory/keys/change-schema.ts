import { z } from "zod";
import { maxRows } from "@/lib/core/bulk/vocabulary";
import { lineText } from "@/lib/core/format/typed-text";
import { maxKeyNameLength } from "./vocabulary";

const keyId = z.string().min(1).max(200);
/** `expected` is the status that the person saw: a newer one isn't overwritten. */
export const switchKeyInput = z.object({ keyId, expected: z.string().min(1).optional() });
/** `confirmedUse`: the person saw that the key is, or may be, in use and stops it anyway. */
export const stopKeyInput = switchKeyInput.extend({ confirmedUse: z.boolean().default(false) });
/** `stopsWhenQuiet`: the replaced key is deactivated after a UTC day without traffic. */
export const rotateKeyInput = z.object({
  keyId,
  replacementId: keyId,
  stopsWhenQuiet: z.boolean().default(false),
});
export type RotateKeyInput = z.infer<typeof rotateKeyInput>;
/** Null gives the key back to its creator. */
const ownerId = z.string().min(1).nullable();
export const assignKeyInput = z.object({ keyId, ownerId });
export const assignKeysInput = z.object({ keyIds: z.array(keyId).min(1).max(maxRows), ownerId });
export type AssignKeysInput = z.infer<typeof assignKeysInput>;
export const endRotationInput = z.object({ keyId });
export const planStopInput = z.object({ keyId });
export const changeKeysInput = z.object({
  operation: z.enum(["activate", "deactivate", "archive"]),
  keyIds: z.array(keyId).min(1).max(maxRows),
  confirmedKeyIds: z.array(keyId).max(maxRows).default([]),
});
export type ChangeKeysInput = z.infer<typeof changeKeysInput>;
export const renameKeyInput = z.object({
  keyId,
  name: lineText.min(1).max(maxKeyNameLength),
  /** The name that the person saw: a newer one isn't overwritten. */
  expected: z.string(),
});
export const renameKeysInput = z.object({ keys: z.array(renameKeyInput).min(1).max(maxRows) });
export type RenameKeysInput = z.infer<typeof renameKeysInput>;
