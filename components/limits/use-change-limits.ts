"use client";

import { useLocale, useTranslations } from "next-intl";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { toast } from "@/components/ui/overlay/toast-store";
import { formatCount } from "@/lib/core/format/format";
import { changeLimits } from "@/lib/directory/limits/actions";
import type { LimitGroup, OwnLimits } from "@/lib/directory/limits/schema";
import { useLimitNames } from "./use-limit-names";

export type LimitsEdit = { change: OwnLimits; seen: OwnLimits };
type Change = LimitsEdit & { isUndo?: boolean };

export function useChangeLimits(workspaceId: string, group: LimitGroup) {
  const t = useTranslations();
  const locale = useLocale();
  const { toGroupName, toLimiterName } = useLimitNames();
  const toText = (limit: number | null | undefined) =>
    limit == null ? t("limits.inherited") : formatCount(limit, locale);
  const toChange = ([type, after]: [string, number | null], seen: OwnLimits) =>
    t("limits.fromTo", { what: toLimiterName(type), before: toText(seen[type]), after: toText(after) });
  const showFailure = useFailureToast();
  const mutation = useWrite({
    isRepeatable: true,
    write: (send, { change, seen }: Change) =>
      send(changeLimits, { workspaceId, rateLimitId: group.id ?? "", change, seen }),
    onSuccess: (_, { change, seen, isUndo }) => {
      const onAction = () => mutation.mutate({ change: seen, seen: change, isUndo: true });
      const changes = Object.entries(change).map((each) => toChange(each, seen));
      toast(
        t.rich("limits.saved", { name: toVendorText(toGroupName(group)), changes: changes.join(", ") }),
        isUndo ? undefined : { action: { label: t("ui.undo"), onAction } },
      );
    },
    onError: (error) => showFailure(toFailure(error)),
    onSettled: useInvalidateWorkspaces(),
  });
  return { change: mutation.mutate, isPending: mutation.isPending };
}
