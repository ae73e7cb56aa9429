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

/** What a sign-in needs of a provider, and what it can do besides: how each of these ended. */
export type ProviderCheck =
  | "reached.works"
  | "reached.broken"
  | "issuer.works"
  | "issuer.broken"
  | "endpoints.works"
  | "endpoints.broken"
  | "keys.works"
  | "keys.broken"
  | "client.works"
  | "client.broken"
  | "client.unknown"
  | "email.works"
  | "email.lacking"
  | "time.works"
  | "time.lacking"
  | "logout.works"
  | "logout.lacking"
  | "refresh.works"
  | "refresh.lacking";

/** `calledItself`: untrusted text, set if that isn't how it is called here. */
export type CheckedProvider = { checks: ProviderCheck[]; calledItself: string | null };

export const testProviderInput = z.strictObject({ method: z.string().max(40) });

/** `callback` and `logout` are to be registered with it. `canTest`: it describes itself, as OpenID providers do. */
export type ShownProvider = { id: string; name: string; callback: string; logout: string; canTest: boolean };

/** `callback`: of a provider that isn't set up yet. */
export type SignInSetup = { providers: ShownProvider[]; callback: string };
