"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { Amount, Difference } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import {
  nameDriver,
  type Sentences,
  type Told,
  writeChangeSentences,
} from "@/lib/money/spend/change-sentences";

export function useChangeSentences(changes: Told, today: string): Sentences<ReactNode> {
  const t = useTranslations("changeStory");
  const reports = useTranslations("reports");
  const locale = useLocale();
  const format = useFormatter();
  const names = { claudeCodeKeys: reports("values.claudeCodeKeys"), default: reports("default") };
  type Key = Parameters<typeof t.rich>[0];
  return writeChangeSentences<ReactNode>(changes, {
    locale,
    today,
    // Sound: the sentences name only keys of this catalog.
    write: (key, values, parts = {}) =>
      t.rich(key as Key, {
        ...values,
        ...Object.fromEntries(Object.entries(parts).map(([tag, part]) => [tag, () => part])),
      }),
    writePlain: (key, values) => t(key as Key, values),
    amount: (amount) => (
      <Strong>
        <Amount {...amount} />
      </Strong>
    ),
    difference: (amount) => (
      <Strong>
        <Difference {...amount} />
      </Strong>
    ),
    mover: (driver, difference) => (
      <span key={driver.key}>
        <VendorText className="font-medium">{nameDriver(driver, names)}</VendorText> {difference}
      </span>
    ),
    // Sound: their order is fixed, so that their places identify them.
    list: (parts) => format.list(parts.map((part, at) => <Fragment key={String(at)}>{part}</Fragment>)),
  });
}

function Strong({ children }: { children: ReactNode }) {
  return <strong className="font-semibold tabular-nums">{children}</strong>;
}
