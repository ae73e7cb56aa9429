"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { VendorText } from "@/components/ui/vendor-text";
import { formatCount } from "@/lib/format";
import type { LimitGroup, OwnLimits } from "@/lib/limits/schema";
import { largestLimit } from "@/lib/limits/vocabulary";
import { useChangeLimits } from "./use-change-limits";
import { useLimitNames } from "./use-limit-names";

type Props = { workspaceId: string; group: LimitGroup; onClose: () => void };

/** The workspace's own limits of one group. An empty field inherits. */
export function LimitsDialog({ workspaceId, group, onClose }: Props) {
  const t = useTranslations("limits");
  const ui = useTranslations("ui");
  const locale = useLocale();
  const { toGroupName, toLimiterName } = useLimitNames();
  const [draft, setDraft] = useState<Record<string, string>>(() =>
    Object.fromEntries(group.limits.map(({ type, own }) => [type, own === null ? "" : String(own)])),
  );
  const changing = useChangeLimits(workspaceId, group.id ?? "");
  const edit = toEdit(group, draft);
  return (
    <Dialog title={t("changeTitle")} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!edit || changing.isPending) return;
          changing.change(edit);
          onClose();
        }}
      >
        <p className="text-ink-muted">
          <VendorText className="font-medium text-ink">{toGroupName(group)}</VendorText>{" "}
          {group.models && <VendorText className="text-sm">{group.models.join(", ")}</VendorText>}
        </p>
        {group.limits.map(({ type, organization }) => (
          <Field
            key={type}
            label={toLimiterName(type)}
            hint={
              organization === null
                ? t("noOrganizationLimit")
                : t("organizationLimit", { limit: formatCount(organization, locale) })
            }
          >
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                max={largestLimit}
                step={1}
                inputMode="numeric"
                placeholder={t("inherited")}
                value={draft[type] ?? ""}
                onChange={({ target }) => setDraft({ ...draft, [type]: target.value })}
              />
            )}
          </Field>
        ))}
        <p className="text-ink-muted text-xs">{t("changeHint")}</p>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" variant="primary" disabled={!edit}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export type LimitsEdit = { change: OwnLimits; seen: OwnLimits };

/** What differs, with what the person saw; undefined where nothing does. */
function toEdit({ limits }: LimitGroup, draft: Record<string, string>): LimitsEdit | undefined {
  const edit: LimitsEdit = { change: {}, seen: {} };
  for (const { type, own } of limits) {
    const text = draft[type]?.trim() ?? "";
    const value = text === "" ? null : Number(text);
    if (value === own) continue;
    edit.change[type] = value;
    edit.seen[type] = own;
  }
  return Object.keys(edit.change).length > 0 ? edit : undefined;
}
