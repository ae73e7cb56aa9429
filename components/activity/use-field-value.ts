import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { useStatusName } from "@/components/directory/key-status-badge";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { useRoleName } from "@/components/directory/use-role-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { utc } from "@/i18n/utc";
import { personas } from "@/lib/core/auth/vocabulary";
import { formatMoment } from "@/lib/core/format/format";
import { formatCents, usd } from "@/lib/core/money/money";
import type { ActivityRow } from "@/lib/governance/activity/schema";
import { readNouns } from "@/lib/governance/activity/vocabulary";
import { reviewKinds } from "@/lib/governance/reviews/vocabulary";

export type OfRow = Pick<ActivityRow, "noun" | "changes" | "request">;

const periods = ["month", "quarter", "year"] as const;
const amountForm = /^-?\d+(\.\d+)?$/;
/** A list of them says no more to a reader than how many there are; exports hold them all. */
const vendorId = /^[a-z]+_[A-Za-z0-9]{16,}$/;
const instantForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Values in the person's language; what has no words is shown as received. */
export function useFieldValue(): (row: OfRow, field: string, value: string) => string {
  const t = useTranslations("activity.values");
  const locale = useLocale();
  const zone = useTimeZone() ?? utc;
  const { toAction, toOutcome } = useActivityNames();
  const toRole = useRoleName();
  const toWorkspaceRole = useWorkspaceRoleName();
  const toStatus = useStatusName();
  const toKind = useTranslations("reviews.kinds");
  const toPersona = useTranslations("shell.persona");
  const toAmount = (value: string, row: OfRow) =>
    amountForm.test(value) ? formatCents(value, locale, toCurrency(row)) : value;
  const toNoun = (value: string) => {
    const known = readNouns.find((one) => one === value);
    return known ? t(`reads.${known}`) : value;
  };
  const ofFields: Record<string, (value: string, row: OfRow) => string> = {
    role: (value, { noun }) => (noun === "workspace_member" ? toWorkspaceRole(value) : toRole(value)),
    status: (value, { noun }) => (noun === "api_key" ? toStatus(value) : value),
    kind: (value, { noun }) => {
      const known = reviewKinds.find((one) => one === value);
      return noun === "review" && known ? toKind(known) : value;
    },
    persona: (value) => {
      const known = personas.find((one) => one === value);
      return known ? toPersona(known) : value;
    },
    cents: toAmount,
    totalCents: toAmount,
    printedTotalCents: toAmount,
    act: toAction,
    operation: toAction,
    outcome: toOutcome,
    nouns: (value) => (toList(value) ?? [value]).map(toNoun).join(", "),
    period: (value) => {
      const known = periods.find((one) => one === value);
      return known ? t(`period.${known}`) : value;
    },
  };
  return (row, field, value) => {
    const toText = Object.hasOwn(ofFields, field) ? ofFields[field] : undefined;
    if (toText) return toText(value, row);
    if (value === "true" || value === "false") return t(value === "true" ? "yes" : "no");
    if (instantForm.test(value)) return formatMoment(new Date(value), locale, "minute", zone);
    const list = toList(value);
    return list?.every((item) => vendorId.test(item)) ? String(list.length) : (list?.join(", ") ?? value);
  };
}

function toCurrency({ changes, request }: OfRow): string {
  return [...changes, ...request].find(({ field }) => field === "currency")?.after ?? usd;
}

/** A list that the log holds as JSON, or null. Objects are called by their ID. */
function toList(value: string): string[] | null {
  if (!value.startsWith("[")) return null;
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) ? list.map(toItem) : null;
  } catch {
    return null;
  }
}

function toItem(item: unknown): string {
  const id = typeof item === "object" && item !== null && "id" in item ? item.id : item;
  return typeof id === "string" ? id : JSON.stringify(id);
}
