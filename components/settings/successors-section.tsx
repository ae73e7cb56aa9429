"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Section } from "@/components/shell/section";
import { Button } from "@/components/ui/controls/button";
import { CardLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { formatDay } from "@/lib/core/format/format";
import { settingsQuery } from "@/lib/core/settings/queries";
import type { ShownSettings, Successor } from "@/lib/core/settings/schema";
import { maxSuccessors } from "@/lib/core/settings/vocabulary";
import { useChangeSuccessors } from "./use-change-settings";

const SuccessorDialog = onDemand(() => import("./successor-dialog").then((file) => file.SuccessorDialog));

type Shown = ShownSettings["successors"];

/** What Savings advises to move to a cheaper model by. */
export function SuccessorsSection({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("settings.successors");
  const locale = useLocale();
  const { data } = useQuery(settingsQuery());
  const [isAdding, setAdding] = useState(false);
  const changing = useChangeSuccessors(() => setAdding(false));
  if (!data) return null;
  const { asOf, isBuiltIn, rows } = data.successors;
  const day = formatDay(asOf, locale);
  return (
    <Section
      title={t("title")}
      text={t(isBuiltIn ? "builtIn" : "own", { day })}
      actions={
        canWrite && (
          <>
            {!isBuiltIn && (
              <Button isPending={changing.isPending} onClick={() => changing.mutate(null)}>
                {t("reset")}
              </Button>
            )}
            {rows.length < maxSuccessors && (
              <Button onClick={() => setAdding(true)}>
                <Plus aria-hidden className="size-4" />
                {t("add")}
              </Button>
            )}
          </>
        )
      }
    >
      <Rows shown={data.successors} canWrite={canWrite} onRemove={(kept) => changing.mutate(kept)} />
      {isAdding && (
        <SuccessorDialog
          saving={changing}
          onSave={(row) => changing.mutate([...rows.filter(({ model }) => model !== row.model), row])}
          onClose={() => setAdding(false)}
        />
      )}
    </Section>
  );
}

type RowsProps = { shown: Shown; canWrite: boolean; onRemove: (kept: Successor[]) => void };

function Rows({ shown: { rows }, canWrite, onRemove }: RowsProps) {
  const t = useTranslations("settings.successors");
  const model: Column<Successor> = {
    id: "model",
    header: t("model"),
    cell: (row) => (
      <CardLines detail={<VendorText>{row.successor}</VendorText>}>
        <VendorText className="truncate font-medium">{row.model}</VendorText>
      </CardLines>
    ),
  };
  const successor: Column<Successor> = {
    id: "successor",
    header: t("successor"),
    cell: (row) => <VendorText>{row.successor}</VendorText>,
  };
  const toPrices = (id: string, input: keyof Successor, output: keyof Successor): Column<Successor> => ({
    id,
    header: t(id === "now" ? "now" : "then"),
    width: 150,
    isNumeric: true,
    card: id === "now" ? "value" : "note",
    cell: (row) => `$${row[input]} / $${row[output]}`,
  });
  const remove: Column<Successor> = {
    id: "actions",
    header: t("actions"),
    isHeaderHidden: true,
    width: 56,
    cell: (row) => (
      <RowMenu
        label={t("menu", { model: row.model })}
        items={[
          {
            id: "remove",
            label: t("remove"),
            isDanger: true,
            onSelect: () => onRemove(rows.filter((one) => one !== row)),
          },
        ]}
      />
    ),
  };
  return (
    <Table
      label={t("title")}
      columns={[
        model,
        toPrices("now", "inputPrice", "outputPrice"),
        successor,
        toPrices("then", "successorInputPrice", "successorOutputPrice"),
        ...(canWrite ? [remove] : []),
      ]}
      rows={toRows(rows, ({ model, successor }) => `${model} ${successor}`)}
      empty={<p className="py-10 text-center text-ink-muted">{t("empty")}</p>}
    />
  );
}
