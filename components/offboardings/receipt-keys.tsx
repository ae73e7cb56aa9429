"use client";

import { useLocale, useTranslations } from "next-intl";
import { KeyStatusBadge } from "@/components/directory/key-status-badge";
import { Badge } from "@/components/ui/display/badge";
import { NumberText } from "@/components/ui/display/number-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/format";
import type { Receipt, ReceiptKey } from "@/lib/offboardings/schema";

const cellClass = "border-b py-1.5 pr-4 text-left align-top";

export function ReceiptKeys({ receipt: { keys, readUntil } }: { receipt: Receipt }) {
  const t = useTranslations("offboardings.receipt");
  return (
    <div className="overflow-x-auto print:overflow-visible">
      <table aria-label={t("keys")} className="w-full min-w-xl border-collapse text-sm">
        <thead>
          <tr className="text-ink-muted text-xs">
            <th className={cellClass}>{t("key")}</th>
            <th className={cellClass}>{t("decision")}</th>
            <th className={cellClass}>{t("now")}</th>
            <th className={cellClass}>{t("traffic")}</th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <th scope="row" className={`${cellClass} font-normal`}>
                <VendorText className="font-medium">{key.name.trim() || key.id}</VendorText>
                {key.workspaceName !== null && (
                  <VendorText className="block text-ink-muted text-xs">{key.workspaceName}</VendorText>
                )}
              </th>
              <td className={cellClass}>
                <Decision of={key} />
              </td>
              <td className={cellClass}>
                {key.status === null ? t("notListed") : <KeyStatusBadge status={key.status} />}
              </td>
              <td className={cellClass}>
                <Traffic of={key} readUntil={readUntil} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Decision({ of: { fate, ownerEmail, note } }: { of: ReceiptKey }) {
  const t = useTranslations("offboardings");
  return (
    <>
      {t(`fates.${fate}`)}
      {ownerEmail !== null && <VendorText className="block text-ink-muted text-xs">{ownerEmail}</VendorText>}
      {note && <VendorText className="block text-ink-muted text-xs">{note}</VendorText>}
    </>
  );
}

function Traffic({ of: key, readUntil }: { of: ReceiptKey; readUntil: string | null }) {
  const t = useTranslations("offboardings.traffic");
  const locale = useLocale();
  const { traffic, since, tokens, lastUsedOn, isAlarming } = key;
  const day = (text: string | null) => (text === null ? "–" : formatDay(text, locale));
  if (traffic === "used")
    return (
      <span className={isAlarming ? "text-danger" : undefined}>
        {isAlarming && <Badge tone="danger">{t("alarm")}</Badge>}{" "}
        {t.rich("used", {
          count: () => <NumberText value={tokens} />,
          since: day(since),
          last: day(lastUsedOn),
        })}
      </span>
    );
  if (isAlarming) return <span className="text-danger">{t("active")}</span>;
  if (traffic === "none") return <span className="text-ink-muted">–</span>;
  if (traffic === "waiting")
    return <span className="text-ink-muted">{t("waiting", { since: day(since) })}</span>;
  return <span className="text-good">{t("silent", { since: day(since), until: day(readUntil) })}</span>;
}
