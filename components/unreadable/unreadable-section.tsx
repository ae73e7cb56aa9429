"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { Table, toRows } from "@/components/ui/table/table";
import { unreadableQuery } from "@/lib/directory/unreadable/queries";
import { useUnreadableColumns } from "./use-unreadable-columns";

export function UnreadableSection() {
  const t = useTranslations("unreadable");
  const columns = useUnreadableColumns();
  const { data, error, refetch } = useQuery(unreadableQuery());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const text = data.total === 0 ? t("none") : `${t("count", { count: data.total })} ${t("text")}`;
  return (
    <Section title={t("title")} text={text}>
      {data.total > 0 && (
        <Table
          label={t("title")}
          columns={columns}
          rows={toRows(data.parts, ({ noun, part }) => `${noun} ${part}`)}
          empty={null}
        />
      )}
      {data.otherParts > 0 && (
        <p className="text-ink-muted text-sm">{t("others", { count: data.otherParts })}</p>
      )}
    </Section>
  );
}
