import "server-only";
import { z } from "zod";
import { permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { AppError } from "@/lib/core/errors/errors";
import { openPack } from "@/lib/governance/reviews/pack/store";
import { refuseStale, sendDownload } from "./export-file";
import { recordDownload } from "./record";

const asked = z.strictObject({ review: z.uuid() });

/** The evidence pack of a closed review. The audit log holds its hash, so that a pack from elsewhere can be compared. */
export function exportPack(
  request: Request,
  file: string,
  getActor: () => Promise<Actor | null>,
): Promise<Response> {
  return sendDownload(request, async (search) => {
    if (file !== "pack.zip") throw new AppError("not_found", "there is no such file of a review");
    const { data } = asked.safeParse(Object.fromEntries(search));
    if (!data) throw new AppError("invalid", "there is no such field", { fields: { review: ["is no ID"] } });
    const actor = await getActor();
    const { hash, bytes, day, read } = await openPack(permitActor(actor, "reviews:read"), data.review);
    const fileName = `castellan-review-${day}.zip`;
    const recording = await recordDownload(actor, `review-${data.review}.zip`, search, () => ({
      sha256: hash,
      bytes,
    }));
    if (actor) await refuseStale(actor, recording, request.url);
    return { contentType: "application/zip", fileName, pieces: read(), recording };
  });
}
