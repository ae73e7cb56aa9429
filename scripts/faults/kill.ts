import { setTimeout as pause } from "node:timers/promises";
import { toRatio, toWhole } from "@/lib/sandbox/random";
import type { Fault } from "./fault";
import type { Installation } from "./installation";

type At<Plan> = { plan: Plan; seed: number; kill: number };
export type Moment<Plan> = (installation: Installation, at: At<Plan>) => Promise<unknown>;

/** What is under way when the server is killed, when that is, and what has to be true in the end. */
type Kill<Plan> = {
  name: string;
  historyDays?: number;
  /** Fills the organization, and starts what goes on during all kills. */
  prepare: (installation: Installation, kills: number) => Promise<Plan>;
  /** What is done in peace before each kill. */
  before?: (installation: Installation, plan: Plan, kill: number) => Promise<unknown>;
  act?: (installation: Installation, plan: Plan, kill: number) => Promise<unknown>;
  moment: Moment<Plan>;
  /** Returns how it is broken, once the store equals the organization. */
  promise: (installation: Installation, plan: Plan) => Promise<string[]>;
};

export function toFault<Plan>({ name, historyDays = 3, prepare, promise, ...kill }: Kill<Plan>): Fault {
  return {
    name: `killed: ${name}`,
    historyDays,
    disturb: async (installation, { seed, kills }) => {
      const { api } = installation;
      slowDownWrites(installation, seed);
      const plan = await prepare(installation, kills);
      for (let time = 0; time < kills; time += 1) {
        await kill.before?.(installation, plan, time);
        const answered = kill.act?.(installation, plan, time);
        await kill.moment(installation, { plan, seed, kill: time });
        await installation.killAndRestart();
        await forgetHolds(installation);
        await answered;
      }
      api.mischief = undefined;
      return [...(await installation.settle()), ...(await promise(installation, plan))];
    },
  };
}

/** At any moment. */
export function within(maxMs: number): Moment<unknown> {
  return (_, { seed, kill }) => pause(toWhole(0, maxMs, seed, "moment", kill));
}

/** At any moment, or every other time as soon as there is one more of what is counted. */
export function withinOrAt<Plan>(
  maxMs: number,
  count: (installation: Installation, plan: Plan) => number,
): Moment<Plan> {
  return (installation, at) => {
    const before = count(installation, at.plan);
    if (at.kill % 2 === 0) return within(maxMs)(installation, at);
    return waitUntil(() => count(installation, at.plan) > before);
  };
}

/** Between the rows that the server works on, or in the middle of one. */
export const betweenWrites: Moment<unknown> = async ({ api }, { seed, kill }) => {
  const wanted = api.countWrites() + toWhole(0, 2, seed, "row", kill);
  await waitUntil(() => api.countWrites() >= wanted, 10_000);
  await pause(toWhole(0, 120, seed, "in a row", kill));
};

export async function waitUntil(isSo: () => boolean, maxMs = 20_000): Promise<void> {
  for (const until = Date.now() + maxMs; !isSo() && Date.now() < until; ) await pause(5);
}

function slowDownWrites({ api }: Installation, seed: number): void {
  const toMs = () => toRatio(seed, "slow", api.requests) * 40;
  api.mischief = async (request, next) => {
    if (request.method === "GET") return next();
    await pause(toMs());
    const response = await next();
    await pause(toMs());
    return response;
  };
}

/** As if half a minute had passed, after which others consider a killed process dead. */
export async function forgetHolds(installation: Installation): Promise<void> {
  await installation.server.ready;
  await installation.query(
    "update bulk_rows set started_at = started_at - interval '31 seconds' where state = 'running'",
  );
  await installation.query("update operations set beat_at = beat_at - interval '13 seconds'");
}
