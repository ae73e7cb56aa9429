"use client";

import { useTranslations } from "next-intl";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import {
  assignFinding,
  dismissFinding,
  reopenFinding,
  unassignFinding,
} from "@/lib/governance/findings/actions";
import type { AssignFinding, DismissFinding } from "@/lib/governance/findings/schema";

const refreshes = ["findings", "audit"];

export function useDismissFinding(onSaved: () => void) {
  const t = useTranslations("findings.dismissal");
  const run = (send: Send, given: DismissFinding) => send(dismissFinding, given);
  return useFormMutation({ run, toText: () => t("done"), refreshes }, onSaved);
}

export function useReopenFinding() {
  const t = useTranslations("findings.dismissal");
  const run = (send: Send, findingId: string) => send(reopenFinding, { findingId });
  return useToastMutation({ run, toText: () => t("undone"), refreshes });
}

export function useAssignFinding(onSaved: () => void) {
  const t = useTranslations("findings.assignment");
  const run = (send: Send, given: AssignFinding) => send(assignFinding, given);
  return useFormMutation({ run, toText: () => t("done"), refreshes }, onSaved);
}

export function useUnassignFinding() {
  const t = useTranslations("findings.assignment");
  const run = (send: Send, findingId: string) => send(unassignFinding, { findingId });
  return useToastMutation({ run, toText: () => t("undone"), refreshes });
}
