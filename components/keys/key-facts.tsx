"use client";

import { useTranslations } from "next-intl";
import { KeyLastUse, KeyWorkspace } from "@/components/directory/key-cells";
import { KeyCost } from "@/components/directory/key-cost";
import { BeingReplaced, KeyStatusBadge } from "@/components/directory/key-status-badge";
import { Link } from "@/components/ui/controls/link";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { DateText } from "@/components/ui/display/date-text";
import { Fact, Facts } from "@/components/ui/display/facts";
import { NumberText } from "@/components/ui/display/number-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { KeyDetail } from "@/lib/directory/keys/schema";
import { KeyMaker, KeyOwner, KeyPrincipal } from "./key-cells";
import { toShownReach } from "./to-shown-reach";

export function KeyFacts({ of }: { of: Pick<KeyDetail, "key" | "reach"> }) {
  const t = useTranslations("keys");
  const { key: row } = of;
  const reach = toShownReach(of);
  return (
    <section aria-label={t("facts")} className="grid gap-3">
      <Facts>
        <Fact name={t("status")}>
          <KeyStatusBadge status={row.status} /> <BeingReplaced of={row} />
        </Fact>
        {reach ? (
          <Fact name={t("reach")}>
            <Reached reach={reach} />
          </Fact>
        ) : (
          <Fact name={t("place")}>
            <KeyWorkspace row={row} />
          </Fact>
        )}
        <Fact name={t("used")}>
          <KeyLastUse row={row} />
        </Fact>
        <Fact name={t("tokens")}>
          <NumberText value={row.tokens30d} />
        </Fact>
        <Fact name={t("cost")}>
          <KeyCost row={row} />
        </Fact>
        <Fact name={t("expires")}>
          <DateText at={row.expiresAt} show="day" />
        </Fact>
        <Fact name={t("created")}>{row.createdAt ? <DateText at={row.createdAt} show="day" /> : "–"}</Fact>
        <Fact name={t("maker")}>
          <KeyMaker row={row} />
        </Fact>
        <Fact name={t("owner")}>{row.owner ? <KeyOwner owner={row.owner} /> : t("noOwner")}</Fact>
        <Fact name={t("principal")}>
          <KeyPrincipal row={row} />
        </Fact>
        <Fact name={t("hint")}>
          <VendorText className="font-mono text-xs">{row.hint ?? "–"}</VendorText>
        </Fact>
      </Facts>
      <CopyableId value={row.id} label={t("id")} />
    </section>
  );
}

/** Shown as in a workspace's "Who can reach it". */
function Reached({ reach: { isAll, workspaces } }: { reach: NonNullable<KeyDetail["reach"]> }) {
  const t = useTranslations("keys");
  if (isAll) return t("reachAll", { count: workspaces.length });
  return (
    <>
      {workspaces.length === 0 && t("reachNone")}
      {workspaces.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <Link
            href={{ pathname: `/workspaces/${encodeURIComponent(id)}`, query: { tab: "reach" } }}
            className="hover:underline"
          >
            <VendorText>{name}</VendorText>
          </Link>
        </span>
      ))}
      <span className="block text-ink-muted text-xs">{t("reachLimited")}</span>
    </>
  );
}
