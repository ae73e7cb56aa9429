import "server-only";
import type { Activity } from "./activity-log";
import { type Clock, formatInstant } from "./clock";
import { createOauthParts, type OauthParts } from "./oauth-parts";
import { toId } from "./random";
import type {
  GrantedWorkspaceRole,
  Invite,
  KeylessSource,
  KeyRecord,
  OrganizationKind,
  SpendLimit,
  User,
  Workspace,
} from "./records";
import { Table } from "./table";
import type { Timeline } from "./timeline";

export type Store = OauthParts & {
  seed: number;
  now: Clock;
  timeline: Timeline;
  organization: { id: string; type: "organization"; name: string };
  kind: OrganizationKind;
  defaultWorkspaceId: string;
  users: Table<User>;
  departed: Map<string, User>;
  invites: Table<Invite>;
  workspaces: Table<Workspace>;
  grants: Map<string, Map<string, GrantedWorkspaceRole>>;
  keys: Table<KeyRecord>;
  keyless: KeylessSource[];
  spendLimits: Table<SpendLimit>;
  overrides: Map<string, number>;
  activities: Table<Activity>;
  activitySerial: number;
  isComplianceEnabled: boolean;
  revision: number;
  serial: number;
};

export function createStore(
  start: Pick<Store, "seed" | "now" | "timeline" | "organization" | "defaultWorkspaceId">,
): Store {
  return {
    ...start,
    kind: "console",
    users: new Table<User>(
      ({ id }) => id,
      ({ added_at }) => added_at,
    ),
    departed: new Map(),
    invites: new Table<Invite>(
      ({ id }) => id,
      ({ invited_at }) => invited_at,
    ),
    workspaces: new Table<Workspace>(
      ({ id }) => id,
      ({ created_at }) => created_at,
    ),
    grants: new Map(),
    keys: new Table<KeyRecord>(
      ({ key }) => key.id,
      ({ key }) => key.created_at,
    ),
    keyless: [],
    ...createOauthParts(),
    spendLimits: new Table<SpendLimit>(
      ({ id }) => id,
      ({ created_at }) => created_at,
    ),
    overrides: new Map(),
    activities: new Table<Activity>(
      ({ id }) => id,
      ({ created_at }) => created_at,
    ),
    activitySerial: 0,
    isComplianceEnabled: true,
    revision: 0,
    serial: 0,
  };
}

export function toNowText(store: Store): string {
  return formatInstant(store.now().getTime());
}

export function createNextId(store: Store, prefix: string): string {
  store.serial += 1;
  return toId(prefix, "made", store.seed, store.serial);
}
