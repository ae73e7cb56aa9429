import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";

/** The browser created or found no passkey: the person canceled, it timed out, or the device already has one. */
export class CeremonyError extends Error {
  override name = "CeremonyError";
  constructor(
    readonly kind: "cancelled" | "exists",
    cause: unknown,
  ) {
    super(kind, { cause });
  }
}

/** @throws CeremonyError */
export async function makePasskey(optionsJSON: PublicKeyCredentialCreationOptionsJSON) {
  const { startRegistration } = await import("@simplewebauthn/browser");
  return startRegistration({ optionsJSON }).catch(toCeremonyError);
}

/** @throws CeremonyError */
export async function signWithPasskey(optionsJSON: PublicKeyCredentialRequestOptionsJSON) {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  return startAuthentication({ optionsJSON }).catch(toCeremonyError);
}

function toCeremonyError(cause: unknown): never {
  const isKnown = cause instanceof Error && cause.name === "InvalidStateError";
  throw new CeremonyError(isKnown ? "exists" : "cancelled", cause);
}
