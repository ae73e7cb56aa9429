import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { listEnvelopeKeys } from "./envelope";

/**
 * An encrypted backup is one line of text, `castellan-backup-sealed 1 <secret> <salt> <check>`, and then pieces of
 * 64 KiB, each with its tag. A piece's nonce is its number and whether it is the last, so that a piece that was changed,
 * moved, removed, or added doesn't open (the STREAM construction). The line is authenticated with every piece.
 */
const mark = "castellan-backup-sealed 1";
const algorithm = "aes-256-gcm";
const pieceBytes = 65_536;
const tagBytes = 16;
const longestHeader = 256;
const doctored = "the backup was changed or is incomplete; nothing was restored";

type Keys = { key: Buffer; check: string };

/** The name of what a restore needs: the secrets themselves are never in a backup. */
export function toBackupSecret(): string {
  if (env.ENVELOPE_KEY) return "ENVELOPE_KEY";
  return env.NEXTAUTH_SECRET ? "NEXTAUTH_SECRET" : "nextauth-secret";
}

export async function* sealBackup(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const salt = randomBytes(16).toString("base64url");
  const [newest] = await listEnvelopeKeys();
  const { key, check } = deriveKeys(newest, salt);
  const header = Buffer.from(`${mark} ${toBackupSecret()} ${salt} ${check}\n`);
  yield header;
  let index = 0;
  for await (const { piece, isLast } of toPieces(bytes, pieceBytes)) {
    const cipher = createCipheriv(algorithm, key, toNonce(index, isLast)).setAAD(header);
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    index += 1;
  }
}

/**
 * A newer backup may replace an older one, as in a job of every night, and nothing else.
 * @throws AppError conflict for a path that holds something else
 */
export async function refuseOtherFile(path: string): Promise<void> {
  const start = existsSync(path) ? await readStart(path) : Buffer.alloc(0);
  if (start.length > 0 && !start.toString("utf8").startsWith(`${mark} `))
    throw new AppError(
      "conflict",
      `${path} is no encrypted backup, so it is not replaced. Name another file.`,
    );
}

/**
 * Each piece is verified before it is passed on.
 * @throws AppError invalid if no key of ours opens it, or, unless asked for, if it isn't encrypted
 */
export async function openBackup(path: string, isPlainAllowed: boolean): Promise<AsyncIterable<Buffer>> {
  const start = await readStart(path);
  if (start.length >= 2 && start.readUInt16BE() === 0x1f8b) {
    if (isPlainAllowed) return createReadStream(path);
    throw new AppError(
      "invalid",
      "this backup isn't encrypted, so nothing shows whether it was changed. If you trust the file, add --unencrypted.",
    );
  }
  const header = start.subarray(0, start.indexOf("\n") + 1);
  const key = await findKey(header.toString("utf8"));
  return unsealPieces(createReadStream(path, { start: header.length }), key, header);
}

async function* unsealPieces(
  bytes: AsyncIterable<Buffer>,
  key: Buffer,
  header: Buffer,
): AsyncGenerator<Buffer> {
  let index = 0;
  for await (const { piece, isLast } of toPieces(bytes, pieceBytes + tagBytes)) {
    if (piece.length < tagBytes) throw new AppError("invalid", doctored);
    const decipher = createDecipheriv(algorithm, key, toNonce(index, isLast), { authTagLength: tagBytes });
    decipher.setAAD(header).setAuthTag(piece.subarray(-tagBytes));
    const opened = decipher.update(piece.subarray(0, -tagBytes));
    try {
      decipher.final();
    } catch (cause) {
      throw new AppError("invalid", doctored, { cause });
    }
    yield opened;
    index += 1;
  }
}

async function findKey(header: string): Promise<Buffer> {
  if (!header.startsWith(`${mark} `)) throw new AppError("invalid", "this is not a Castellan backup");
  const [, , secret = "", salt = "", check] = header.trimEnd().split(" ");
  for (const candidate of await listEnvelopeKeys()) {
    const keys = deriveKeys(candidate, salt);
    if (keys.check === check) return keys.key;
  }
  throw new AppError("invalid", `the backup was encrypted with a different key. ${toRemedy(secret)}`);
}

function toRemedy(secret: string): string {
  return secret === "nextauth-secret"
    ? "Set NEXTAUTH_SECRET_FILE to the nextauth-secret file of the DATA_DIR that it was made with."
    : `Set ${secret === "ENVELOPE_KEY" ? "ENVELOPE_KEY" : "NEXTAUTH_SECRET"} to the value that it was made with.`;
}

function deriveKeys(envelopeKey: Buffer, salt: string): Keys {
  const bytes = Buffer.from(hkdfSync("sha256", envelopeKey, salt, "castellan.backup", 48));
  return { key: bytes.subarray(0, 32), check: bytes.subarray(32).toString("base64url") };
}

function toNonce(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

/** All but the last have exactly this size. Even nothing has a last piece. */
async function* toPieces(bytes: AsyncIterable<Buffer>, size: number) {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    rest = Buffer.concat([rest, chunk]);
    for (; rest.length > size; rest = rest.subarray(size))
      yield { piece: rest.subarray(0, size), isLast: false };
  }
  yield { piece: rest, isLast: true };
}

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longestHeader), 0, longestHeader, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
