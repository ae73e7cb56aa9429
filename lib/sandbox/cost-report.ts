import "server-only";
import { Hono } from "hono";
import { pageBuckets } from "./buckets";
import type { Charge } from "./charges";
import { formatUnits, type Units } from "./prices";
import { readAllOf, readOneOf } from "./query";
import type { Store } from "./store";
import { toCurrencies } from "./switches";
import { Tally } from "./tally";
import type { VisitTraffic } from "./visit-traffic";

const dimensions = ["workspace_id", "description"] as const;

export function createCostReportRoutes(store: Store, visitTraffic: VisitTraffic): Hono {
  return new Hono().get("/cost_report", (context) => {
    readOneOf(context, "bucket_width", ["1d"]);
    const groupBy = readAllOf(context, "group_by", dimensions);
    const toCurrency = toCurrencies(context, store);
    const given = { width: "1d", limits: { fallback: 7, most: 31 }, nowMs: store.now().getTime() } as const;
    return context.json(
      pageBuckets(context, given, (from, to) => {
        const tallies = new Map<string, Tally>();
        visitTraffic(from, to, ({ source, tariff }, quantities) => {
          const tally = tallies.get(source.workspaceId) ?? new Tally();
          tallies.set(source.workspaceId, tally);
          tally.add(tariff, quantities);
        });
        const items = new Items(groupBy.includes("workspace_id"), groupBy.includes("description"));
        for (const [workspaceId, tally] of tallies) {
          const shown = workspaceId === store.defaultWorkspaceId ? null : workspaceId;
          for (const charge of tally.listCharges()) items.add(shown, charge, toCurrency(workspaceId));
        }
        return items.toResults();
      }),
    );
  });
}

class Items {
  readonly #sums = new Map<
    string,
    { workspaceId: string | null; charge: Charge; currency: string; units: Units }
  >();
  constructor(
    readonly byWorkspace: boolean,
    readonly byDescription: boolean,
  ) {}

  add(workspaceId: string | null, charge: Charge, currency: string): void {
    const key = `${currency} ${this.byWorkspace ? workspaceId : ""} ${this.byDescription ? charge.description : ""}`;
    const known = this.#sums.get(key);
    if (known) known.units += charge.units;
    else this.#sums.set(key, { workspaceId, charge, currency, units: charge.units });
  }

  toResults(): object[] {
    return [...this.#sums.values()].map(({ workspaceId, charge, currency, units }) => {
      const item = this.byDescription ? charge : null;
      return {
        amount: formatUnits(units),
        currency,
        workspace_id: this.byWorkspace ? workspaceId : null,
        description: item?.description ?? null,
        cost_type: item?.costType ?? null,
        token_type: item?.tokenType ?? null,
        model: item?.tariff?.model ?? null,
        service_tier: item?.tariff?.tier ?? null,
        context_window: item?.tariff?.contextWindow ?? null,
        inference_geo: item?.tariff?.inferenceGeo ?? null,
      };
    });
  }
}
