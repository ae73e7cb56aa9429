"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { useWrite } from "@/components/shell/use-write";
import { toast } from "@/components/ui/overlay/toast-store";
import {
  addSchedule,
  changePause,
  changeSchedule,
  removeSchedule,
  sendSchedule,
} from "@/lib/across/schedules/actions";
import type { SaveSchedule } from "@/lib/across/schedules/schema";
import type { SentOutcome } from "@/lib/core/delivery/schema";

const refreshes = ["schedules", "audit", "overview"];

export function useSaveSchedule({ isNew, onSaved }: { isNew: boolean; onSaved: () => void }) {
  const t = useTranslations("schedules");
  return useFormMutation(
    {
      run: (send, given: SaveSchedule) => send(isNew ? addSchedule : changeSchedule, given),
      toText: () => t(isNew ? "addedToast" : "changedToast"),
      refreshes,
    },
    onSaved,
  );
}

export function useRemoveSchedule(onClose: () => void) {
  const t = useTranslations("schedules");
  const run = (send: Send, scheduleId: string) => send(removeSchedule, { scheduleId });
  return useToastMutation({ run, toText: () => t("removedToast"), refreshes }, onClose);
}

export function usePauseSchedule() {
  const t = useTranslations("schedules");
  return useToastMutation({
    run: (send, given: { scheduleId: string; isPaused: boolean }) => send(changePause, given),
    toText: ({ isPaused }) => t(isPaused ? "pausedToast" : "resumedToast"),
    refreshes,
  });
}

/** Says how many of the messages left, which the request's own success doesn't. */
export function useSendSchedule() {
  const t = useTranslations("schedules");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  return useWrite<string, SentOutcome[]>({
    write: (send, scheduleId) => send(sendSchedule, { scheduleId }),
    isRepeatable: true,
    onSuccess: (outcomes) => {
      const all = outcomes.length;
      const sent = outcomes.filter(({ state }) => state === "sent").length;
      const isGood = sent === all && all > 0;
      toast(
        all === 0 ? t("noRecipients") : t("sentToast", { sent, all }),
        isGood ? undefined : { tone: "failure" },
      );
    },
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["schedules"] }),
  });
}
