import { z } from "zod";
import { longestName } from "./vocabulary";

const passkey = z.object({
  id: z.string(),
  /** The person's address, or the name of the one-time link. */
  email: z.string(),
  name: z.string(),
  /** The host that it works for. */
  host: z.string(),
  /** Whether that is the one under which the list was asked for. */
  isHere: z.boolean(),
  createdAt: z.iso.datetime(),
  /** null until the first confirmation. */
  lastUsedAt: z.iso.datetime().nullable(),
});
export type PasskeyRow = z.infer<typeof passkey>;

export const passkeyList = z.array(passkey);

export const passkeyName = z.object({ name: z.string().trim().min(1).max(longestName) });
export const passkeyId = z.object({ id: z.uuid() });
export const renamePasskeyInput = passkeyName.extend(passkeyId.shape);
