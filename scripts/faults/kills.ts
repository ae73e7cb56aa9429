import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { toWhole } from "@/lib/sandbox/random";
import { killBasket } from "./basket-kills";
import type { Campaign } from "./campaign";
import { forgetHolds, killBetweenWrites, slowDown, waitForRow } from "./kill-steps";
import { killOffboardings } from "./leaver-kills";
import { killClosing } from "./money-kills";
import { killReviews } from "./review-kills";
import { killSchedules } from "./schedule-kills";
import { killPlannedStops } from "./stop-kills";

const killFirstSync: Campaign = async (installation, { seed, kills }) => {
  for (let kill = 0; kill < kills; kill += 1) {
    if (kill % 5 === 0) await pause(toWhole(200, 1_800, seed, "boot", kill));
    else {
      const some = installation.api.afterRequests(toWhole(1, 12, seed, "request", kill));
      await Promise.race([some, pause(4_000, undefined, { ref: false })]);
      await pause(toWhole(0, 80, seed, "after", kill));
    }
    await installation.killAndRestart();
  }
  return [];
};

type Write = { name: string; input: object; operationId: string };

/** Each write is killed at another moment and finally submitted again, as a browser would. */
const killWrites: Campaign = async (installation, { seed, kills }) => {
  const { api } = installation;
  const people = Array.from({ length: kills }, (_, at) =>
    api.sandbox.users.add({ email: `write${at}@northwind.example` }),
  );
  await waitForRow(installation, "select from members where email = $1", [people.at(-1)?.email]);
  slowDown(installation, seed);
  const sent: Write[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const person = people[kill];
    const write: Write =
      kill % 2 === 0
        ? {
            name: "changeMemberRole",
            input: { memberId: person?.id, role: "developer", expected: person?.role },
            operationId: randomUUID(),
          }
        : {
            name: "createInvite",
            input: { email: `new${kill}@northwind.example`, role: "user" },
            operationId: randomUUID(),
          };
    sent.push(write);
    const answered = installation.askAsAdmin(write.name, write.input, write.operationId);
    await pause(toWhole(0, 150, seed, "write", kill));
    await installation.killAndRestart();
    await answered;
  }
  api.mischief = undefined;
  await forgetHolds(installation);
  for (const { name, input, operationId } of sent) await installation.askAsAdmin(name, input, operationId);
  return [];
};

const killBulkRun: Campaign = async (installation, { seed, kills }) => {
  const { api } = installation;
  const people = Array.from({ length: 3 * kills }, (_, at) =>
    api.sandbox.users.add({ email: `bulk${at}@northwind.example` }),
  );
  await waitForRow(installation, "select from members where email = $1", [people.at(-1)?.email]);
  const members = people.map(({ id, role }) => ({ memberId: id, expected: role }));
  slowDown(installation, seed);
  await installation.askAsAdmin("changeMemberRoles", { role: "developer", members });
  await killBetweenWrites(installation, { seed, kills, of: "bulk" });
  api.mischief = undefined;
  return [];
};

export const campaigns: Record<string, Campaign> = {
  "first sync": killFirstSync,
  "single writes": killWrites,
  "bulk runs": killBulkRun,
  "closing months": killClosing,
  "staged baskets": killBasket,
  "off-boardings": killOffboardings,
  "planned stops": killPlannedStops,
  reviews: killReviews,
  "scheduled reports": killSchedules,
};
