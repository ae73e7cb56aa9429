import { z } from "zod";
import { runStates } from "@/lib/core/bulk/vocabulary";
import { refusalReasons } from "@/lib/core/errors/refusal-reasons";
import { proseText } from "@/lib/core/format/typed-text";
import { memberKey } from "@/lib/directory/members/schema";
import {
  keyChoices,
  keyFates,
  keyTraffics,
  maxDaysAhead,
  maxKeysOfOrder,
  maxNoteLength,
  maxPeople,
  stepStates,
} from "./vocabulary";

const dayMs = 86_400_000;
const place = z.object({ id: z.string(), name: z.string(), role: z.string() });
export type Place = z.infer<typeof place>;

/** PostgreSQL stores neither NUL nor lone surrogates. */
const text = z.string().refine((value) => !/[\0\p{Surrogate}]/u.test(value));
const id = text.min(1).max(200);
const address = text.min(1).max(320);

export const planInput = z.object({
  memberIds: z.array(id).max(maxPeople),
  addresses: z.array(address).max(maxPeople),
});
export type PlanInput = z.infer<typeof planInput>;

const plannedPerson = z.object({
  /** The address in lower case, by which an order names the person. */
  key: z.string(),
  memberId: z.string().nullable(),
  email: z.string(),
  name: z.string(),
  role: z.string().nullable(),
  /** Why they can't be off-boarded, for `reasons.<code>`. */
  reason: z.enum(refusalReasons).nullable(),
  isEverywhere: z.boolean(),
  places: z.array(place),
  invites: z.array(z.object({ id: z.string(), role: z.string() })),
  /** Workspaces planned with an invite, which the person doesn't get any more. */
  planned: z.array(place),
  /** Their access to Castellan by a grant; null without one. */
  grant: z.string().nullable(),
  /** Whether the environment makes them an admin here, which only who runs the server can end. */
  isBreakGlass: z.boolean(),
  keys: z.array(memberKey.extend({ workspaceId: z.string().nullable() })),
  /** In 30 days; null if it isn't known or names are masked. */
  claudeCodeSessions: z.number().nullable(),
  /** An off-boarding that isn't over. */
  open: z.object({ id: z.string(), startsAt: z.string().nullable() }).nullable(),
});
export type PlannedPerson = z.infer<typeof plannedPerson>;

export const offboardingPlan = z.object({
  people: z.array(plannedPerson),
  /** Addresses of nobody here, and those that had left already. */
  unknown: z.array(z.string()),
  left: z.array(z.object({ id: z.string(), email: z.string() })),
});
export type OffboardingPlan = z.infer<typeof offboardingPlan>;

const chosenKey = z.object({
  keyId: id,
  choice: z.enum(keyChoices),
  ownerId: id.nullable().default(null),
  note: proseText.max(maxNoteLength).default(""),
});
export type ChosenKey = z.infer<typeof chosenKey>;

export const orderInput = z.object({
  people: z
    .array(z.object({ key: address, memberId: id.nullable() }))
    .min(1)
    .max(maxPeople),
  /** A key that is missing here was not seen, so the order is refused. */
  keys: z.array(chosenKey).max(maxKeysOfOrder),
  /** Null for at once. */
  startsAt: z.iso
    .datetime()
    .refine((at) => Date.parse(at) <= Date.now() + maxDaysAhead * dayMs)
    .nullable(),
});
export type OrderInput = z.infer<typeof orderInput>;

export type Ordered = { runId: string; ids: string[] };

const step = z.object({
  operation: z.string(),
  targetId: z.string(),
  label: z.string(),
  state: z.enum(stepStates),
  errorCode: z.string().nullable(),
  reason: z.string().nullable(),
  requestId: z.string().nullable(),
  finishedAt: z.string().nullable(),
});
export type Step = z.infer<typeof step>;

const receiptKey = z.object({
  id: z.string(),
  name: z.string(),
  workspaceName: z.string().nullable(),
  fate: z.enum(keyFates),
  ownerEmail: z.string().nullable(),
  note: z.string(),
  /** Now; null if the API no longer lists the key. */
  status: z.string().nullable(),
  /** The UTC day on which it stopped, or on which the off-boarding was carried out; null until then. */
  since: z.string().nullable(),
  traffic: z.enum(keyTraffics),
  tokens: z.number(),
  /** The last day with traffic after `since`. */
  lastUsedOn: z.string().nullable(),
  /** Whether traffic is what nobody expects, because the key was to stop. */
  isAlarming: z.boolean(),
});
export type ReceiptKey = z.infer<typeof receiptKey>;

export const receipt = z.object({
  id: z.string(),
  runId: z.string(),
  memberId: z.string().nullable(),
  email: z.string(),
  name: z.string(),
  role: z.string().nullable(),
  places: z.array(place),
  orderedBy: z.string(),
  orderedAt: z.string(),
  approvedBy: z.string().nullable(),
  startsAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  state: z.enum(runStates),
  steps: z.array(step),
  keys: z.array(receiptKey),
  /** Made by the person, or acting as them, and not in the plan. */
  newKeys: z.array(z.object({ id: z.string(), name: z.string(), status: z.string() })),
  /** When the organization no longer had the person; null while it has. */
  goneAt: z.string().nullable(),
  isBreakGlass: z.boolean(),
  /** The last UTC day until which traffic was read without a gap; null if none since. */
  readUntil: z.string().nullable(),
  watchedUntil: z.string().nullable(),
  /** Whether the reader sees all of it, rather than only what concerns their workspaces. */
  isWhole: z.boolean(),
});
export type Receipt = z.infer<typeof receipt>;
