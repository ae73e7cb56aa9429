"use client";

import { useTranslations } from "next-intl";
import { useFormAct, useToldAct } from "@/components/shell/use-act";
import { unwrap } from "@/lib/entry/unwrap";
import { addGrant, changeGrant, removeGrant } from "@/lib/grants/actions";
import type { Grant } from "@/lib/grants/schema";

const refreshes = ["grants", "audit"];

export function useSaveGrant({ isNew, onSaved }: { isNew: boolean; onSaved: () => void }) {
  const t = useTranslations("settings.access");
  return useFormAct(
    {
      run: async (grant: Grant) => unwrap(isNew ? await addGrant(grant) : await changeGrant(grant)),
      toText: () => t(isNew ? "addedToast" : "changedToast"),
      refreshes,
    },
    onSaved,
  );
}

export function useRemoveGrant(onClose: () => void) {
  const t = useTranslations("settings.access");
  const run = async (email: string) => unwrap(await removeGrant({ email }));
  return useToldAct({ run, toText: () => t("removedToast"), refreshes }, onClose);
}
