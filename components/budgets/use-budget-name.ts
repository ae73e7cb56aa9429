"use client";

import { useTranslations } from "next-intl";
import type { Budget } from "@/lib/money/budgets/schema";

type Subject = Pick<Budget, "scope" | "workspaceId" | "workspaceName" | "isDefault" | "tagKey" | "tagValue">;

export function useBudgetName(): (budget: Subject) => string {
  const t = useTranslations();
  return ({ scope, workspaceId, workspaceName, isDefault, tagKey, tagValue }) => {
    if (scope === "organization") return t("budgets.scopes.organization");
    if (scope === "tag") return `${tagKey}: ${tagValue}`;
    return isDefault ? t("reports.default") : (workspaceName ?? workspaceId ?? "");
  };
}
