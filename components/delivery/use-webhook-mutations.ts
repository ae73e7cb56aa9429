"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { orRequestApproval } from "@/components/shell/request-approval";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { useWrite } from "@/components/shell/use-write";
import { toast } from "@/components/ui/overlay/toast-store";
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  requestWebhook,
  testMail,
  testWebhook,
} from "@/lib/core/delivery/actions";
import type { RequestWebhook, SentOutcome } from "@/lib/core/delivery/schema";
import { useDeliveryReason } from "./use-delivery-reason";

const refreshes = ["channels", "budgets", "audit"];

export function useSaveWebhook(onSaved: () => void) {
  const t = useTranslations("delivery.webhooks");
  return useFormMutation(
    {
      run: (send, saved: RequestWebhook) =>
        orRequestApproval(
          () => (saved.isNew ? send(addWebhook, saved.webhook) : send(changeWebhook, saved.webhook)),
          () => send(requestWebhook, saved),
        ),
      toText: ({ isNew }) => t(isNew ? "addedToast" : "changedToast"),
      refreshes,
    },
    onSaved,
  );
}

export function useRemoveWebhook(onClose: () => void) {
  const t = useTranslations("delivery.webhooks");
  const run = (send: Send, webhookId: string) => send(removeWebhook, { webhookId });
  return useToastMutation({ run, toText: () => t("removedToast"), refreshes }, onClose);
}

export function useTestWebhook() {
  const t = useTranslations("delivery.webhooks");
  return useTest((send, webhookId: string) => send(testWebhook, { webhookId }), t("testedToast"));
}

export function useTestMail() {
  const t = useTranslations("delivery.mail");
  return useTest((send) => send(testMail, {}), t("tested"));
}

/** Says whether the test arrived, which the request's own success doesn't. */
function useTest<Given = void>(write: (send: Send, given: Given) => Promise<SentOutcome>, done: string) {
  const t = useTranslations("delivery.webhooks");
  const client = useQueryClient();
  const toReason = useDeliveryReason();
  const showFailure = useFailureToast();
  return useWrite<Given, SentOutcome>({
    write,
    isRepeatable: true,
    onSuccess: ({ state, errorCode }) => {
      if (state === "sent") toast(done);
      else toast(t("testFailed", { reason: toReason(errorCode ?? state) }), { tone: "failure" });
    },
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["channels"] }),
  });
}
