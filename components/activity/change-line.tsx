"use client";

import { useTranslations } from "next-intl";
import { useActivityNames } from "@/components/directory/use-activity-names";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { FieldChange } from "@/lib/governance/activity/schema";
import { type OfRow, useFieldValue } from "./use-field-value";

type Props = { row: OfRow; change: FieldChange };

export function ChangeLine({ row, change: { field, before, after } }: Props) {
  const t = useTranslations("activity");
  const { toField } = useActivityNames();
  const toValue = useFieldValue();
  return (
    <>
      <span className="text-ink-muted">{toField(field)}: </span>
      {before !== null && (
        <del className="text-ink-muted no-underline">
          <span className="sr-only">{t("was")} </span>
          <VendorText>{toValue(row, field, before)}</VendorText>
        </del>
      )}
      {before !== null && <span aria-hidden> → </span>}
      {after === null ? (
        <span className="text-ink-muted">{t("nothing")}</span>
      ) : (
        <ins className="text-ink no-underline">
          {before !== null && <span className="sr-only">{t("is")} </span>}
          <VendorText>{toValue(row, field, after)}</VendorText>
        </ins>
      )}
    </>
  );
}
