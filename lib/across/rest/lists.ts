import "server-only";
import { sql } from "drizzle-orm";
import {
  findFindings,
  findInvites,
  findKeys,
  findMembers,
  findWorkspaceMembers,
  findWorkspaces,
} from "@/lib/across/exports/directories";
import {
  toFindings,
  toInvites,
  toKeys,
  toWorkspaceMembers,
  toWorkspaces,
} from "@/lib/across/exports/directory-sql";
import { toMembers } from "@/lib/across/exports/members-sql";
import { getLinkActor } from "@/lib/core/auth/actor";
import { inviteSearchParams } from "@/lib/directory/invites/search-params";
import { keySearchParams } from "@/lib/directory/keys/search-params";
import { getFacts, toScope } from "@/lib/directory/members/org-facts-read-model";
import { loadMemberSearch, memberSearchParams } from "@/lib/directory/members/search-params";
import { fromWorkspaces } from "@/lib/directory/workspaces/list-sql";
import { getReachable } from "@/lib/directory/workspaces/people-read-model";
import { personSearchParams, workspaceSearchParams } from "@/lib/directory/workspaces/search-params";
import { findingSearchParams } from "@/lib/governance/findings/search-params";
import { defineDirectory } from "./directory";
import type { Endpoint } from "./endpoint";

const all = sql`true`;
const asIs = sql`1`;

export const listEndpoints: readonly Endpoint[] = [
  ...defineDirectory({
    path: "/members",
    noun: "members",
    permission: "members:read",
    part: "members",
    mirrored: "member",
    filters: memberSearchParams,
    find: (by, search) => findMembers(by, search),
    describe: async () => toMembers(toScope(getLinkActor(), await getFacts()), loadMemberSearch("")),
  }),
  ...defineDirectory({
    path: "/invites",
    noun: "invites",
    permission: "invites:read",
    part: "invites",
    mirrored: "invite",
    filters: inviteSearchParams,
    find: findInvites,
    describe: () => toInvites(all, asIs),
  }),
  ...defineDirectory({
    path: "/workspaces",
    noun: "workspaces",
    permission: "workspaces:read",
    part: "workspaces",
    mirrored: "workspace",
    filters: workspaceSearchParams,
    find: findWorkspaces,
    describe: () => toWorkspaces({ from: fromWorkspaces(), where: all, order: asIs }),
  }),
  ...defineDirectory({
    path: "/workspaces/{workspace}/members",
    noun: "members of a workspace",
    permission: "workspaces:read",
    part: "workspaces",
    mirrored: "workspace",
    filters: personSearchParams,
    find: async (by, search, { params }) => {
      const { workspace = "" } = params;
      await getReachable(by, workspace);
      return { ...findWorkspaceMembers(by, search, workspace), id: sql`m.user_id` };
    },
    describe: () => toWorkspaceMembers(getLinkActor(), null, all),
  }),
  ...defineDirectory({
    path: "/keys",
    noun: "API keys",
    permission: "keys:read",
    part: "api_keys",
    mirrored: "api_key",
    filters: keySearchParams,
    find: findKeys,
    describe: () => toKeys(all, asIs),
  }),
  ...defineDirectory({
    path: "/findings",
    noun: "findings",
    permission: "findings:read",
    part: null,
    mirrored: null,
    filters: findingSearchParams,
    find: findFindings,
    describe: () => toFindings(all, asIs),
  }),
];
