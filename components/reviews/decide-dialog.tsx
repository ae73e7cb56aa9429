"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { FormDialog } from "@/components/shell/form-dialog";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Select } from "@/components/ui/controls/select";
import { TextArea } from "@/components/ui/controls/text-area";
import { VendorText } from "@/components/ui/display/vendor-text";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import type { Decide } from "@/lib/governance/reviews/change-schema";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import {
  type Decision,
  listOffered,
  maxReasonLength,
  needsReason,
  toDecisionName,
  toLastDay,
} from "@/lib/governance/reviews/vocabulary";
import type { Asked, Instead } from "./asked";
import { EvidenceFacts } from "./evidence-facts";
import { InsteadButtons } from "./instead-buttons";
import { toRowName } from "./row-name";

type Props = {
  asked: Pick<Asked, "row" | "decision">;
  /** All of the place, whose admins can be asked. */
  rows: readonly ReviewRow[];
  onDecide: (given: Omit<Decide, "reviewId" | "workspaceId">) => void;
  onInstead: (what: Instead) => void;
  onClose: () => void;
};

export function DecideDialog({ asked: { row, decision: first }, rows, onDecide, onInstead, onClose }: Props) {
  const t = useTranslations("reviews");
  const [decision, setDecision] = useState(first);
  const isAdminTask = decision === "remove" && row.isInherited;
  const admins = isAdminTask ? listAdmins(rows, row).join(", ") : "";
  const isReasonNeeded = decision !== undefined && (needsReason(row, decision) || isAdminTask);
  return (
    <FormDialog
      labels={{ title: <VendorText>{toRowName(row)}</VendorText>, submit: t("save") }}
      saving={{ isPending: false, error: null, isPossible: decision !== undefined }}
      onClose={onClose}
      onSubmit={(form) => {
        if (decision !== undefined) onDecide({ ...readDecision(form, decision), rows: [toTarget(row)] });
      }}
    >
      <SegmentedControl
        label={t("decision")}
        isLabelVisible
        options={listOffered(row).map((value) => ({
          value,
          label: t(`decisions.${toDecisionName(row, value)}`),
        }))}
        value={decision}
        onChange={setDecision}
      />
      {decision === "change" && (row.kind === "keys" ? <RotateField row={row} /> : <RoleField row={row} />)}
      {isAdminTask && (
        <p className="text-sm">
          {t("taskNote")} {admins !== "" && <VendorText>{t("askAdmins", { list: admins })}</VendorText>}
        </p>
      )}
      <Field label={t("reason")} hint={isReasonNeeded ? t("reasonHint") : t("reasonOptional")}>
        {(control) => (
          <TextArea
            {...control}
            name="reason"
            required={isReasonNeeded}
            defaultValue={row.reason ?? ""}
            maxLength={maxReasonLength}
          />
        )}
      </Field>
      <InsteadButtons onInstead={onInstead} />
      <EvidenceFacts row={row} />
    </FormDialog>
  );
}

/** Organization admins are in every workspace by their role. No one changes their own. */
function listAdmins(rows: readonly ReviewRow[], { userId }: ReviewRow): string[] {
  return rows
    .filter((one) => one.isInherited && one.role === "workspace_admin" && one.userId !== userId)
    .map(({ name, email }) => name || email);
}

const usualDays = 30;

/** Not after the key's own end. */
function toUsualDay(today: string, lastDay: string | undefined): string {
  const usual = addDays(today, usualDays);
  return lastDay !== undefined && lastDay < usual ? lastDay : usual;
}

function RotateField({ row }: { row: ReviewRow }) {
  const { rotateBy } = row;
  const t = useTranslations("reviews");
  const today = toDay(Date.now());
  return (
    <Field label={t("rotateBy")} hint={t("rotateHint")}>
      {(control) => (
        <Input
          {...control}
          type="date"
          name="rotateBy"
          required
          min={today}
          max={toLastDay(row)}
          defaultValue={rotateBy ?? toUsualDay(today, toLastDay(row))}
        />
      )}
    </Field>
  );
}

function RoleField({ row }: { row: ReviewRow }) {
  const t = useTranslations("reviews");
  const toRole = useWorkspaceRoleName();
  const roles = assignableWorkspaceRoles.filter((role) => role !== row.role);
  return (
    <Field label={t("newRole")} hint={t("roleBefore", { role: toRole(row.role) })}>
      {(control) => (
        <Select
          {...control}
          name="newRole"
          defaultValue={row.newRole ?? roles[0]}
          options={roles.map((role) => ({ value: role, label: toRole(role) }))}
        />
      )}
    </Field>
  );
}

function toTarget({ userId, version }: ReviewRow) {
  return { userId, version };
}

function readDecision(form: FormData, decision: Decision) {
  const role = form.get("newRole");
  return {
    decision,
    newRole: assignableWorkspaceRoles.find((one) => one === role) ?? null,
    rotateBy: form.has("rotateBy") ? String(form.get("rotateBy")) : null,
    reason: String(form.get("reason") ?? "").trim(),
  };
}
