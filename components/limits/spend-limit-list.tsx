"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { useFailureCodeText } from "@/components/shell/failure-code";
import { Section } from "@/components/shell/section";
import { useAskedDialog } from "@/components/shell/use-asked-dialog";
import { Button } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import type { LimitsOfOrganization, NamedSpendLimit } from "@/lib/directory/limits/schema";
import { ReadingAge } from "./reading-age";
import { useSpendColumns } from "./use-spend-columns";

const RemoveSpendDialog = onDemand(() =>
  import("./remove-spend-dialog").then((file) => file.RemoveSpendDialog),
);
const SpendLimitDialog = onDemand(() => import("./spend-limit-dialog").then((file) => file.SpendLimitDialog));

type Props = Pick<LimitsOfOrganization, "spend" | "isRefreshing"> & { canWrite: boolean };
type Open = { kind: "change" | "remove"; limit: NamedSpendLimit };

export function SpendLimitList({ spend, isRefreshing, canWrite }: Props) {
  const t = useTranslations("limits.spend");
  const toText = useFailureCodeText();
  const [open, setOpen] = useState<Open>();
  const [isAdding, setAdding] = useAskedDialog("spend");
  const [workspaceId, setWorkspaceId] = useQueryState("workspace");
  const { limits, refusal, readOnly } = spend;
  const canSet = canWrite && refusal === null && readOnly === null;
  const columns = useSpendColumns({
    spend,
    isEditable: ({ scope }) => canSet && spend.settable.some((one) => one === scope),
    canChange: canSet,
    onChange: (limit) => setOpen({ kind: "change", limit }),
    onRemove: (limit) => setOpen({ kind: "remove", limit }),
  });
  const toNow = (limit: NamedSpendLimit) => limits.find(({ id }) => id === limit.id);
  const onClose = () => setOpen(undefined);
  const onAdded = () => {
    setAdding(false);
    setWorkspaceId(null);
  };
  return (
    <Section
      title={t("title")}
      text={t("listNote")}
      actions={
        <>
          <ReadingAge reading={spend} isRefreshing={isRefreshing} />
          {canSet && (
            <Button onClick={() => setAdding(true)}>
              <Plus aria-hidden className="size-4" />
              {t("add")}
            </Button>
          )}
        </>
      }
    >
      {refusal && <Note>{t("refused", { why: toText(refusal) })}</Note>}
      {canWrite && !refusal && readOnly && <Note>{t("readOnly", { why: toText(readOnly) })}</Note>}
      {limits.length > 0 && (
        <Table label={t("title")} columns={columns} rows={toRows(limits, ({ id }) => id)} />
      )}
      {limits.length === 0 && !refusal && (
        <p className="text-ink-muted text-sm">{t(spend.seenAt === null ? "notRead" : "noneSet")}</p>
      )}
      {isAdding && canSet && (
        <SpendLimitDialog spend={spend} workspaceId={workspaceId ?? undefined} onClose={onAdded} />
      )}
      {open?.kind === "change" && (
        <SpendLimitDialog spend={spend} limit={toNow(open.limit) ?? open.limit} onClose={onClose} />
      )}
      {open?.kind === "remove" && (
        <RemoveSpendDialog
          limit={toNow(open.limit) ?? open.limit}
          isGone={!toNow(open.limit)}
          onClose={onClose}
        />
      )}
    </Section>
  );
}

function Note({ children }: { children: string }) {
  return <p className="rounded-md bg-sunken px-3 py-2 text-ink-muted text-sm">{children}</p>;
}
