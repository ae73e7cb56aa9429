"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useRoleName } from "@/components/directory/use-role-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { Badge, type Tone } from "@/components/ui/display/badge";
import { DateText, InUtc } from "@/components/ui/display/date-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Receipt } from "@/lib/directory/offboardings/schema";
import { doneElsewhere } from "@/lib/directory/offboardings/vocabulary";
import { ReceiptKeys } from "./receipt-keys";
import { ReceiptSteps } from "./receipt-steps";
import { ReceiptVerdict } from "./receipt-verdict";

const tones: Partial<Record<Receipt["state"], Tone>> = {
  scheduled: "accent",
  running: "accent",
  pending: "warn",
  stopped: "danger",
};

/** The same on screen and on paper. */
export function ReceiptDocument({ receipt }: { receipt: Receipt }) {
  const t = useTranslations("offboardings.receipt");
  const states = useTranslations("bulk.states");
  const { name, email, state, isWhole, isBreakGlass, newKeys } = receipt;
  return (
    <InUtc>
      <article
        data-document
        aria-label={t("title")}
        className="card grid grid-cols-[minmax(0,1fr)] gap-6 px-4 py-5 sm:px-6 print:gap-4 print:rounded-none print:p-0 print:shadow-none"
      >
        <div className="flex flex-wrap items-start justify-between gap-4">
          <div className="min-w-0">
            <p className="text-lg">
              <VendorText className="font-semibold">{name || email}</VendorText>
            </p>
            <p className="text-ink-muted text-sm">
              <VendorText>{email}</VendorText>
            </p>
          </div>
          <Badge tone={tones[state] ?? "neutral"}>{states(state)}</Badge>
        </div>
        <ReceiptVerdict receipt={receipt} />
        <ReceiptFacts receipt={receipt} />
        {receipt.steps.length > 0 && (
          <Part title={t("steps")}>
            <ReceiptSteps steps={receipt.steps} />
          </Part>
        )}
        {receipt.keys.length > 0 && (
          <Part title={t("keys")}>
            <ReceiptKeys receipt={receipt} />
          </Part>
        )}
        {newKeys.length > 0 && (
          <Part title={t("newKeys")}>
            <p className="text-danger text-sm">
              {t("newKeysText", { count: newKeys.length })}{" "}
              <VendorText>{newKeys.map((key) => key.name.trim() || key.id).join(", ")}</VendorText>
            </p>
          </Part>
        )}
        {isBreakGlass && <p className="text-danger text-sm">{t("breakGlass")}</p>}
        {isWhole ? <Elsewhere /> : <p className="text-ink-muted text-sm">{t("narrowed")}</p>}
        <p className="text-ink-muted text-sm">{t("kept")}</p>
      </article>
    </InUtc>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function ReceiptFacts({ receipt }: { receipt: Receipt }) {
  const t = useTranslations("offboardings.receipt");
  const toRole = useRoleName();
  const toPlaceRole = useWorkspaceRoleName();
  const { role, places, orderedBy, orderedAt, approvedBy, startsAt, finishedAt, goneAt, watchedUntil } =
    receipt;
  const facts: [string, ReactNode][] = [
    [t("orderedBy"), <VendorText key="by">{orderedBy}</VendorText>],
    [t("orderedAt"), <DateText key="at" at={orderedAt} show="minute" />],
    ...(approvedBy
      ? [[t("approvedBy"), <VendorText key="ok">{approvedBy}</VendorText>] satisfies [string, ReactNode]]
      : []),
    ...(startsAt
      ? [[t("startsAt"), <DateText key="start" at={startsAt} show="minute" />] satisfies [string, ReactNode]]
      : []),
    [t("finishedAt"), finishedAt ? <DateText key="end" at={finishedAt} show="minute" /> : "–"],
    [t("goneAt"), goneAt ? <DateText key="gone" at={goneAt} show="minute" /> : t("stillThere")],
    [t("watchedUntil"), watchedUntil ? <DateText key="until" at={watchedUntil} show="day" /> : "–"],
    ...(role ? [[t("role"), toRole(role)] satisfies [string, ReactNode]] : []),
  ];
  return (
    <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-3 print:grid-cols-3">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-ink-muted text-xs">{name}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
      <div className="sm:col-span-3 print:col-span-3">
        <dt className="text-ink-muted text-xs">{t("places")}</dt>
        <dd className="wrap-anywhere">
          <VendorText>
            {places.map((place) => `${place.name} (${toPlaceRole(place.role)})`).join(", ") || "–"}
          </VendorText>
        </dd>
      </div>
    </dl>
  );
}

function Elsewhere() {
  const t = useTranslations("offboardings.elsewhere");
  return (
    <Part title={t("title")}>
      <ul className="grid gap-1 text-ink-muted text-sm">
        {doneElsewhere.map((one) => (
          <li key={one}>
            <span className="text-ink">{t(`${one}.what`)}</span> · {t(`${one}.where`)}
          </li>
        ))}
      </ul>
    </Part>
  );
}
