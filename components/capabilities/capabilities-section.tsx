"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { Table, toRows } from "@/components/ui/table/table";
import { capabilitiesQuery } from "@/lib/directory/capabilities/queries";
import { useCapabilityColumns } from "./use-capability-columns";

/** A refused part turns off only the features that need it. */
export function CapabilitiesSection() {
  const t = useTranslations("capabilities");
  const columns = useCapabilityColumns();
  const { data, error, refetch } = useQuery(capabilitiesQuery());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <Section
      title={t("title")}
      text={[t(`source.${data.source}`), t("text"), data.kind && t(`kinds.${data.kind}`)]
        .filter(Boolean)
        .join(" ")}
    >
      <Table
        label={t("title")}
        columns={columns}
        rows={toRows(data.capabilities, ({ name }) => name)}
        empty={null}
      />
    </Section>
  );
}
