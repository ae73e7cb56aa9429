import "server-only";
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import type { AddingAnswer, ConfirmingAnswer } from "./passkey-response-schema";
import { testOrigin } from "./test-request";

type Deviation = {
  origin?: string;
  rpId?: string;
  type?: string;
  flags?: number;
  counter?: number;
  format?: string;
  statement?: Statement;
  tamper?: (answer: ConfirmingAnswer) => void;
};

type Statement = Map<string, number | Uint8Array | Uint8Array[]>;

const [present, verified, withCredential] = [1, 4, 64];
const toText = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64url");
const toHash = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest();

/** A software security key with one credential. It does whatever it is told, honest or not. */
export class TestAuthenticator {
  readonly #pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  readonly #credentialId = randomBytes(16);
  counter = 0;

  get id(): string {
    return toText(this.#credentialId);
  }

  create({ challenge }: { challenge: string }, more: Deviation = {}): AddingAnswer {
    const flags = more.flags ?? present | verified | withCredential;
    const format = more.format ?? "none";
    const data = Buffer.concat([this.#toData(flags, more), this.#toCredential()]);
    const clientDataJSON = toClientData(challenge, { type: "webauthn.create", ...more });
    const own = format === "packed" ? this.#attest(data, clientDataJSON) : new Map();
    const object = new Map<string, string | Uint8Array | Statement>([
      ["fmt", format],
      ["attStmt", more.statement ?? own],
      ["authData", data],
    ]);
    return {
      ...this.#toShell(),
      response: {
        clientDataJSON,
        attestationObject: toText(isoCBOR.encode(object)),
        transports: ["internal"],
      },
    };
  }

  sign({ challenge }: { challenge: string }, more: Deviation = {}): ConfirmingAnswer {
    const data = this.#toData(more.flags ?? present | verified, more);
    const clientDataJSON = toClientData(challenge, { type: "webauthn.get", ...more });
    const signature = toText(this.#sign(data, clientDataJSON));
    const answer = {
      ...this.#toShell(),
      response: { clientDataJSON, authenticatorData: toText(data), signature },
    };
    more.tamper?.(answer);
    return answer;
  }

  #attest(data: Buffer, clientDataJSON: string): Statement {
    return new Map<string, number | Uint8Array>([
      ["alg", -7],
      ["sig", new Uint8Array(this.#sign(data, clientDataJSON))],
    ]);
  }

  #sign(data: Buffer, clientDataJSON: string): Buffer {
    const signed = Buffer.concat([data, toHash(Buffer.from(clientDataJSON, "base64url"))]);
    return sign("sha256", signed, this.#pair.privateKey);
  }

  #toShell() {
    return { id: this.id, rawId: this.id, type: "public-key" as const };
  }

  #toData(flags: number, { rpId = "localhost", counter }: Deviation): Buffer {
    const tail = Buffer.alloc(5);
    tail.writeUInt8(flags, 0);
    tail.writeUInt32BE(counter ?? this.counter, 1);
    return Buffer.concat([toHash(rpId), tail]);
  }

  #toCredential(): Buffer {
    const { x = "", y = "" } = this.#pair.publicKey.export({ format: "jwk" });
    const key = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(x, "base64url"))],
        [-3, new Uint8Array(Buffer.from(y, "base64url"))],
      ]),
    );
    const [model, length] = [Buffer.alloc(16), Buffer.alloc(2)];
    length.writeUInt16BE(this.#credentialId.length);
    return Buffer.concat([model, length, this.#credentialId, key]);
  }
}

function toClientData(challenge: string, { type, origin = testOrigin }: Deviation): string {
  return toText(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}
