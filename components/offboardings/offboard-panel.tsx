"use client";

import { useQuery } from "@tanstack/react-query";
import { UserMinus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { EmptyState } from "@/components/shell/empty-state";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { PageHeader } from "@/components/shell/page-header";
import { Skeleton } from "@/components/ui/display/skeleton";
import { planQuery } from "@/lib/directory/offboardings/queries";
import { planSearchParams } from "@/lib/directory/offboardings/search-params";
import { maxPeople } from "@/lib/directory/offboardings/vocabulary";
import { AddressesField } from "./addresses-field";
import { Plan } from "./plan";

/** Who leaves comes from links and lists by ID, and from a file by address. */
export function OffboardPanel() {
  const t = useTranslations("offboardings");
  const [{ members }, setSearch] = useQueryStates(planSearchParams);
  const [addresses, setAddresses] = useState<readonly string[]>([]);
  const input = { memberIds: members.slice(0, maxPeople), addresses: addresses.slice(0, maxPeople) };
  const { data, error, isFetching, refetch } = useQuery(planQuery(input));
  const isEmpty = input.memberIds.length + input.addresses.length === 0;
  return (
    <>
      <PageHeader
        breadcrumbs={<Breadcrumbs of={[{ href: "/members", label: t("members") }]} />}
        title={t("title")}
        description={t("text")}
      />
      {members.length > maxPeople && (
        <p role="status" className="text-sm text-warn">
          {t("leftOut", { count: members.length - maxPeople, most: maxPeople })}
        </p>
      )}
      <AddressesField isOpen={members.length === 0} onChoose={setAddresses} />
      {isEmpty && <EmptyState icon={<UserMinus />} title={t("nobodyTitle")} text={t("nobodyText")} />}
      {error && !isEmpty && <FailureNote failure={toFailure(error)} />}
      {!isEmpty && !data && !error && <Skeleton className="h-64 w-full" />}
      {!isEmpty && data && (
        <Plan
          plan={data}
          isBusy={isFetching}
          onStale={refetch}
          onLeaveOut={({ memberId, key }) => {
            setSearch({ members: members.filter((id) => id !== memberId) });
            setAddresses(addresses.filter((address) => address.toLowerCase() !== key));
          }}
        />
      )}
    </>
  );
}
