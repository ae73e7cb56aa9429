import { useTranslations } from "next-intl";
import { auditActions } from "@/lib/core/audit/vocabulary";
import { personas } from "@/lib/core/auth/vocabulary";
import type { BulkRow, BulkRun } from "@/lib/core/bulk/schema";
import { namedOperations, rowStates } from "@/lib/core/bulk/vocabulary";
import { errorCodes } from "@/lib/core/errors/errors";
import { toRefusalReason } from "@/lib/core/errors/refusal-reasons";
import { assignableRoles } from "@/lib/core/organization/vocabulary";
import { findNamedField } from "@/lib/governance/activity/vocabulary";

/** IDs, which name nothing to people, and what an issuer says better. */
const untold = ["review", "undoes", "method"];

export function useRunNames() {
  const t = useTranslations();

  function toTitle({ operation, params }: Pick<BulkRun, "operation" | "params">): string {
    const details = Object.entries(params).flatMap(([field, value]) => {
      if (untold.includes(field)) return [];
      if (typeof value === "string") return [`${toField(field)}: ${toValue(field, value)}`];
      // Whoever approves must see whose account it is.
      if (operation === "identity.let_in") return [t(`identities.owners.${value ? "same" : "other"}.label`)];
      return operation === "settings.change" ? [toSetting(field, value)] : [];
    });
    return [toOperation(operation), ...details].join(" · ");
  }

  function toSetting(name: string, value: unknown): string {
    if (typeof value === "boolean") return `${toField(name)}: ${t(value ? "bulk.on" : "bulk.off")}`;
    return typeof value === "number" ? `${toField(name)}: ${value}` : toField(name);
  }

  /** What a change of settings is about, by the names of the settings. */
  function toLabel({ label, targetId }: Pick<BulkRow, "label" | "targetId">, operation?: string): string {
    if (operation !== "settings.change") return label.trim() || targetId;
    return label.split(", ").map(toField).join(", ");
  }

  function toOperation(operation: string): string {
    const named = namedOperations.find((one) => one === operation);
    if (named) return t(`bulk.operations.${named}`);
    const known = auditActions.find((one) => one === operation);
    return known ? t(`activity.did.${known}`) : operation;
  }

  function toField(field: string): string {
    const known = findNamedField(field);
    return known ? t(`activity.fields.${known}`) : field;
  }

  function toValue(field: string, value: string): string {
    const persona = personas.find((one) => one === value);
    if (field === "persona" && persona) return t(`shell.persona.${persona}`);
    const role = assignableRoles.find((one) => one === value);
    return field === "role" && role ? t(`members.roles.${role}`) : value;
  }

  function toState(state: string): string {
    const known = rowStates.find((one) => one === state);
    return known ? t(`bulk.rowStates.${known}`) : state;
  }

  function toWhy({ errorCode, reason }: Pick<BulkRow, "errorCode" | "reason">): string | null {
    // A run that stops by itself has one code, which may be a reason.
    const why = toRefusalReason(reason) ?? toRefusalReason(errorCode);
    if (why) return t(`reasons.${why}`);
    const code = errorCodes.find((one) => one === errorCode);
    return code ? t(`errors.${code}`) : errorCode;
  }

  return { toTitle, toLabel, toState, toWhy };
}
