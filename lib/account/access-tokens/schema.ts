import { z } from "zod";
import { isScope, type Scope } from "@/lib/core/auth/scopes";
import { lineText } from "@/lib/core/format/typed-text";
import { maxNetworks, maxTokenDays, maxTokenName, servicePersonas, tokenStates } from "./vocabulary";

const accessToken = z.object({
  id: z.string(),
  name: z.string(),
  owner: z.string(),
  ownerName: z.string().nullable(),
  /** Null for a personal token. */
  persona: z.enum(servicePersonas).nullable(),
  /** Whether it connects an app, which holds no token but what OAuth gives it. */
  isConnection: z.boolean(),
  scopes: z.array(z.string()),
  networks: z.array(z.string()),
  state: z.enum(tokenStates),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  lastUsedAt: z.string().nullable(),
  lastAddress: z.string().nullable(),
  lastClient: z.string().nullable(),
});
export type AccessTokenRow = z.infer<typeof accessToken>;
export const accessTokenList = z.array(accessToken);

const scope = z.custom<Scope>((given) => typeof given === "string" && isScope(given));

export const newTokenInput = z.object({
  name: lineText.min(1).max(maxTokenName),
  scopes: z
    .array(scope)
    .min(1)
    .transform((given) => [...new Set(given)]),
  /** Addresses, or ranges in CIDR notation. */
  networks: z.array(z.string().trim().min(1).max(50)).max(maxNetworks),
  days: z.number().int().min(1).max(maxTokenDays),
});
export type NewToken = z.infer<typeof newTokenInput>;

export const newServiceTokenInput = newTokenInput.extend({ persona: z.enum(servicePersonas) });
export type NewServiceToken = z.infer<typeof newServiceTokenInput>;

export const tokenIdInput = z.object({ id: z.uuid() });

/** What the second admin decides on. */
export const serviceTokenRunInput = newServiceTokenInput.pick({
  persona: true,
  scopes: true,
  networks: true,
  days: true,
});

/** `token` is shown once, and nothing else ever shows it. */
export type MadeToken = { id: string; token: string };
/** `token` is null for a submit that was sent twice, because the first answer is kept without it. */
export type ShownToken = { id: string; token: string | null };
