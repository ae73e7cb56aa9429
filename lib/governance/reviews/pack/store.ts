import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { and, eq, isNotNull, isNull, ne, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { reviewPacks } from "@/lib/core/db/review-record-tables";
import { reviews } from "@/lib/core/db/review-tables";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { visibleTo } from "@/lib/core/organization/visibility";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { makePack } from "./make";

/** Small, because a backup reads many rows at once. */
const chunkBytes = 16_384;
const chunksAtOnce = 16;

export type Pack = { bytes: number; hash: string; day: string; read: () => AsyncGenerator<Uint8Array> };

/**
 * The pack holds every workspace, so it is only for those who see them all.
 * @throws AppError forbidden for leads; not_found; refused while the review is open
 */
export async function openPack(by: Permit<"reviews:read">, reviewId: string): Promise<Pack> {
  if (!visibleTo(by.actor).isAll)
    throw new AppError("forbidden", "a pack holds all workspaces", { lacks: "reviews:read" });
  const known = await findPack(reviewId);
  if (!known) throw new AppError("not_found", "there is no such review");
  if (!known.closedAt) throw new AppError("refused", "the review is open", { reason: "review_open" });
  const { packId, packHash, packBytes } = toKept(known) ?? (await keepPack(reviewId));
  const day = known.closedAt.toISOString().slice(0, 10);
  return { bytes: packBytes, hash: packHash, day, read: () => readChunks(reviewId, packId) };
}

/** Of reviews that were closed since. One that fails is tried again, and holds up neither the others nor messages. */
export async function makeMissingPacks(): Promise<void> {
  const db = await database();
  const missing = await db
    .select({ id: reviews.id })
    .from(reviews)
    .where(and(isNotNull(reviews.closedAt), isNull(reviews.packId)));
  for (const { id } of missing)
    await keepPack(id).catch((err) => log.error({ err, review: id }, "an evidence pack could not be made"));
}

async function findPack(reviewId: string) {
  const db = await database();
  const [found] = await db
    .select()
    .from(reviews)
    .where(and(eq(reviews.id, reviewId), isNotNull(reviews.openedAt)));
  return found;
}

const making = () => processSingleton("review-packs", () => new Map<string, Promise<Kept>>());

/** Requests during the making wait for it, because two packs at once would take twice as long. */
function keepPack(reviewId: string): Promise<Kept> {
  const known = making().get(reviewId);
  if (known) return known;
  const made = keepFirst(reviewId).finally(() => making().delete(reviewId));
  making().set(reviewId, made);
  return made;
}

/**
 * Made once and kept as it is, so that neither a new key nor a new version changes it. If two servers make it at the
 * same time, the first is kept.
 */
async function keepFirst(reviewId: string): Promise<Kept> {
  const made = await storeChunks(reviewId);
  const db = await database();
  return db.transaction(async (tx) => {
    const [review] = await tx.select().from(reviews).where(eq(reviews.id, reviewId)).for("update");
    const kept = toKept(review) ?? made;
    if (kept === made) await tx.update(reviews).set(made).where(eq(reviews.id, reviewId));
    // Also deletes the chunks of a server that stopped in the middle.
    const isOther = and(eq(reviewPacks.reviewId, reviewId), ne(reviewPacks.packId, kept.packId));
    await tx.delete(reviewPacks).where(isOther);
    return kept;
  });
}

type Kept = { packId: string; packHash: string; packBytes: number };

function toKept(review: typeof reviews.$inferSelect | undefined): Kept | null {
  if (!review?.packId || !review.packHash || review.packBytes === null) return null;
  return { packId: review.packId, packHash: review.packHash, packBytes: review.packBytes };
}

async function storeChunks(reviewId: string): Promise<Kept> {
  const packId = randomUUID();
  const db = await database();
  const hash = createHash("sha256");
  let packBytes = 0;
  let position = 0;
  for await (const chunk of toChunks(makePack(reviewId))) {
    hash.update(chunk);
    packBytes += chunk.length;
    await db.execute(sql`insert into ${reviewPacks} (review_id, pack_id, position, bytes)
      values (${reviewId}::uuid, ${packId}::uuid, ${position}, decode(${chunk.toString("base64")}, 'base64'))`);
    position += 1;
  }
  return { packId, packHash: hash.digest("hex"), packBytes };
}

async function* toChunks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting = Buffer.alloc(0);
  for await (const piece of pieces) {
    waiting = Buffer.concat([waiting, piece]);
    for (; waiting.length >= chunkBytes; waiting = waiting.subarray(chunkBytes))
      yield waiting.subarray(0, chunkBytes);
  }
  if (waiting.length > 0) yield waiting;
}

async function* readChunks(reviewId: string, packId: string): AsyncGenerator<Uint8Array> {
  const db = await database();
  for (let position = 0; ; position += chunksAtOnce) {
    const { rows } = await db.execute<{ bytes: string }>(sql`
      select encode(bytes, 'base64') as bytes from ${reviewPacks}
      where review_id = ${reviewId}::uuid and pack_id = ${packId}::uuid
        and position >= ${position} and position < ${position + chunksAtOnce} order by position`);
    if (rows.length === 0) return;
    yield Buffer.concat(rows.map(({ bytes }) => Buffer.from(bytes, "base64")));
  }
}
