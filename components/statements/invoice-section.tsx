"use client";

import { Pencil } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Section } from "@/components/shell/section";
import { Button } from "@/components/ui/controls/button";
import { DateText } from "@/components/ui/display/date-text";
import { useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import { type Cents, type Currency, toExact } from "@/lib/core/money/money";
import { toBridge } from "@/lib/money/statements/bridge";
import type { Invoice, StatementPage } from "@/lib/money/statements/schema";
import { useStatementNames } from "./use-statement-names";

const InvoiceDialog = onDemand(() => import("./invoice-dialog").then((file) => file.InvoiceDialog));

/** From the statement to the vendor's invoice, to the cent. */
export function InvoiceSection({ statement, canWrite }: { statement: StatementPage; canWrite: boolean }) {
  const t = useTranslations("statements.invoice");
  const [isOpen, setOpen] = useState(false);
  const [invoice] = statement.invoices;
  return (
    <Section
      title={t("section")}
      text={t("text")}
      actions={
        canWrite && (
          <Button onClick={() => setOpen(true)}>
            <Pencil aria-hidden className="size-4" />
            {t(invoice ? "change" : "enter")}
          </Button>
        )
      }
    >
      {invoice ? (
        <BridgeTable statement={statement} invoice={invoice} />
      ) : (
        <p className="text-ink-muted">{t("empty")}</p>
      )}
      {statement.invoices.length > 1 && <History invoices={statement.invoices} />}
      {isOpen && <InvoiceDialog statement={statement} onClose={() => setOpen(false)} />}
    </Section>
  );
}

function BridgeTable({ statement, invoice }: { statement: StatementPage; invoice: Invoice }) {
  const t = useTranslations("statements.invoice");
  const money = useMoney();
  const locale = useLocale();
  const { toDay } = useStatementNames();
  const { content } = statement;
  const { parts, openCents } = toBridge(content, invoice);
  const isOpen = openCents !== "0";
  return (
    <div className="card overflow-x-auto">
      <table aria-label={t("section")} className="w-full text-sm">
        <tbody>
          <BridgeRow
            label={t("statement")}
            value={formatExactly(content.totalCents, locale, money.currency)}
          />
          {parts.map(({ part, cents, isComputed }) => (
            <BridgeRow
              key={part}
              label={t(isComputed ? "computedRounding" : `parts.${part}`)}
              value={isComputed ? formatExactly(cents, locale, money.currency) : money.format(cents)}
            />
          ))}
          <BridgeRow
            label={t("stillOpen")}
            value={money.format(openCents)}
            tone={isOpen ? "font-medium text-warn" : "font-medium text-good"}
          />
          <BridgeRow
            label={t("of", { number: invoice.invoiceNumber, date: toDay(invoice.invoiceDate) })}
            value={money.format(invoice.cents)}
            tone="font-semibold"
          />
        </tbody>
      </table>
      <p className="border-t px-4 py-2 text-ink-muted text-xs">
        {t(isOpen ? "isOpen" : "isSettled")} {invoice.note && <VendorText>{invoice.note}</VendorText>}
      </p>
    </div>
  );
}

function BridgeRow({ label, value, tone = "" }: { label: string; value: string; tone?: string }) {
  return (
    <tr className={`border-b last:border-b-0 ${tone}`}>
      <th scope="row" className="px-4 py-1.5 text-left font-normal [font-weight:inherit]">
        {label}
      </th>
      <td className="whitespace-nowrap px-4 py-1.5 text-right tabular-nums">{value}</td>
    </tr>
  );
}

/** With every digit, because rounding is a part of its own here. */
function formatExactly(cents: Cents, locale: string, currency: Currency): string {
  const style = /^[A-Z]{3}$/.test(currency) ? ({ style: "currency", currency } as const) : {};
  const format = new Intl.NumberFormat(locale, { ...style, maximumFractionDigits: 20 });
  // Sound: Intl accepts decimal strings (ES2023) and keeps all digits; only its typing lags.
  return format.format(toExact(cents, currency) as `${number}`);
}

function History({ invoices }: { invoices: readonly Invoice[] }) {
  const t = useTranslations("statements.invoice");
  const money = useMoney();
  return (
    <details className="text-sm">
      <summary className="cursor-pointer text-ink-muted">{t("history", { count: invoices.length })}</summary>
      <ul className="mt-2 grid gap-1 text-ink-muted">
        {invoices.map(({ version, savedAt, savedBy, invoiceNumber, cents }) => (
          <li key={version}>
            <DateText at={savedAt} show="minute" /> · <VendorText>{savedBy}</VendorText> ·{" "}
            <VendorText>{invoiceNumber}</VendorText> · {money.format(cents)}
          </li>
        ))}
      </ul>
    </details>
  );
}
