"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Section } from "@/components/shell/section";
import { Link } from "@/components/ui/controls/link";
import { DateText } from "@/components/ui/display/date-text";
import { receiptsQuery } from "@/lib/directory/offboardings/queries";
import { ReceiptActions } from "./receipt-actions";
import { ReceiptDocument } from "./receipt-document";

/** The newest receipt in full. Nothing for a person of whom there is none. */
export function PersonReceipts({ memberId, canCancel }: { memberId: string; canCancel: boolean }) {
  const t = useTranslations("offboardings.receipt");
  const { data = [] } = useQuery(receiptsQuery(memberId));
  const [newest, ...earlier] = data;
  if (!newest) return null;
  return (
    <Section title={t("section")} actions={<ReceiptActions receipt={newest} canCancel={canCancel} />}>
      <ReceiptDocument receipt={newest} />
      {earlier.length > 0 && (
        <p className="text-sm">
          {t("earlier")}{" "}
          {earlier.map(({ id, orderedAt }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link href={`/members/offboardings/${id}`} className="text-accent hover:underline">
                <DateText at={orderedAt} show="day" />
              </Link>
            </span>
          ))}
        </p>
      )}
    </Section>
  );
}
