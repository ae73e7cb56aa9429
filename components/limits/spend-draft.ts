import { toMinorUnits } from "@/components/directory/to-minor-units";
import { type Currency, countDecimals, toExact, usd } from "@/lib/core/money/money";
import type { LimitsOfOrganization, NamedSpendLimit, SetSpendLimit } from "@/lib/directory/limits/schema";
import {
  type SettableScope,
  settableScopes,
  spendPeriods,
  toSpendRefusal,
} from "@/lib/directory/limits/vocabulary";

type Spend = LimitsOfOrganization["spend"];

export type SpendDraft = {
  scope: SettableScope;
  /** A workspace or person ID; empty until one is chosen. */
  subjectId: string;
  period: (typeof spendPeriods)[number];
  amount: string;
  isUnlimited: boolean;
};

export type SpendEdit = {
  input: SetSpendLimit | null;
  present: NamedSpendLimit | undefined;
  /** The limit's currency, or that of the organization's other limits; US dollars until a limit shows one. */
  currency: Currency;
  spentCents: string | null;
  refusal: ReturnType<typeof toSpendRefusal>;
};

/** The draft of the limit, or of a new one for the workspace. */
export function toDraft(spend: Spend, limit: NamedSpendLimit | undefined, workspaceId = ""): SpendDraft {
  const [first = "organization"] = spend.settable;
  const isOfWorkspace = workspaceId !== "" && spend.settable.includes("workspace");
  const scope = settableScopes.find((one) => one === limit?.scope) ?? (isOfWorkspace ? "workspace" : first);
  return {
    scope,
    subjectId: limit?.workspaceId ?? limit?.userId ?? (isOfWorkspace ? workspaceId : ""),
    period: spendPeriods.find((one) => one === limit?.period) ?? "monthly",
    amount: limit?.cents ? toExact(limit.cents, limit.currency) : "",
    isUnlimited: limit !== undefined && limit.cents === null,
  };
}

export function toEdit(spend: Spend, draft: SpendDraft): SpendEdit {
  const { scope, period, isUnlimited } = draft;
  const subjectId = scope === "organization" ? "organization" : draft.subjectId;
  const present = spend.limits.find(
    (limit) =>
      limit.scope === scope &&
      limit.period === period &&
      (scope === "organization" || (limit.workspaceId ?? limit.userId) === subjectId),
  );
  const currency = present?.currency ?? spend.currency ?? usd;
  const isOfAll = currency === (spend.currency ?? usd);
  const spentCents = isOfAll ? toSpent(spend, scope, subjectId) : null;
  const cents = isUnlimited ? null : toMinorUnits(draft.amount, countDecimals(currency));
  const isWhole = subjectId !== "" && (isUnlimited || cents !== null);
  const isNew = present === undefined || present.cents !== cents;
  const seen = present && { seenCents: present.cents };
  const input = { scope, subjectId, period, cents, ...seen, confirmedSpend: false };
  return {
    input: isWhole && isNew ? input : null,
    present,
    currency,
    spentCents,
    refusal: toSpendRefusal({ cents, scope, period }, spentCents),
  };
}

function toSpent(spend: Spend, scope: SettableScope, subjectId: string): string | null {
  if (scope === "organization") return spend.spentCents;
  return spend.workspaces.find(({ id }) => id === subjectId)?.spentCents ?? null;
}
