import type {
  ChosenKey,
  OffboardingPlan,
  OrderInput,
  PlannedPerson,
} from "@/lib/directory/offboardings/schema";
import type { KeyChoice } from "@/lib/directory/offboardings/vocabulary";

export type PlannedKey = PlannedPerson["keys"][number];
/** `choice` is undefined until the person decides about a key in use. */
export type Decision = {
  choice: KeyChoice | undefined;
  ownerId: string | null;
  /** As the person who decides has just seen it. */
  ownerName?: string;
  note: string;
};
export type Decisions = ReadonlyMap<string, Decision>;

/** Whether someone has to decide: the key works, and keeps working without the person. */
export function isToDecide({ status, fate }: PlannedKey): boolean {
  return status === "active" && fate === "keeps_working";
}

/** A key that nobody uses stops unless told otherwise. About one in use, or whose use isn't known, a person decides. */
export function toDecision(key: PlannedKey, decisions: Decisions): Decision {
  const usual = key.use === "none" ? ("stop" as const) : undefined;
  return decisions.get(key.id) ?? { choice: usual, ownerId: null, note: "" };
}

export function isDecided({ choice, ownerId }: Decision): boolean {
  return choice !== undefined && (choice !== "hand_over" || ownerId !== null);
}

/** Keys about which nobody has said anything yet; one to hand over may still lack its owner. */
export function listWithoutChoice(keys: readonly PlannedKey[], decisions: Decisions): PlannedKey[] {
  return keys.filter((key) => toDecision(key, decisions).choice === undefined);
}

/** Leaves every choice that was made. */
export function chooseForRest(
  keys: readonly PlannedKey[],
  decisions: Decisions,
  choice: KeyChoice,
): Decisions {
  const rest = listWithoutChoice(keys, decisions);
  const decision: Decision = { choice, ownerId: null, note: "" };
  return new Map([...decisions, ...rest.map(({ id }) => [id, decision] as const)]);
}

export function listLeavers({ people }: OffboardingPlan): PlannedPerson[] {
  return people.filter(({ reason, open }) => reason === null && open === null);
}

export function listKeysToDecide(people: readonly PlannedPerson[]): PlannedKey[] {
  const keys = people.flatMap((person) => person.keys.filter(isToDecide));
  return [...new Map(keys.map((key) => [key.id, key])).values()];
}

export type Outcomes = {
  /** How many end with the accounts, about which nobody decides. */
  ends: number;
  decided: { id: string; name: string; choice: KeyChoice; ownerName: string; tokens: number }[];
};

/** What becomes of the keys that work. */
export function toOutcomes(people: readonly PlannedPerson[], decisions: Decisions): Outcomes {
  const ending = people.flatMap(({ keys }) =>
    keys.filter((key) => key.status === "active" && !isToDecide(key)),
  );
  return {
    ends: new Set(ending.map(({ id }) => id)).size,
    decided: listKeysToDecide(people).flatMap((key) => {
      const { choice, ownerName = "" } = toDecision(key, decisions);
      const { id, name, tokens30d: tokens } = key;
      return choice ? [{ id, name: name.trim() || id, choice, ownerName, tokens }] : [];
    }),
  };
}

export function toOrder(
  people: readonly PlannedPerson[],
  decisions: Decisions,
  startsAt: string | null,
): OrderInput {
  return {
    people: people.map(({ key, memberId }) => ({ key, memberId })),
    keys: listKeysToDecide(people).flatMap((key): ChosenKey[] => {
      const { choice, ownerId, note } = toDecision(key, decisions);
      return choice
        ? [{ keyId: key.id, choice, ownerId: choice === "hand_over" ? ownerId : null, note }]
        : [];
    }),
    startsAt,
  };
}
