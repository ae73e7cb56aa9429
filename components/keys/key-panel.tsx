"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { PastDateLink } from "@/components/directory/past-date-link";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { DetailLayout } from "@/components/shell/detail-layout";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { HistoryProvider } from "@/components/shell/read-history";
import { Section } from "@/components/shell/section";
import { useAsked } from "@/components/shell/use-asked-dialog";
import { toButtonClass } from "@/components/ui/controls/button";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { windowDays } from "@/lib/core/format/calendar";
import { keyDetailQuery } from "@/lib/directory/keys/queries";
import type { KeyRow } from "@/lib/directory/keys/schema";
import { costDays, keyPageParams, toCostDays, trafficDays } from "@/lib/directory/keys/search-params";
import {
  askableOperations,
  type KeyOperation,
  measuredReports,
  toKeyRefusal,
} from "@/lib/directory/keys/vocabulary";
import { KeyCostByDay } from "./key-cost-by-day";
import { KeyFacts } from "./key-facts";
import { KeyHandovers } from "./key-handovers";
import { KeyHistory } from "./key-history";
import { KeyMenu } from "./key-menu";
import { UsageNote } from "./key-notes";
import { KeyRotation } from "./key-rotation";
import { KeyTitle } from "./key-title";
import { KeyTokensByDay } from "./key-tokens-by-day";
import { useKeyOperations } from "./use-key-operations";

const linked = [...askableOperations, "retire"] as const;

type Props = { keyId: string; operations: readonly KeyOperation[] };

export function KeyPanel({ keyId, operations }: Props) {
  const t = useTranslations("keys");
  const { data, error, refetch } = useQuery(keyDetailQuery(keyId));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <KeyHeader row={data.key} operations={operations} />
      <DetailLayout
        facts={
          <HistoryProvider loading={data.loading}>
            <KeyFacts of={data} />
          </HistoryProvider>
        }
      >
        <IncompleteLately reports={measuredReports} days={windowDays} />
        <Section title={t("traffic.title")} text={<UsageNote usage={data.usage} />}>
          <KeyUse row={data.key} />
        </Section>
        {data.handovers.length > 0 && (
          <Section title={t("handover.title")}>
            <KeyHandovers handovers={data.handovers} />
          </Section>
        )}
        {(data.rotation || operations.length > 0) && (
          <Section title={t("rotation.title")}>
            <KeyRotation row={data.key} rotation={data.rotation} canChange={operations.length > 0} />
          </Section>
        )}
        <Section title={t("history.title")}>
          <KeyHistory history={data.history} handovers={data.handovers} />
        </Section>
      </DetailLayout>
    </>
  );
}

function KeyHeader({ row, operations }: { row: KeyRow; operations: readonly KeyOperation[] }) {
  const t = useTranslations("keys");
  const { run, askTo, dialogs } = useKeyOperations();
  useAsked(linked, (asked) => {
    const operation = asked === "retire" ? "replace" : asked;
    if (operations.includes(operation) && !toKeyRefusal(row.status, operation)) askTo(asked, row);
  });
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs of={[{ href: "/keys", label: t("title") }]} />}
        title={<KeyTitle row={row} />}
        actions={
          <>
            <PastDateLink noun="keys" of={{ kind: "key", filter: { q: row.name.trim() || row.id } }} />
            {operations.length > 0 && (
              <KeyMenu
                row={row}
                operations={operations}
                onOperation={run}
                trigger={
                  <>
                    {t("actions")}
                    <ChevronDown aria-hidden className="size-4" />
                  </>
                }
                triggerClass={toButtonClass()}
              />
            )}
          </>
        }
      />
      {dialogs}
    </>
  );
}

/** One chart, of cost or of tokens. */
function KeyUse({ row }: { row: KeyRow }) {
  const t = useTranslations("keys.traffic");
  const [{ chart, days }, setSearch] = useQueryStates(keyPageParams);
  const shown = chart === "cost" ? toCostDays(days) : days;
  return (
    <>
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        <SegmentedControl
          label={t("measure")}
          options={[
            { value: "cost", label: t("cost") },
            { value: "tokens", label: t("tokens") },
          ]}
          value={chart}
          onChange={(value) => setSearch({ chart: value })}
        />
        <SegmentedControl
          label={t("range")}
          options={(chart === "cost" ? costDays : trafficDays).map((count) => ({
            value: String(count),
            label: t("days", { days: count }),
          }))}
          value={String(shown)}
          onChange={(value) =>
            setSearch({ days: trafficDays.find((count) => String(count) === value) ?? null })
          }
        />
      </div>
      {chart === "cost" ? (
        <KeyCostByDay keyId={row.id} color={row.color} days={shown} />
      ) : (
        <KeyTokensByDay keyId={row.id} days={shown} />
      )}
    </>
  );
}
