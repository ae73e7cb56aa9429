import "server-only";
import fc from "fast-check";
import { claudeCodeColumns } from "@/lib/money/reports/claude-code/dimensions";
import { costColumns } from "@/lib/money/reports/cost/dimensions";
import { type ActorUsageRow, toCountedTokens } from "@/lib/money/reports/ingest/actor-response-schema";
import type { ClaudeCodeRow } from "@/lib/money/reports/ingest/claude-code-response-schema";
import type { ReportRow } from "@/lib/money/reports/ingest/report-row";
import type { CostRow, UsageGeoRow, UsageRow } from "@/lib/money/reports/ingest/response-schema";
import { analyticsColumns, usageColumns } from "@/lib/money/reports/usage/dimensions";
import { type FieldOf, toField } from "./dimension";

/** Derived, so that a new dimension needs no change here. */
function toNulls<Column extends string>(
  columns: readonly Column[],
): { [One in Column as FieldOf<One>]: null } {
  const nulls = columns.map((column) => [toField(column), null]);
  return Object.fromEntries(nulls) as { [One in Column as FieldOf<One>]: null }; // Sound: one for each column.
}

export const costRow = (row: Partial<CostRow> = {}): CostRow => ({
  ...toNulls(costColumns),
  currency: "USD",
  cents: "1",
  ...row,
});

export const usageRow = (row: Partial<UsageRow> = {}): UsageRow => ({
  ...toNulls(usageColumns),
  model: "claude-opus-5",
  serviceTier: "standard",
  contextWindow: "0-200k",
  uncachedInputTokens: 0,
  cacheReadInputTokens: 0,
  cacheCreation5mInputTokens: 0,
  cacheCreation1hInputTokens: 0,
  outputTokens: 0,
  webSearchRequests: 0,
  ...row,
});

export function toGeoRow({ apiKeyId: _, ...row }: UsageRow, inferenceGeo: string | null): UsageGeoRow {
  return { ...row, inferenceGeo };
}

export function toHourRow(
  { apiKeyId: _, serviceTier: __, contextWindow: ___, ...row }: UsageRow,
  startsAt: string,
): ReportRow["usage-hours"] {
  return { ...row, startsAt };
}

export const claudeCodeRow = (row: Partial<ClaudeCodeRow> = {}): ClaudeCodeRow => ({
  actorType: "user_actor",
  actor: "ines@northwind.example",
  ...toNulls(claudeCodeColumns),
  customerType: "api",
  terminalType: "vscode",
  isRemote: false,
  toolActions: {},
  models: [],
  sessions: 0,
  linesAdded: 0,
  linesRemoved: 0,
  commits: 0,
  pullRequests: 0,
  editAccepted: 0,
  editRejected: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheCreationTokens: 0,
  estimatedCents: "0",
  otherCents: null,
  ...row,
});

const awkwardCents = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 0, max: 999_999 }))
  .map(
    ([isCredit, whole, millionths]) =>
      `${isCredit ? "-" : ""}${whole}.${String(millionths).padStart(6, "0")}`,
  );

/** Few values per dimension, so that groups overlap; some unknown, some null. */
export const anyCostRow: fc.Arbitrary<CostRow> = fc
  .record({
    workspaceId: fc.constantFrom(null, "wrkspc_default", "wrkspc_a", "wrkspc_b", "wrkspc_unknown"),
    description: fc.constantFrom(
      null,
      "Claude Opus 5 - Input Tokens - Batch - US Inference",
      "Something new",
    ),
    costType: fc.constantFrom(null, "tokens", "quantum_usage"),
    tokenType: fc.constantFrom(null, "output_tokens"),
    model: fc.constantFrom(null, "claude-opus-5", "claude-next-9"),
    serviceTier: fc.constantFrom(null, "batch"),
    contextWindow: fc.constantFrom(null, "0-200k"),
    inferenceGeo: fc.constantFrom(null, "us"),
    currency: fc.constantFrom("USD", "USD", "EUR", "JPY"),
    cents: awkwardCents,
  })
  .map(costRow);

