import "server-only";
import { type Charge, listCharges } from "./charges";
import type { Tariff } from "./prices";
import { measures, type Quantities } from "./traffic";

export function addTo(sum: Quantities, more: Quantities): void {
  for (const measure of measures) sum[measure] += more[measure];
}

/** Sums quantities per tariff, so that prices are applied once. */
export class Tally {
  readonly #sums = new Map<Tariff, Quantities>();

  add(tariff: Tariff, quantities: Quantities): void {
    const sum = this.#sums.get(tariff);
    if (sum) addTo(sum, quantities);
    else this.#sums.set(tariff, { ...quantities });
  }

  listCharges(): Charge[] {
    return [...this.#sums].flatMap(([tariff, quantities]) => listCharges({ tariff }, quantities));
  }
}
