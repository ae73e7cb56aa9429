"use client";

import clsx from "clsx";
import { CircleCheck, Clock, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { DateText } from "@/components/ui/display/date-text";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/core/format/format";
import type { Receipt } from "@/lib/directory/offboardings/schema";
import { toVerdict, type Verdict } from "./verdict";

const looks = {
  bad: { icon: TriangleAlert, box: "bg-danger-soft text-danger" },
  good: { icon: CircleCheck, box: "bg-good-soft text-good" },
  waiting: { icon: Clock, box: "bg-sunken text-ink" },
} as const;

const maxNamed = 5;

/** What an auditor asks for, and which keys it isn't about. */
export function ReceiptVerdict({ receipt }: { receipt: Receipt }) {
  const verdict = toVerdict(receipt);
  const { icon: Icon, box } = looks[verdict.look];
  return (
    <p role="status" className={clsx("flex items-start gap-2 rounded-md px-3 py-2 print:border", box)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        <Sentence of={verdict} receipt={receipt} /> <Keys name="stays" keys={verdict.stays} />
      </span>
    </p>
  );
}

function Sentence({ of: verdict, receipt }: { of: Verdict; receipt: Receipt }) {
  const t = useTranslations("offboardings.verdict");
  const locale = useLocale();
  const { name, count, stopped } = verdict;
  if (name === "scheduled")
    return t.rich(name, { when: () => <DateText at={receipt.startsAt} show="minute" /> });
  if (name === "waiting")
    return (
      <>
        {t("done")} <Keys name={name} keys={stopped} />
      </>
    );
  return t(name, { count, day: receipt.readUntil === null ? "–" : formatDay(receipt.readUntil, locale) });
}

/** By name, unless there are too many for a sentence. */
function Keys({ name, keys }: { name: "stays" | "waiting"; keys: readonly string[] }) {
  const t = useTranslations("offboardings.verdict");
  if (keys.length === 0) return null;
  if (keys.length > maxNamed) return t(`${name}.many`, { count: keys.length });
  return t.rich(`${name}.named`, { count: keys.length, names: toVendorText(keys.join(", "), "font-medium") });
}
