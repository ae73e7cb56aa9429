"use client";

import { useTranslations } from "next-intl";
import { useFailureCodeText } from "@/components/shell/failure-code";
import { DateText } from "@/components/ui/display/date-text";
import type { Reading } from "@/lib/directory/limits/schema";

type Props = { reading: Reading; isRefreshing: boolean };

export function ReadingAge({ reading: { seenAt, failure }, isRefreshing }: Props) {
  const t = useTranslations("limits");
  const toText = useFailureCodeText();
  return (
    <p role="status" className="text-ink-muted text-sm max-sm:order-last">
      {isRefreshing && t("refreshing")}
      {!isRefreshing && seenAt && t.rich("readAt", { when: () => <DateText at={seenAt} /> })}
      {!isRefreshing && failure && ` ${toText(failure)}`}
    </p>
  );
}
