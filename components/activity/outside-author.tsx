"use client";

import { useTranslations } from "next-intl";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { Link } from "@/components/ui/controls/link";
import { DateText } from "@/components/ui/display/date-text";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { Author } from "@/lib/governance/activity/schema";

type Props = { author: Author | null; isFeedOn: boolean | null };

export function OutsideAuthor({ author, isFeedOn }: Props) {
  const t = useTranslations("activity");
  const { toActor } = useActivityNames();
  if (!author?.activityId)
    return (
      <>
        {t("outsideCastellan")}
        <p className="mt-1 text-ink-muted">
          {author
            ? t("feed.severalFit", { count: author.candidates })
            : isFeedOn !== false && t("feed.noneFits")}
          {isFeedOn === false && (
            <Link href="/activity/compliance" className="underline underline-offset-2">
              {t("feed.isOff")}
            </Link>
          )}
        </p>
      </>
    );
  const { type, id, email, address, userAgent, at } = author;
  return (
    <>
      <VendorText>{email ?? id ?? ""}</VendorText>
      <p className="mt-1 text-ink-muted">
        {type && <>{toActor(type)} · </>}
        {address && (
          <>
            <VendorText>{address}</VendorText>
            {" · "}
          </>
        )}
        <DateText at={at} show="minute" />
      </p>
      {userAgent && (
        <p className="mt-1 text-ink-muted">
          <VendorText className="break-words">{userAgent}</VendorText>
        </p>
      )}
    </>
  );
}
