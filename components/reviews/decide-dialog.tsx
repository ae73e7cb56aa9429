"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Select } from "@/components/ui/controls/select";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { assignableWorkspaceRoles } from "@/lib/directory/vocabulary";
import type { Decide, ReviewRow } from "@/lib/reviews/schema";
import { type Decision, decisions, maxReasonLength, needsReason } from "@/lib/reviews/vocabulary";
import { TextArea } from "./text-area";

type Props = {
  asked: { row: ReviewRow; decision: Decision | undefined };
  onDecide: (given: Omit<Decide, "reviewId" | "workspaceId">) => void;
  onClose: () => void;
};

export function DecideDialog({ asked: { row, decision: first }, onDecide, onClose }: Props) {
  const t = useTranslations("reviews");
  const ui = useTranslations("ui");
  const formId = useId();
  const [decision, setDecision] = useState(first);
  const offered = decisions.filter((one) => one !== "change" || !row.isInherited);
  const isTask = decision === "remove" && row.isInherited;
  const isReasonNeeded = decision !== undefined && (needsReason(row, decision) || isTask);
  return (
    <Dialog
      title={<VendorText>{row.name || row.email}</VendorText>}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" disabled={decision === undefined}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (decision === undefined) return;
          onDecide({ ...readDecision(new FormData(event.currentTarget), decision), rows: [toTarget(row)] });
        }}
      >
        <SegmentedControl
          label={t("decision")}
          isLabelVisible
          options={offered.map((value) => ({ value, label: t(`decisions.${value}`) }))}
          value={decision}
          onChange={setDecision}
        />
        {decision === "change" && <RoleField row={row} />}
        {isTask && <p className="text-sm">{t("taskNote")}</p>}
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
      </form>
    </Dialog>
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
    reason: String(form.get("reason") ?? "").trim(),
  };
}
