"use client";

import { useTranslations } from "next-intl";
import { usePersonaName } from "@/components/directory/use-persona-name";
import { orRequestApproval } from "@/components/shell/request-approval";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { named, toVendorText } from "@/components/ui/display/vendor-text";
import { addGrant, changeGrant, removeGrant, renewGrant, requestGrant } from "@/lib/account/grants/actions";
import type { Grant, RenewGrant } from "@/lib/account/grants/schema";

const refreshes = ["grants", "audit"];

export function useSaveGrant({ isNew, onSaved }: { isNew: boolean; onSaved: () => void }) {
  const t = useTranslations("settings.access");
  const toPersona = usePersonaName();
  return useFormMutation(
    {
      run: (send, grant: Grant) =>
        orRequestApproval(
          () => send(isNew ? addGrant : changeGrant, grant),
          () => send(requestGrant, { does: "save", grant }),
        ),
      toText: ({ email, persona }) =>
        t.rich("savedGrantToast", { name: toVendorText(email), persona: toPersona(persona) }),
      refreshes,
    },
    onSaved,
  );
}

export function useRenewGrant(onSaved: () => void) {
  const t = useTranslations("settings.access");
  return useFormMutation(
    {
      run: (send, grant: RenewGrant) =>
        orRequestApproval(
          () => send(renewGrant, grant),
          () => send(requestGrant, { does: "renew", grant }),
        ),
      toText: ({ email }) => t.rich("renewedToast", named(email)),
      refreshes,
    },
    onSaved,
  );
}

export function useRemoveGrant(onClose: () => void) {
  const t = useTranslations("settings.access");
  const run = (send: Send, email: string) => send(removeGrant, { email });
  return useToastMutation(
    { run, toText: (email) => t.rich("removedToast", named(email)), refreshes },
    onClose,
  );
}
