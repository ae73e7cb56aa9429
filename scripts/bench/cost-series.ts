import { addDays, listDays, toWeekday } from "@/lib/core/format/calendar";

const usualCents = 100_000;
const noise = 0.08;

/** Costs of 400 days that are the same in every run, for what a real organization's cost does. */
export function madeUpCosts(today: string): Record<string, Map<string, string>> {
  const days = listDays({ from: addDays(today, -400), to: addDays(today, -1) });
  const make = (toFactor: (day: string, index: number) => number) => {
    const random = startRandom();
    return new Map(
      days.map((day, index) => {
        const factor = toFactor(day, index) * (1 + noise * (2 * random() - 1));
        return [day, String(Math.round(usualCents * factor))];
      }),
    );
  };
  const weekend = (day: string) => (toWeekday(day) >= 5 ? 0.3 : 1);
  return {
    "steady cost": make(() => 1),
    "quiet weekends": make(weekend),
    "two spikes a month": make((day) => weekend(day) * (/-(07|19)$/.test(day) ? 6 : 1)),
    "a spike now and then": make((day, index) => weekend(day) * (index % 45 === 20 ? 9 : 1)),
    "growth of 8% a month": make((day, index) => weekend(day) * 1.08 ** (index / 30)),
    "a new level": make((day, index) => weekend(day) * (index > 250 ? 2.5 : 1)),
  };
}

/** A linear congruential generator with the constants of Numerical Recipes. */
function startRandom(): () => number {
  let state = 42;
  return () => {
    state = (1_664_525 * state + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
