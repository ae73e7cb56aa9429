"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ChangedMeanwhile } from "@/components/shell/changed-meanwhile";
import { useFormBase } from "@/components/shell/use-form-base";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { formatCount } from "@/lib/core/format/format";
import type { LimitGroup } from "@/lib/directory/limits/schema";
import { largestLimit } from "@/lib/directory/limits/vocabulary";
import { isAboveOrganization } from "./is-above-organization";
import { type LimitsEdit, useChangeLimits } from "./use-change-limits";
import { useLimitNames } from "./use-limit-names";

type Props = { workspaceId: string; group: LimitGroup; onClose: () => void };

/** An empty field inherits the organization's limit. */
export function LimitsDialog({ workspaceId, group, onClose }: Props) {
  const t = useTranslations("limits");
  const { toGroupName } = useLimitNames();
  const { base, version, isOutdated, listeners, catchUp } = useFormBase(group.limits);
  const changing = useChangeLimits(workspaceId, group);
  return (
    <Dialog title={t("changeTitle")} onClose={onClose}>
      <div {...listeners} className="grid gap-4">
        <p className="text-ink-muted">
          <VendorText className="font-medium text-ink">{toGroupName(group)}</VendorText>{" "}
          {group.models && <VendorText className="text-sm">{group.models.join(", ")}</VendorText>}
        </p>
        {isOutdated && <ChangedMeanwhile onShow={catchUp} />}
        <LimitsForm
          key={version}
          limits={base}
          onClose={onClose}
          onSave={(edit) => {
            if (changing.isPending) return;
            changing.change(edit);
            onClose();
          }}
        />
      </div>
    </Dialog>
  );
}

type Limits = LimitGroup["limits"];
type FormProps = { limits: Limits; onSave: (edit: LimitsEdit) => void; onClose: () => void };

function LimitsForm({ limits, onSave, onClose }: FormProps) {
  const t = useTranslations("limits");
  const ui = useTranslations("ui");
  const [draft, setDraft] = useState<Record<string, string>>(() =>
    Object.fromEntries(limits.map(({ type, own }) => [type, own === null ? "" : String(own)])),
  );
  const edit = toEdit(limits, draft);
  const isAbove = limits.some((limit) => isAboveOrganization(limit, draft[limit.type]));
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (edit) onSave(edit);
      }}
    >
      {limits.map((limit) => (
        <LimitField
          key={limit.type}
          limit={limit}
          value={draft[limit.type] ?? ""}
          onChange={(value) => setDraft({ ...draft, [limit.type]: value })}
        />
      ))}
      <p className="text-ink-muted text-xs">{t("changeHint")}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{ui("cancel")}</Button>
        <Button type="submit" variant="primary" disabled={!edit}>
          {t(isAbove ? "saveAbove" : "save")}
        </Button>
      </div>
    </form>
  );
}

type FieldProps = { limit: Limits[number]; value: string; onChange: (value: string) => void };

function LimitField({ limit, value, onChange }: FieldProps) {
  const t = useTranslations("limits");
  const locale = useLocale();
  const { toLimiterName } = useLimitNames();
  const { type, organization } = limit;
  const ofAll = organization === null ? "" : formatCount(organization, locale);
  const isAbove = isAboveOrganization(limit, value);
  return (
    <Field
      label={toLimiterName(type)}
      hint={organization === null ? t("noOrganizationLimit") : t("organizationLimit", { limit: ofAll })}
      warning={
        isAbove
          ? t("aboveOrganization", { limit: ofAll, own: formatCount(Number(value), locale) })
          : undefined
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
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

/** Returns only changed limits, with the values that the person saw; undefined if nothing changed. */
function toEdit(limits: Limits, draft: Record<string, string>): LimitsEdit | undefined {
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
