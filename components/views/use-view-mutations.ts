"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { named } from "@/components/ui/display/vendor-text";
import { toast } from "@/components/ui/overlay/toast-store";
import { removeView, renameSavedView, saveView } from "@/lib/account/views/actions";
import type { View } from "@/lib/account/views/schema";

type Given<Action extends (input: never) => unknown> = Parameters<Action>[0];

export function useViewMutations() {
  const t = useTranslations("reports.views");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const withToast = (done: "saved" | "renamed" | "removed") => ({
    onSuccess: (_: unknown, { name }: { name: string }) => toast(t.rich(done, named(name))),
    onError: (error: Error) => showFailure(toFailure(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["views"] }),
  });
  return {
    save: useWrite({
      write: (send, given: Given<typeof saveView>) => send(saveView, given),
      ...withToast("saved"),
    }),
    rename: useWrite({
      write: (send, given: Given<typeof renameSavedView>) => send(renameSavedView, given),
      ...withToast("renamed"),
    }),
    remove: useWrite({
      write: (send, { id }: Pick<View, "id" | "name">) => send(removeView, { id }),
      ...withToast("removed"),
    }),
  };
}
