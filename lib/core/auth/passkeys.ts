import "server-only";
import { createHmac } from "node:crypto";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { decodeAttestationObject, isoBase64URL } from "@simplewebauthn/server/helpers";
import { headers } from "next/headers";
import { database } from "@/lib/core/db/client";
import { AppError } from "@/lib/core/errors/errors";
import type { Actor, ActorSession } from "./actor";
import { getOrigin } from "./origin";
import type { AddingAnswer, ConfirmingAnswer } from "./passkey-response-schema";
import { keepChallenge, listPasskeysOf, type Passkey, refuseTooMany, takeChallenge } from "./passkey-store";
import { deriveKey } from "./rotation";

type Asking = Pick<Actor, "email" | "name" | "session">;
type NewPasskey = Omit<Passkey, "id" | "name" | "createdAt" | "lastUsedAt">;

/** ES256 and RS256: every authenticator supports one of the two. */
const algorithms = [-7, -257];
const clientExtensionResults = {};
const timeout = 5 * 60_000;

/** @throws AppError conflict if the person has too many */
export async function beginAdding(actor: Asking) {
  const session = toSession(actor);
  const { id: rpID } = await getRelyingParty();
  await refuseTooMany(await database(), actor.email);
  const own = await listPasskeysOf(actor.email, rpID);
  const options = await generateRegistrationOptions({
    rpName: "Castellan",
    rpID,
    userName: actor.email,
    userDisplayName: actor.name,
    userID: await toUserHandle(actor.email),
    timeout,
    attestationType: "none",
    excludeCredentials: own.map(toDescriptor),
    authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
    supportedAlgorithmIDs: algorithms,
  });
  await keepChallenge(session.id, "add", options.challenge);
  return options;
}

/** @throws AppError invalid */
export async function verifyAdding(
  actor: Asking,
  response: AddingAnswer,
): Promise<{ made: NewPasskey; session: ActorSession }> {
  const session = toSession(actor);
  const expectedChallenge = await takeOwnChallenge(actor, "add");
  const { id: rpId, origin } = await getRelyingParty();
  const { verified, registrationInfo } = await orRefuse(async () => {
    refuseCertificates(response);
    return verifyRegistrationResponse({
      response: { ...response, clientExtensionResults },
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
  });
  if (!verified) throw refused("the registration does not hold");
  const { credential, credentialBackedUp: isBackedUp } = registrationInfo;
  const made = {
    credentialId: credential.id,
    email: actor.email.toLowerCase(),
    rpId,
    publicKey: isoBase64URL.fromBuffer(credential.publicKey),
    counter: credential.counter,
    transports: response.response.transports,
    isBackedUp,
  };
  return { made, session };
}

/** @throws AppError not_found if there is none for this host */
export async function beginConfirming(actor: Asking) {
  const session = toSession(actor);
  const { id: rpID } = await getRelyingParty();
  const own = await listPasskeysOf(actor.email, rpID);
  if (own.length === 0)
    throw new AppError("not_found", "the person has no passkey here", { reason: "no_passkey" });
  const options = await generateAuthenticationOptions({
    rpID,
    timeout,
    allowCredentials: own.map(toDescriptor),
    userVerification: "required",
  });
  await keepChallenge(session.id, "confirm", options.challenge);
  return options;
}

/** @throws AppError invalid, the same for every problem */
export async function verifyConfirming(
  actor: Asking,
  response: ConfirmingAnswer,
): Promise<{ passkey: Passkey; session: ActorSession; counter: number }> {
  const session = toSession(actor);
  const expectedChallenge = await takeOwnChallenge(actor, "confirm");
  const { id: rpId, origin } = await getRelyingParty();
  const own = await listPasskeysOf(actor.email, rpId);
  const passkey = own.find(({ credentialId }) => credentialId === response.id);
  if (!passkey) throw refused("the credential is none of this person's");
  const { verified, authenticationInfo } = await orRefuse(() =>
    verifyAuthenticationResponse({
      response: { ...response, clientExtensionResults },
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: isoBase64URL.toBuffer(passkey.publicKey),
        counter: passkey.counter,
      },
    }),
  );
  if (!verified) throw refused("the signature does not hold");
  return { passkey, session, counter: authenticationInfo.newCounter };
}

export async function hasPasskey({ email }: Pick<Actor, "email">): Promise<boolean> {
  const { id } = await getRelyingParty();
  return (await listPasskeysOf(email, id)).length > 0;
}

/** Browsers and authenticators identify us by host. */
export async function getRelyingParty(): Promise<{ id: string; origin: string }> {
  const origin = getOrigin(await headers());
  return { id: new URL(origin).hostname, origin };
}

/** @throws AppError invalid */
async function takeOwnChallenge(actor: Asking, purpose: "add" | "confirm"): Promise<string> {
  const challenge = await takeChallenge(toSession(actor).id, purpose);
  if (challenge === null) throw refused("there is no such challenge, or it is too old");
  return challenge;
}

function toSession({ session }: Asking): ActorSession {
  if (!session) throw new AppError("unauthenticated", "only a person in a session has passkeys");
  return session;
}

/** Authenticators store this beside the passkey, so it must not be the address. */
async function toUserHandle(email: string) {
  const hmac = createHmac("sha256", await deriveKey("passkey")).update(email.toLowerCase());
  return new Uint8Array(hmac.digest());
}

function toDescriptor({ credentialId, transports }: Passkey) {
  return { id: credentialId, transports };
}

/** We request no attestation. To check one with certificates, the server would call addresses inside it. */
function refuseCertificates({ response }: AddingAnswer): void {
  const object = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  const [format, statement] = [object.get("fmt"), object.get("attStmt")];
  const isPlain = format === "none" || (format === "packed" && statement.get("x5c") === undefined);
  if (!isPlain) throw refused(`attestation ${format} was not asked for`);
}

/** The library throws plain errors; all of them mean the same refusal. */
async function orRefuse<T>(verify: () => Promise<T>): Promise<T> {
  return verify().catch((cause: unknown) => {
    throw refused("the answer does not hold", cause);
  });
}

function refused(message: string, cause?: unknown): AppError {
  return new AppError("invalid", message, { reason: "passkey_refused", cause });
}
