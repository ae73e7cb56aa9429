import "server-only";
import { sql } from "drizzle-orm";
import { invites, members } from "@/lib/core/db/directory-tables";
import { defineRule, toDayOf, today, toHit } from "./rule";

const expiresOn = toDayOf(sql`i.expires_at`);
const common = {
  subjectId: sql`i.id`,
  label: sql`i.email`,
  workspaceId: null,
  reach: 1,
  evidence: { expiresOn, role: sql`i.role`, days: sql`abs(${expiresOn} - ${today})` },
};

export const inviteExpiring = defineRule("invite_expiring", {
  nouns: ["invite"],
  find: ({ days }) => sql`select ${toHit({
    ...common,
    since: sql`i.expires_at - make_interval(days => ${days}::int)`,
  })} from ${invites} i where i.gone_at is null and i.status = 'pending' and i.expires_at > now()
    and i.expires_at <= now() + make_interval(days => ${days}::int)`,
});

/** Only the newest of an address, if the person has neither come nor been invited again. */
export const inviteExpired = defineRule("invite_expired", {
  nouns: ["invite", "member"],
  find: ({ days }) => sql`select ${toHit({ ...common, since: sql`i.expires_at` })} from ${invites} i
    where i.gone_at is null and i.status in ('pending', 'expired') and i.expires_at <= now()
      and i.expires_at > now() - make_interval(days => ${days}::int)
      and not exists (select 1 from ${members} m where m.gone_at is null and lower(m.email) = lower(i.email))
      and not exists (select 1 from ${invites} later where lower(later.email) = lower(i.email) and later.id <> i.id and later.gone_at is null
        and (later.status = 'accepted' or later.status = 'pending' and later.expires_at > now()
          or (later.expires_at, later.id) > (i.expires_at, i.id)))`,
});
