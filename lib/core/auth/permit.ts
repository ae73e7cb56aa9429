import "server-only";
import { LRUCache } from "lru-cache";
import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { AppError, type ErrorCode } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { can, type Permission } from "./permissions";
import { noteRefusedRead } from "./refused-reads";
import { type Actor, currentReader } from "./session";

declare const held: unique symbol;

/** Proof that the permission check passed. Gateways and read models require it, so no call can skip the check. */
export type Permit<P extends Permission> = { readonly actor: Actor; readonly [held]: P };

const addressHeader = "x-castellan-address";

/**
 * For reads.
 * @throws AppError unauthenticated, forbidden, organization_unproven, directory_stale
 */
export async function permit<P extends Permission>(permission: P): Promise<Permit<P>> {
  return permitActor(await currentReader(), permission);
}

export function permitActor<P extends Permission>(actor: Actor | null, permission: P): Permit<P> {
  if (!actor) throw new AppError("unauthenticated", "nobody is signed in");
  const { persona, scopes } = actor;
  if (!can({ persona, scopes }, permission))
    throw new AppError("forbidden", `${persona} lacks ${permission}`, { lacks: permission });
  if (!can(actor, permission)) throw new AppError("read_only", `READ_ONLY is set: ${permission}`);
  return { actor } as Permit<P>; // Sound: can() held above; the brand exists only in types.
}

type ReadPermission = Extract<Permission, `${string}:read`>;

/** For pages: strangers go to sign-in and come back; people without the permission see why. */
export async function permitPage<P extends ReadPermission>(permission: P): Promise<Permit<P>> {
  const actor = await currentReader().catch(refuseAtSignIn);
  if (!actor) return redirectToSignIn();
  return permitOnPage(actor, permission);
}

/** For pages that need a second permission. */
export async function permitOnPage<P extends Permission>(actor: Actor, permission: P): Promise<Permit<P>> {
  if (can(actor, permission)) return permitActor(actor, permission);
  // A read-only installation refuses everyone.
  if (!can({ persona: actor.persona }, permission)) await noteOnce(actor, permission);
  forbidden();
}

/** The layouts of a page ask, too, and Next renders some pages twice. The nonce is proxy.ts's, and of one request. */
async function noteOnce(actor: Actor, permission: Permission): Promise<void> {
  const nonce = (await headers()).get("x-nonce");
  if (nonce !== null && noted().has(nonce)) return;
  if (nonce !== null) noted().set(nonce, true);
  const who = await noteRefusedRead(actor, permission);
  log.info({ ...who, why: `${actor.persona} lacks ${permission}` }, "refused");
}

const noted = () => processSingleton("noted-refusals", () => new LRUCache<string, true>({ max: 1_000 }));

/** Sign-in explains what keeps everyone, or everyone but admins, out. */
const closed: Partial<Record<ErrorCode, string>> = {
  organization_unproven: "unproven",
  directory_stale: "stale",
};

function refuseAtSignIn(cause: unknown): Promise<never> {
  const error = cause instanceof AppError ? closed[cause.code] : undefined;
  if (error) return redirectToSignIn(error);
  throw cause;
}

async function redirectToSignIn(error?: string): Promise<never> {
  const callbackUrl = (await headers()).get(addressHeader) ?? "/";
  redirect(`/sign-in?${new URLSearchParams({ callbackUrl, ...(error && { error }) })}`);
}
