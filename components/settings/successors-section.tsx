"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Section } from "@/components/shell/section";
import { Button } from "@/components/ui/controls/button";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { formatDay } from "@/lib/format";
import { settingsQuery } from "@/lib/settings/queries";
import type { ShownSettings, Successor } from "@/lib/settings/schema";
import { maxSuccessors } from "@/lib/settings/vocabulary";
import { useChangeSuccessors } from "./use-change-settings";

const SuccessorDialog = dynamic(() => import("./successor-dialog").then((file) => file.SuccessorDialog), {
  ssr: false,
});

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
  const toName = (id: "model" | "successor"): Column<Successor> => ({
    id,
    header: t(id),
    cell: (row) => <VendorText className={id === "model" ? "font-medium" : ""}>{row[id]}</VendorText>,
  });
  const toPrices = (id: string, input: keyof Successor, output: keyof Successor): Column<Successor> => ({
    id,
    header: t(id === "now" ? "now" : "then"),
    width: 150,
    isNumeric: true,
    cell: (row) => `$${row[input]} / $${row[output]}`,
  });
  const remove: Column<Successor> = {
    id: "remove",
    header: t("remove"),
    isHeaderHidden: true,
    width: 100,
    cell: (row) => (
      <Button
        size="sm"
        aria-label={t("removeOf", { model: row.model })}
        onClick={() => onRemove(rows.filter((one) => one !== row))}
      >
        {t("remove")}
      </Button>
    ),
  };
  return (
    <Table
      label={t("title")}
      columns={[
        toName("model"),
        toPrices("now", "inputPrice", "outputPrice"),
        toName("successor"),
        toPrices("then", "successorInputPrice", "successorOutputPrice"),
        ...(canWrite ? [remove] : []),
      ]}
      rows={toRows(rows, ({ model, successor }) => `${model} ${successor}`)}
      empty={<p className="py-10 text-center text-ink-muted">{t("empty")}</p>}
    />
  );
}
