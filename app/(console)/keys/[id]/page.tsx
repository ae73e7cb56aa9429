import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { KeyPanel } from "@/components/keys/key-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { toPathId } from "@/lib/core/address/search-params";
import { permitPage } from "@/lib/core/auth/permit";
import { getKeyCost } from "@/lib/directory/keys/cost-read-model";
import { findKeyDetail } from "@/lib/directory/keys/detail-read-model";
import { listKeyOperations } from "@/lib/directory/keys/permissions";
import { keyCostQuery, keyDetailQuery, keyTrafficQuery } from "@/lib/directory/keys/queries";
import { loadKeyPageSearch, toCostDays } from "@/lib/directory/keys/search-params";
import { getKeyTraffic } from "@/lib/directory/keys/traffic-read-model";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function KeyPage({ params, searchParams }: Props) {
  const by = await permitPage("keys:read");
  const key = toPathId((await params).id) ?? notFound();
  const { days, chart } = await loadKeyPageSearch(searchParams);
  const detail = await findKeyDetail(by, key);
  if (!detail) notFound();
  return (
    <Page>
      <Prefetch
        queries={[
          { ...keyDetailQuery(key), queryFn: async () => detail },
          chart === "tokens"
            ? { ...keyTrafficQuery(key, days), queryFn: () => getKeyTraffic(by, { key, days }) }
            : { ...keyCostQuery(key, toCostDays(days)), queryFn: () => getKeyCost(by, { key, days }) },
        ]}
      >
        <KeyPanel keyId={key} operations={listKeyOperations(by.actor)} />
      </Prefetch>
    </Page>
  );
}
