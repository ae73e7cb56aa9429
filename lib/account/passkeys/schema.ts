import { z } from "zod";
import { lineText } from "@/lib/core/format/typed-text";
import { maxNameLength } from "./vocabulary";

const passkey = z.object({
  id: z.string(),
  /** An address, or the one-time link's name. */
  email: z.string(),
  name: z.string(),
  host: z.string(),
  isHere: z.boolean(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type PasskeyRow = z.infer<typeof passkey>;

export const passkeyList = z.array(passkey);

export const passkeyName = z.object({ name: lineText.min(1).max(maxNameLength) });
export const passkeyId = z.object({ id: z.uuid() });
export const renamePasskeyInput = passkeyName.extend(passkeyId.shape);
