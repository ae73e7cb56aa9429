import "server-only";
import type { AuthOptions, CallbacksOptions, Profile } from "next-auth";
import { log } from "@/lib/log";
import { getSetting } from "@/lib/settings/mirror";
import { getActor } from "./actor";
import type { Attempt } from "./attempts";
import { listIdentityProviders } from "./identity-providers";
import { toSafePath } from "./safe-path";
import { listSandboxProviders } from "./sandbox-provider";
import { sessionSecret } from "./secret";
import { newSession, toCookies } from "./token";

/** Brings what the mirror says about one e-mail up to date. Given by the address that knows the members. */
export type RefreshMember = (email: string) => Promise<unknown>;

/** Sign-in does not wait longer for the Admin API: the mirror must do, so that an outage locks nobody out. */
const refreshMs = 5_000;

/** What next-auth needs for one request. `origin` is ours as the browser sees it; `attempt` gets the address told. */
export async function createAuthOptions(
  origin: string,
  refreshMember: RefreshMember,
  attempt: Pick<Attempt, "email">,
): Promise<AuthOptions> {
  const isSecure = origin.startsWith("https:");
  const maxAge = (await getSetting("session_hours")) * 3_600;
  return {
    providers: [...listIdentityProviders(), ...listSandboxProviders()],
    secret: await sessionSecret(),
    session: { strategy: "jwt", maxAge },
    jwt: { maxAge },
    useSecureCookies: isSecure,
    cookies: toCookies(isSecure),
    pages: { signIn: "/sign-in", error: "/sign-in" },
    logger: { error: logProblem, warn: logProblem, debug: () => undefined },
    callbacks: {
      redirect: ({ url }) => `${origin}${toSafePath(url, origin)}`,
      signIn: (told) => {
        attempt.email = told.user.email?.toLowerCase() ?? null;
        return admit(told, refreshMember);
      },
      jwt: ({ token, user }) => (user?.email ? newSession({ kind: "person", email: user.email }) : token),
    },
  };
}

type Told = Parameters<CallbacksOptions["signIn"]>[0];

/** true lets in; an address tells the person why not. */
async function admit({ user, account, profile }: Told, refreshMember: RefreshMember): Promise<true | string> {
  const email = user.email?.toLowerCase();
  if (!email || (account?.type === "oauth" && !isVerified(profile))) return "/sign-in?error=unverified";
  await refreshInTime(email, refreshMember);
  const actor = await getActor(email);
  if (!actor) return "/sign-in?error=stranger";
  return true;
}

/** Strict: a provider that does not say so has not verified. Anyone can type the admin's e-mail into an account. */
function isVerified(profile: (Profile & { email_verified?: unknown }) | undefined): boolean {
  return profile?.email_verified === true;
}

async function refreshInTime(email: string, refreshMember: RefreshMember): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, refreshMs).unref());
  try {
    await Promise.race([refreshMember(email), patience]);
  } catch (cause) {
    log.warn({ err: cause }, "sign-in goes by the mirror: the Admin API could not be asked");
  }
}

/** The details that next-auth attaches may hold tokens and whole responses, so only names and texts are kept. */
function logProblem(code: string, details?: unknown): void {
  const { error } =
    details && typeof details === "object" && "error" in details ? details : { error: details };
  log.warn({ code, reason: error instanceof Error ? error.message : undefined }, "sign-in problem");
}
