import "server-only";
import { toId } from "./random";
import type { User } from "./records";
import type { Table } from "./table";

export type Activity = {
  id: string;
  created_at: string;
  organization_id: string | null;
  organization_uuid: string | null;
  actor: { type: string; [field: string]: unknown };
  type: string;
  [field: string]: unknown;
};

/** What the log takes of the sandbox's store. */
type Log = {
  seed: number;
  organization: { id: string };
  users: Table<User>;
  activities: Table<Activity>;
  activitySerial: number;
};

type NewActivity = { at: string; actor: Activity["actor"]; type: string } & Record<string, unknown>;

const ofNobody = [
  "compliance_api_accessed",
  "sso_login_succeeded",
  "social_login_succeeded",
  "user_logged_out",
];

const browsers = [
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
] as const;

export function recordActivity(store: Log, { at, actor, type, ...more }: NewActivity): Activity {
  store.activitySerial += 1;
  const isOfNobody = ofNobody.includes(type);
  return store.activities.put({
    id: toId("activity", store.seed, store.activitySerial),
    created_at: at,
    organization_id: isOfNobody ? null : toOrganizationId(store),
    organization_uuid: isOfNobody ? null : store.organization.id,
    actor,
    type,
    ...more,
  });
}

export function toOrganizationId(store: Log): string {
  return `org_${store.organization.id.replaceAll("-", "")}`;
}

export function toUserActor(user: Pick<User, "id" | "email">): Activity["actor"] {
  const mark = [...user.id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return {
    type: "user_actor",
    email_address: user.email,
    user_id: user.id,
    ip_address: `198.51.100.${(mark % 250) + 1}`,
    user_agent: browsers[mark % browsers.length],
  };
}

export function toConsoleActor(store: Log): Activity["actor"] {
  const admins = store.users.list().filter(({ role }) => role === "admin" || role === "primary_owner");
  const somebody = admins.find(({ email }) => email.startsWith("siobhan.")) ?? admins.at(-1);
  return somebody ? toUserActor(somebody) : { type: "anthropic_actor", email_address: null };
}

export function toDirectoryActor(store: Log): Activity["actor"] {
  return {
    type: "scim_directory_sync_actor",
    workos_event_id: toId("event", store.seed, store.activitySerial),
    directory_id: toId("directory", store.seed),
    idp_connection_type: "OktaSCIMV2",
  };
}

export function toAdminKeyActor(store: Log, userAgent: string | undefined): Activity["actor"] {
  return {
    type: "admin_api_key_actor",
    admin_api_key_id: toId("apikey", store.seed, "admin"),
    ip_address: "203.0.113.7",
    user_agent: userAgent ?? null,
  };
}
