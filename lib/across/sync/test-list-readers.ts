import "server-only";
import { AppError } from "@/lib/core/errors/errors";
import { listDays } from "@/lib/core/format/calendar";
import { fetchInvites } from "@/lib/directory/invites/gateway";
import { fetchApiKeys } from "@/lib/directory/keys/gateway";
import {
  fetchOrganizationLimits,
  fetchSpendLimits,
  fetchWorkspaceLimits,
} from "@/lib/directory/limits/gateway";
import { fetchMembers } from "@/lib/directory/members/gateway";
import { fetchServiceAccounts } from "@/lib/directory/service-accounts/gateway";
import { fetchWorkspaceMembers, fetchWorkspaces } from "@/lib/directory/workspaces/gateway";
import { fetchActivities } from "@/lib/governance/compliance/gateway";
import { readActorCostDays } from "@/lib/money/reports/ingest/actor-cost-gateway";
import { readActorUsageDays } from "@/lib/money/reports/ingest/actor-usage-gateway";
import {
  readAccountsWindow,
  readClaudeCodeWindow,
  readCostWindow,
  readGeoWindow,
  readHoursWindow,
  readUsageWindow,
} from "@/lib/money/reports/ingest/gateway";
import {
  type Amounts,
  actorCents,
  actorTokens,
  costCents,
  estimatedCents,
  spendLimitCents,
  tokens,
} from "./test-amounts";
import { type Found, join, joinKept } from "./test-join";

export const corpusWindow = { from: "2026-11-02", to: "2026-11-04" };

export type ListReader = {
  corpus: string;
  read: () => Promise<Found>;
  toBody: (rows: readonly unknown[]) => unknown;
  omits?: string[];
  amounts?: Amounts;
};

const reading = { window: corpusWindow, pageDays: 31, canNarrow: false };

const toList = (data: readonly unknown[]) => ({
  data,
  has_more: false,
  first_id: null,
  last_id: null,
  next_page: null,
});

function toBuckets(rows: readonly unknown[]) {
  return toList(
    listDays(corpusWindow).map((day, index) => ({
      starting_at: `${day}T00:00:00Z`,
      ending_at: `${day}T01:00:00Z`,
      results: index === 0 ? rows : [],
    })),
  );
}

const usage = { corpus: "usage-report-messages", toBody: toBuckets, amounts: tokens };
const ofDays = ["serviceTier", "contextWindow", "inferenceGeo"];
const ofAccounts = ["actorKind", "actorId", "speed"];

export const listReaders: Record<string, ListReader> = {
  fetchMembers: { corpus: "users", toBody: toList, read: async () => join([await fetchMembers()]) },
  fetchInvites: { corpus: "invites", toBody: toList, read: async () => join([await fetchInvites()]) },
  fetchApiKeys: { corpus: "api-keys", toBody: toList, read: async () => join([await fetchApiKeys()]) },
  fetchWorkspaces: {
    corpus: "workspaces",
    toBody: toList,
    // If the API doesn't list Default, a synthetic row represents it.
    read: async () => {
      const { rows, unreadable } = await fetchWorkspaces();
      return join([{ rows: rows.filter(({ id }) => id !== "default"), unreadable }]);
    },
  },
  fetchWorkspaceMembers: {
    corpus: "workspace-members",
    toBody: toList,
    read: async () => join([await fetchWorkspaceMembers("wrkspc_01")]),
  },
  fetchOrganizationLimits: {
    corpus: "rate-limits",
    toBody: toList,
    read: async () => join([await fetchOrganizationLimits()]),
  },
  fetchWorkspaceLimits: {
    corpus: "workspace-rate-limits",
    toBody: toList,
    read: async () => join([await fetchWorkspaceLimits("wrkspc_01")]),
  },
  fetchSpendLimits: {
    corpus: "spend-limits",
    toBody: toList,
    read: async () => join([await fetchSpendLimits()]),
    amounts: spendLimitCents,
  },
  fetchActivities: {
    corpus: "compliance-activities",
    toBody: toList,
    read: async () => {
      const page = await fetchActivities(undefined, undefined);
      if (page instanceof AppError) throw page;
      return join([page]);
    },
  },
  fetchServiceAccounts: {
    corpus: "service-accounts",
    toBody: toList,
    read: async () => join([await fetchServiceAccounts()]),
  },
  "fetchServiceAccounts of places": {
    corpus: "service-account-workspaces",
    toBody: toList,
    read: async () => {
      const { rows, unreadable } = await fetchServiceAccounts();
      return join([{ rows: rows.flatMap(({ workspaces }) => workspaces), unreadable }]);
    },
  },
  readCostWindow: {
    corpus: "cost-report",
    toBody: toBuckets,
    read: () => joinKept((keep) => readCostWindow({ ...reading, keep })),
    amounts: costCents,
  },
  readUsageWindow: {
    ...usage,
    omits: ["inferenceGeo", ...ofAccounts],
    read: () => joinKept((keep) => readUsageWindow({ ...reading, keep })),
  },
  readGeoWindow: {
    ...usage,
    omits: ["apiKeyId", ...ofAccounts],
    read: () => joinKept((keep) => readGeoWindow({ ...reading, keep })),
  },
  readHoursWindow: {
    ...usage,
    omits: ["apiKeyId", ...ofDays, ...ofAccounts],
    read: () => joinKept((keep) => readHoursWindow({ ...reading, keep })),
  },
  readAccountsWindow: {
    ...usage,
    omits: ["apiKeyId", ...ofDays],
    read: () => joinKept((keep) => readAccountsWindow({ ...reading, keep })),
  },
  readClaudeCodeWindow: {
    corpus: "usage-report-claude-code",
    toBody: toList,
    read: () => {
      const window = { from: corpusWindow.from, to: corpusWindow.from };
      return joinKept((keep) => readClaudeCodeWindow({ ...reading, window, keep }));
    },
    amounts: estimatedCents,
  },
  readActorCostDays: {
    corpus: "analytics-cost",
    toBody: toList,
    read: () => join(readActorCostDays(corpusWindow)),
    amounts: actorCents,
  },
  readActorUsageDays: {
    corpus: "analytics-usage",
    toBody: toList,
    read: () => join(readActorUsageDays(corpusWindow)),
    amounts: actorTokens,
  },
};
