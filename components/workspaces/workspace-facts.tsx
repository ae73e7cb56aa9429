"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { toCssColor } from "@/components/charts/series";
import { Swatch } from "@/components/charts/swatch";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { NotReadYet } from "@/components/shell/read-history";
import { Amount } from "@/components/ui/display/amount";
import { Badge } from "@/components/ui/display/badge";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { DateText } from "@/components/ui/display/date-text";
import { Fact, Facts } from "@/components/ui/display/facts";
import { NumberText } from "@/components/ui/display/number-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Residency, WorkspaceDetail } from "@/lib/directory/workspaces/schema";
import { useGeoName } from "./use-geo-name";

type Props = {
  workspace: WorkspaceDetail;
  /** Passed in because limits belong to another feature. */
  limits?: ReactNode;
};

export function WorkspaceFacts({ workspace, limits }: Props) {
  const t = useTranslations("workspaces");
  const { archivedAt, createdAt, displayColor, memberCount, spendCents, residency } = workspace;
  return (
    <section aria-label={t("facts.label")} className="grid gap-3">
      <Facts>
        <Fact name={t("facts.status")}>
          {archivedAt ? (
            <>
              <Badge>{t("archived")}</Badge> <DateText at={archivedAt} show="day" />
            </>
          ) : (
            <Badge tone="good">{t("facts.active")}</Badge>
          )}
        </Fact>
        <Fact name={t("color")}>
          {displayColor ? <Colored color={displayColor} text={displayColor} /> : t("facts.noColor")}
        </Fact>
        {typeof workspace.color === "number" && (
          <Fact name={t("facts.chartColor")}>
            <Colored color={toCssColor(workspace.color)} text={t("facts.ofPalette")} />
          </Fact>
        )}
        <Fact name={t("members")}>
          {memberCount === null ? t("facts.everyone") : <NumberText value={memberCount} />}
        </Fact>
        <Fact name={t("keys")}>
          <NumberText value={workspace.activeKeyCount} />
        </Fact>
        <Fact name={t("spend", { days: workspace.windowDays })}>
          {spendCents === null ? (
            <NotReadYet />
          ) : (
            <>
              <Amount cents={spendCents} others={workspace.otherCents} /> <AmountKindBadge of="billed" />
            </>
          )}
        </Fact>
        {limits}
        {residency && <ResidencyFacts residency={residency} />}
        <Fact name={t("tags")}>
          <Tags tags={workspace.tags} />
        </Fact>
        <Fact name={t("created")}>{createdAt ? <DateText at={createdAt} show="day" /> : "–"}</Fact>
      </Facts>
      <CopyableId value={workspace.id} label={t("id")} />
    </section>
  );
}

function Colored({ color, text }: { color: string; text: string }) {
  return (
    <span className="inline-flex items-center gap-2">
      <Swatch color={color} />
      {text}
    </span>
  );
}

function ResidencyFacts({ residency }: { residency: Residency }) {
  const t = useTranslations("workspaces.residency");
  const toName = useGeoName();
  const { workspaceGeo, allowedInferenceGeos: allowed, defaultInferenceGeo } = residency;
  return (
    <>
      {workspaceGeo !== null && <Fact name={t("workspaceGeo")}>{toName(workspaceGeo)}</Fact>}
      <Fact name={t("allowed")}>
        {allowed === "unrestricted" ? t("unrestricted") : allowed.map(toName).join(", ")}
      </Fact>
      <Fact name={t("usual")}>{toName(defaultInferenceGeo)}</Fact>
    </>
  );
}

function Tags({ tags }: Pick<WorkspaceDetail, "tags">) {
  const texts = Object.entries(tags).map(([key, value]) => (value ? `${key}: ${value}` : key));
  if (texts.length === 0) return "–";
  return (
    <span className="inline-flex flex-wrap justify-end gap-1 @xl:justify-start">
      {texts.sort().map((text) => (
        <span key={text} className="rounded-sm bg-sunken px-1.5 text-ink-muted text-xs leading-5">
          <VendorText>{text}</VendorText>
        </span>
      ))}
    </span>
  );
}
