"use client";

import { useTranslations } from "next-intl";
import { orRequestApproval } from "@/components/shell/request-approval";
import type { Send } from "@/components/shell/submits";
import { useFormMutation } from "@/components/shell/use-operation";
import { toDay } from "@/lib/calendar";
import { changeSettings, requestRuleOff } from "@/lib/settings/actions";
import type { SettingChanges, Successor } from "@/lib/settings/schema";

export function useChangeSettings(onSaved: () => void) {
  const t = useTranslations("settings.rules");
  return useFormMutation(
    {
      run: (send, changes: SettingChanges) =>
        orRequestApproval(
          () => send(changeSettings, changes),
          () => askToTurnRuleOff(send, changes),
        ),
      toText: () => t("savedToast"),
      refreshes: ["settings", "audit"],
    },
    onSaved,
  );
}

/** Only turning the rule off needs a second admin; other changes are saved immediately. */
async function askToTurnRuleOff(
  send: Send,
  { two_person_rule: _off, ...others }: SettingChanges,
): Promise<{ runId: string }> {
  if (Object.keys(others).length > 0) await send(changeSettings, others);
  return send(requestRuleOff, {});
}

/** Null for the built-in table. Prices that someone changes are as of that day. */
export function useChangeSuccessors(onSaved: () => void) {
  const t = useTranslations("settings.successors");
  return useFormMutation(
    {
      run: (send, rows: Successor[] | null) =>
        send(changeSettings, { successors: rows && { asOf: toDay(new Date()), rows } }),
      toText: () => t("savedToast"),
      refreshes: ["settings", "spend", "audit"],
    },
    onSaved,
  );
}