const awkwardTokens = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.maxSafeNat());

export const anyUsageRow: fc.Arbitrary<UsageRow> = fc
  .record({
    workspaceId: fc.constantFrom(null, "wrkspc_default", "wrkspc_a", "wrkspc_unknown"),
    model: fc.constantFrom("claude-opus-5", "claude-next-9", null),
    apiKeyId: fc.constantFrom(null, "apikey_1", "apikey_2", "apikey_unknown"),
    serviceTier: fc.constantFrom("standard", "batch", "priority", "unheard_of", null),
    contextWindow: fc.constantFrom("0-200k", null),
    uncachedInputTokens: awkwardTokens,
    cacheReadInputTokens: awkwardTokens,
    cacheCreation5mInputTokens: awkwardTokens,
    cacheCreation1hInputTokens: awkwardTokens,
    outputTokens: awkwardTokens,
    webSearchRequests: awkwardTokens,
  })
  .map(usageRow);

export const anyClaudeCodeRow: fc.Arbitrary<ClaudeCodeRow> = fc
  .record({
    actorType: fc.constantFrom("user_actor", "api_actor", "future_actor"),
    actor: fc.constantFrom("ines@northwind.example", "olu@northwind.example", "ci"),
    terminalType: fc.constantFrom("vscode", "tmux", null),
    isRemote: fc.boolean(),
    accepted: fc.nat(9),
    sessions: fc.nat(9),
    linesAdded: awkwardTokens,
    inputTokens: awkwardTokens,
    cacheReadTokens: awkwardTokens,
    estimatedCents: fc.constantFrom("0", "274", "0.5"),
  })
  .map(({ accepted, ...row }) =>
    claudeCodeRow({
      ...row,
      toolActions: { edit_tool: { accepted, rejected: 1 } },
      editAccepted: accepted,
      editRejected: 1,
    }),
  );

const oneActorUsageRow = {
  ...toNulls(analyticsColumns),
  actorKind: "user",
  actorId: "user_1",
  actorEmail: "ines@x.example",
  product: "claude_code",
  model: "claude-opus-5",
  workspaceId: "wrkspc_a",
  speed: "standard",
  uncachedInputTokens: 0,
  cacheReadInputTokens: 0,
  cacheCreation5mInputTokens: 0,
  cacheCreation1hInputTokens: 0,
  outputTokens: 0,
  webSearchRequests: 0,
  requests: 1,
};

export function actorUsageRow(row: Partial<Omit<ActorUsageRow, "countedTokens">> = {}): ActorUsageRow {
  const whole = { ...oneActorUsageRow, ...row };
  return { ...whole, countedTokens: toCountedTokens(whole, whole.requests) };
}

export const anyActorUsageRow: fc.Arbitrary<ActorUsageRow> = fc
  .record({
    actor: fc.constantFrom(
      { actorKind: "user", actorId: "user_1", actorEmail: "ines@x.example" },
      { actorKind: "user", actorId: "user_9", actorEmail: null },
      { actorKind: "user", actorId: null, actorEmail: null },
      { actorKind: "service_account", actorId: "svac_1", actorEmail: null },
      { actorKind: "future_actor", actorId: null, actorEmail: null },
      { actorKind: null, actorId: null, actorEmail: null },
    ),
    product: fc.constantFrom(null, "claude_code", "research"),
    model: fc.constantFrom(null, "no-model", "claude-opus-5"),
    workspaceId: fc.constantFrom(null, "wrkspc_a", "wrkspc_b"),
    speed: fc.constantFrom(null, "standard", "fast"),
    uncachedInputTokens: awkwardTokens,
    cacheReadInputTokens: awkwardTokens,
    outputTokens: awkwardTokens,
    requests: fc.constantFrom(null, 0, 3),
  })
  .map(({ actor, ...row }) => actorUsageRow({ ...actor, ...row }));
