import "server-only";
import { randomUUID } from "node:crypto";
import { and, inArray, isNull } from "drizzle-orm";
import type { AuditEntry } from "@/lib/core/audit/entry";
import { can } from "@/lib/core/auth/permissions";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import type { NewRow } from "@/lib/core/bulk/store";
import type { Transaction } from "@/lib/core/db/database";
import { members } from "@/lib/core/db/directory-tables";
import { offboardingKeys, offboardings } from "@/lib/core/db/offboarding-tables";
import { AppError } from "@/lib/core/errors/errors";
import { readPlan } from "./plan-read-model";
import type { ChosenKey, Ordered, OrderInput, PlannedPerson } from "./schema";
import type { KeyFate } from "./vocabulary";

type By = Permit<"members:write">;
type PlannedKey = PlannedPerson["keys"][number];
type Planned = PlannedPerson & {
  id: string;
  decided: { key: PlannedKey; fate: KeyFate; chosen?: ChosenKey }[];
};

/**
 * Stores who leaves, what was decided about each key, and the run whose rows do it, in one transaction before the first
 * call. Each row is the single operation: its rights, its audit entry, its write.
 * @throws AppError refused with the reason if someone can't be off-boarded, or the plan isn't what the person saw
 */
export async function orderOffboarding(by: By, given: OrderInput, entry: AuditEntry): Promise<Ordered> {
  const plan = await readPlan(by, {
    memberIds: given.people.flatMap(({ memberId }) => memberId ?? []),
    addresses: given.people.flatMap(({ key, memberId }) => (memberId === null ? key : [])),
  });
  const people = given.people.map(({ key, memberId }) => {
    const found = plan.people.find((person) =>
      memberId === null ? person.key === key : person.memberId === memberId,
    );
    if (!found || found.memberId !== memberId) throw toMeanwhile();
    return decide(found, given.keys);
  });
  const [only] = people.length === 1 ? people : [];
  const startsAt = given.startsAt === null ? null : new Date(given.startsAt);
  const { runId } = await createRun(
    by,
    {
      operation: "member.offboard",
      params: { people: people.length, ...(only && { name: only.name || only.email }) },
      rows: listSteps(by, people),
      startsAt: startsAt !== null && startsAt > new Date() ? startsAt : null,
      alongside: async (tx, id) => {
        await refuseUnfitOwners(tx, people);
        await store(tx, id, people);
      },
    },
    entry,
  );
  return { runId, ids: people.map(({ id }) => id) };
}

function decide(person: PlannedPerson, choices: readonly ChosenKey[]): Planned {
  if (person.reason) throw new AppError("refused", "someone can't be off-boarded", { reason: person.reason });
  if (person.open) throw new AppError("refused", "an off-boarding is open", { reason: "being_offboarded" });
  const decided = person.keys.map((key) => {
    const fate = toFixedFate(key);
    if (fate) return { key, fate };
    const chosen = choices.find(({ keyId }) => keyId === key.id);
    if (!chosen) throw toMeanwhile();
    return { key, fate: chosen.choice, chosen };
  });
  return { ...person, id: randomUUID(), decided };
}

/** Null for a key about which a person decides: one that works and would keep working. */
function toFixedFate({ status, fate }: PlannedKey): KeyFate | null {
  if (status !== "active") return "inactive";
  return fate === "keeps_working" ? null : "ends";
}

/**
 * Keys stop first, because a person without access could still use them. A program may not change grants, which are
 * suspended once their member has left.
 * @throws AppError forbidden for what the scopes of a program leave out
 */
function listSteps({ actor }: By, people: readonly Planned[]): NewRow[] {
  if (people.some(({ invites }) => invites.length > 0)) permitActor(actor, "invites:write");
  if (people.some(({ decided }) => decided.some(({ fate }) => fate === "stop")))
    permitActor(actor, "keys:write");
  const mayChangeGrants = can(actor, "grants:write");
  return people.flatMap(({ memberId, email, key: address, invites, grant, decided }) => [
    ...decided
      .filter(({ fate }) => fate === "stop")
      .map(({ key }) => ({
        operation: "api_key.deactivate" as const,
        targetId: key.id,
        label: key.name,
        input: { confirmedUse: true },
      })),
    ...invites.map(({ id }) => ({ operation: "invite.withdraw" as const, targetId: id, label: email })),
    ...(grant === null || !mayChangeGrants
      ? []
      : [{ operation: "grant.remove" as const, targetId: address, label: email }]),
    ...(memberId === null ? [] : [{ operation: "member.remove" as const, targetId: memberId, label: email }]),
  ]);
}

/** A key can't be handed to someone who leaves as well, or who isn't a member. */
async function refuseUnfitOwners(tx: Transaction, people: readonly Planned[]): Promise<void> {
  const leaving = new Set(people.map(({ memberId }) => memberId));
  const handed = people.flatMap(({ decided }) => decided.filter(({ fate }) => fate === "hand_over"));
  const owners = handed.map(({ chosen }) => chosen?.ownerId ?? "");
  const known = await listOwners(tx, owners);
  if (owners.some((id) => leaving.has(id) || !known.has(id)))
    throw new AppError("refused", "no fit owner", { reason: "unfit_owner" });
}

async function listOwners(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: members.id, email: members.email })
    .from(members)
    .where(and(inArray(members.id, ["", ...ids]), isNull(members.goneAt)));
  return new Map(rows.map(({ id, email }) => [id, email]));
}

async function store(tx: Transaction, runId: string, people: readonly Planned[]): Promise<void> {
  const decided = people.flatMap((person) =>
    person.decided.map((one) => ({ ...one, offboardingId: person.id })),
  );
  const owners = await listOwners(
    tx,
    decided.flatMap(({ chosen }) => chosen?.ownerId ?? []),
  );
  await tx.insert(offboardings).values(
    people.map(({ id, memberId, email, name, role, places }) => ({
      id,
      runId,
      memberId,
      email,
      name,
      role,
      places,
    })),
  );
  if (decided.length === 0) return;
  await tx.insert(offboardingKeys).values(
    decided.map(({ offboardingId, key, fate, chosen }) => {
      const ownerId = fate === "hand_over" ? (chosen?.ownerId ?? null) : null;
      return {
        offboardingId,
        keyId: key.id,
        name: key.name,
        workspaceId: key.workspaceId,
        workspaceName: key.workspaceName,
        status: key.status,
        tokens30d: key.tokens30d,
        choice: fate,
        ownerId,
        ownerEmail: ownerId && (owners.get(ownerId) ?? null),
        note: chosen?.note ?? "",
      };
    }),
  );
}

function toMeanwhile(): AppError {
  return new AppError("refused", "the plan is not what the person saw", { reason: "plan_changed_meanwhile" });
}
