import { useTranslations } from "next-intl";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { Amount } from "@/components/ui/display/amount";
import { Fact, Facts } from "@/components/ui/display/facts";
import type { MyAccess } from "@/lib/account/me/schema";

export function MySpend({
  spend: { keysCents, keysOtherCents, isEstimate, ownCents, ownOtherCents },
}: {
  spend: MyAccess["spend"];
}) {
  const t = useTranslations("me.spend");
  return (
    <Facts>
      <Fact name={t("keys")}>
        <Amount cents={keysCents} others={keysOtherCents} />{" "}
        <AmountKindBadge of={isEstimate ? "estimated" : "reported"} />
      </Fact>
      <Fact name={t("own")}>
        {ownCents === null ? (
          t("ownMissing")
        ) : (
          <>
            <Amount cents={ownCents} others={ownOtherCents} /> <AmountKindBadge of="reported" />
          </>
        )}
      </Fact>
    </Facts>
  );
}
