import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { toWhole } from "@/lib/sandbox/random";
import type { Fault } from "./fault";
import type { Installation } from "./installation";
import { betweenWrites, toFault, waitUntil, within } from "./kill";
import { killedSchedules } from "./kill-schedules";
import { killedStatements } from "./kill-statements";
import { killedStops } from "./kill-stops";

/** The first start, which creates and migrates the database, is killed as well. */
export const killedFirstSync: Fault = {
  name: "killed: first sync",
  historyDays: 40,
  isFromStart: true,
  disturb: async (installation, { seed, kills }) => {
    for (let kill = 0; kill < kills; kill += 1) {
      const wanted = installation.api.requests + toWhole(1, 12, seed, "request", kill);
      if (kill % 5 === 0) await pause(toWhole(200, 1_800, seed, "boot", kill));
      else await waitUntil(() => installation.api.requests >= wanted, 4_000);
      await pause(toWhole(0, 80, seed, "after", kill));
      await installation.killAndRestart();
    }
    return [];
  },
};

/** Each is submitted again in the end, as a browser would. */
export const killedWrites = toFault({
  name: "single writes",
  prepare: async (installation, kills) => {
    const people = await addPeople(installation, kills);
    return people.map(({ id, role, email }, at) => {
      const change = { memberId: id, role: "developer", expected: role };
      const invite = { email: `new-${email}`, role: "user" };
      const operationId = randomUUID();
      return at % 2 === 0
        ? { name: "changeMemberRole", input: change, operationId }
        : { name: "createInvite", input: invite, operationId };
    });
  },
  act: (installation, writes, kill) => submit(installation, writes[kill]),
  moment: within(150),
  promise: async (installation, writes) => {
    for (const write of writes) await submit(installation, write);
    return [];
  },
});

type Write = { name: string; input: object; operationId: string };

async function submit(installation: Installation, write: Write | undefined): Promise<void> {
  if (write) await installation.askAsAdmin(write.name, write.input, write.operationId);
}

const killedBulkRuns = toFault({
  name: "bulk runs",
  prepare: async (installation, kills) => {
    const people = await addPeople(installation, 3 * kills);
    const members = people.map(({ id, role }) => ({ memberId: id, expected: role }));
    await installation.askAsAdmin("changeMemberRoles", { role: "developer", members });
    return people;
  },
  moment: betweenWrites,
  promise: async ({ api }, people) =>
    people.flatMap(({ id }) => {
      const role = api.sandbox.store.users.get(id)?.role;
      return role === "developer" ? [] : [`${id} is ${role} instead of developer`];
    }),
});

/** People with a key each. Everything that was ordered is done. */
const killedOffboardings = toFault({
  name: "off-boardings",
  prepare: async (installation, kills) => {
    const { keys } = installation.api.sandbox;
    const keyIds: string[] = [];
    const people = await addPeople(installation, 2 * kills, ({ id }) => {
      keyIds.push(keys.add({ created_by: { id, type: "user" } }).id);
    });
    await installation.waitForRow("select from api_keys where id = $1", [keyIds.at(-1)]);
    await installation.askAsAdmin("orderOffboarding", {
      people: people.map(({ id, email }) => ({ key: email, memberId: id })),
      keys: keyIds.map((keyId) => ({ keyId, choice: "stop", ownerId: null, note: "" })),
      startsAt: null,
    });
    return { people, keyIds };
  },
  moment: betweenWrites,
  promise: async ({ api: { sandbox } }, { people, keyIds }) => [
    ...people
      .filter(({ id }) => sandbox.store.users.get(id))
      .map(({ email }) => `${email} is still a member`),
    ...keyIds
      .filter((id) => sandbox.store.keys.get(id)?.key.status === "active")
      .map((id) => `the key ${id} still works`),
  ],
});

type Person = ReturnType<Installation["api"]["sandbox"]["users"]["add"]>;

/** Waits until the last one is in the store. */
async function addPeople(
  installation: Installation,
  count: number,
  equip?: (person: Person) => void,
): Promise<Person[]> {
  const people = Array.from({ length: count }, () => installation.api.sandbox.users.add());
  for (const person of people) equip?.(person);
  await installation.waitForRow("select from members where email = $1", [people.at(-1)?.email]);
  return people;
}

export const kills: Fault[] = [
  killedFirstSync,
  killedWrites,
  killedBulkRuns,
  killedStatements,
  killedOffboardings,
  killedStops,
  killedSchedules,
];
