"use client";

import { useTranslations } from "next-intl";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { FieldChange } from "@/lib/activity/schema";

export function ChangeLine({ change: { field, before, after } }: { change: FieldChange }) {
  const t = useTranslations("activity");
  const { toField } = useActivityNames();
  return (
    <>
      <span className="text-ink-muted">{toField(field)}: </span>
      {before !== null && (
        <del className="text-ink-muted no-underline">
          <span className="sr-only">{t("was")} </span>
          <VendorText>{before}</VendorText>
        </del>
      )}
      {before !== null && <span aria-hidden> → </span>}
      {after === null ? (
        <span className="text-ink-muted">{t("nothing")}</span>
      ) : (
        <ins className="text-ink no-underline">
          {before !== null && <span className="sr-only">{t("is")} </span>}
          <VendorText>{after}</VendorText>
        </ins>
      )}
    </>
  );
}
