import "server-only";
import { sql } from "drizzle-orm";
import { adminRoles } from "@/lib/core/auth/role-personas";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { env } from "@/lib/core/env/env";
import { publicMailDomains } from "./public-mail-domains";

/** The addresses that are in no domain of the organization. */
export async function findOutside(addresses: readonly string[]): Promise<string[]> {
  if (addresses.length === 0) return [];
  const domains = await listOwnDomains();
  return addresses.filter((one) => !domains.includes(one.split("@")[1]?.toLowerCase() ?? ""));
}

const isOwnable = (domain: string) => domain !== "" && !publicMailDomains.includes(domain);

/**
 * Domains of the organization: those that may sign in, if the environment names any; or else those of its admins'
 * addresses. Never one where anyone can open a mailbox. An invited contractor doesn't make their company's domain ours.
 */
async function listOwnDomains(): Promise<string[]> {
  const configured = listSignInDomains().filter(isOwnable);
  if (configured.length > 0) return configured;
  const db = await database();
  const { rows } = await db.execute<{ domain: string }>(sql`
    select distinct lower(split_part(email, '@', 2)) as domain from ${members}
    where gone_at is null and role in ${[...adminRoles]}`);
  const named = env.BOOTSTRAP_ADMINS.map((one) => one.split("@")[1] ?? "");
  return [...new Set([...rows.map(({ domain }) => domain), ...named])].filter(isOwnable);
}

function listSignInDomains(): string[] {
  const lists = [
    env.GOOGLE_HOSTED_DOMAIN,
    env.OIDC_EMAIL_DOMAINS,
    env.GOOGLE_EMAIL_DOMAINS,
    env.ENTRA_EMAIL_DOMAINS,
    env.OKTA_EMAIL_DOMAINS,
    env.GITHUB_EMAIL_DOMAINS,
  ];
  return [...new Set(lists.flatMap((list) => list ?? []))];
}
