import "server-only";
import type { Account } from "next-auth";
import { z } from "zod";
import { env } from "@/lib/core/env/env";

/** `issuer` and `subject` identify an account everywhere; `method` is the provider's name here. */
export type ProviderAccount = { method: string; issuer: string; subject: string };

/** What a session keeps of the sign-in that opened it; all null without an identity provider. */
export const providerSession = z.object({
  issuer: z.string().nullable(),
  subject: z.string().nullable(),
  providerSession: z.string().nullable(),
  refreshToken: z.string().nullable(),
});
export type ProviderSession = z.infer<typeof providerSession>;

const signed = z.object({ iss: z.string().optional(), sid: z.string().optional() });

/** GitHub signs nothing, so its address stands in for the issuer, and the number of the account is the subject. */
export function toProviderAccount(
  { provider, providerAccountId }: Pick<Account, "provider" | "providerAccountId">,
  profile: unknown,
): ProviderAccount {
  const issuer = signed.safeParse(profile).data?.iss ?? env.GITHUB_URL;
  return { method: provider, issuer, subject: providerAccountId };
}

export function toProviderSession(account: Account, profile: unknown): ProviderSession {
  if (account.type !== "oauth")
    return { issuer: null, subject: null, providerSession: null, refreshToken: null };
  const { issuer, subject } = toProviderAccount(account, profile);
  const sid = signed.safeParse(profile).data?.sid ?? null;
  return { issuer, subject, providerSession: sid, refreshToken: account.refresh_token ?? null };
}
