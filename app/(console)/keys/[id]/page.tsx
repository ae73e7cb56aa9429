import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { KeyPanel } from "@/components/keys/key-panel";
import { Page } from "@/components/shell/page";
import { Prefetch } from "@/components/shell/prefetch";
import { permitPage } from "@/lib/auth/permit";
import { getKeyCost } from "@/lib/keys/cost-read-model";
import { findKeyDetail } from "@/lib/keys/detail-read-model";
import { listKeyOperations } from "@/lib/keys/permissions";
import { keyCostQuery, keyDetailQuery, keyTrafficQuery } from "@/lib/keys/queries";
import { loadKeyPageSearch, toCostDays } from "@/lib/keys/search-params";
import { getKeyTraffic } from "@/lib/keys/traffic-read-model";
import { toPathId } from "@/lib/search-params";

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
