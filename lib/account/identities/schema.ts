import { z } from "zod";

const account = z.object({
  /** The provider's name here. */
  method: z.string(),
  issuer: z.string(),
  subject: z.string(),
});
export type Account = z.infer<typeof account>;

const waitingAccount = account.extend({
  id: z.string(),
  email: z.string(),
  lastTriedAt: z.string(),
  /** The account that the address belongs to so far. */
  known: account.extend({ boundAt: z.string(), seenAt: z.string() }),
});
export type WaitingAccount = z.infer<typeof waitingAccount>;

export const waitingAccounts = z.array(waitingAccount);
export type WaitingAccounts = z.infer<typeof waitingAccounts>;

/** Whose the new account is: of the person who had the address, or of somebody else, who must inherit nothing. */
const owners = ["same", "other"] as const;
export type Owner = (typeof owners)[number];

export const letInInput = z.object({ id: z.uuid(), owner: z.enum(owners) });
export type LetIn = z.infer<typeof letInInput>;

/** The new account, as the log has it. */
export const letInAccount = account.extend({ isSamePerson: z.boolean() });
export type LetInAccount = z.infer<typeof letInAccount>;
