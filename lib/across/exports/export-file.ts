import "server-only";
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/core/auth/session";
import { requireFresh } from "@/lib/core/auth/step-up";
import { checkSearch } from "@/lib/core/entry/define-read";
import { toFailure } from "@/lib/core/entry/failure";
import { noteIfForbidden } from "@/lib/core/entry/refused-read";
import { refuse, refuseCrossSite } from "@/lib/core/entry/serve-reads";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import type { Sheet } from "@/lib/core/sheets/columns";
import { toCsv } from "@/lib/core/sheets/csv";
import { type Recording, recordExport } from "./record";
import { isExportNoun, openSheet } from "./sheets";
import { isOfPeople, toExportNoun } from "./vocabulary";
import { maxXlsxRows, toXlsx } from "./xlsx";

const formats = {
  csv: { contentType: "text/csv; charset=utf-8", write: toCsv },
  xlsx: { contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write: toXlsx },
} as const;
type Format = keyof typeof formats;

/** Exports have few slots, so a client that reads nothing for this long has to start again. */
const patienceMs = 120_000;

export function exportFile(
  request: Request,
  file: string,
  getActor: () => Promise<Actor | null>,
): Promise<Response> {
  return sendFile(request, file, getActor, async (actor, noun, search) => {
    if (!isExportNoun(noun)) throw new AppError("not_found", "there is no such export");
    return openSheet(noun, actor, search);
  });
}

/** @throws AppError unauthenticated, forbidden; so whoever gets a sheet is somebody */
type Open = (actor: Actor | null, name: string, search: URLSearchParams) => Promise<Sheet>;

export function sendFile(
  request: Request,
  file: string,
  getActor: () => Promise<Actor | null>,
  open: Open,
): Promise<Response> {
  return sendDownload(request, async (search) => {
    const { name, format } = parseFile(file);
    const actor = await getActor();
    const sheet = await open(actor, name, search);
    if (format === "xlsx") await refuseTooMany(sheet);
    const { contentType, write } = formats[format];
    const recording = await recordExport(actor, file, sheet, search);
    if (actor) await refuseStale(actor, recording, request.url);
    const marks = `${sheet.incompleteDays ? "-incomplete" : ""}${sheet.missingDays ? "-partial" : ""}`;
    return {
      contentType,
      fileName: `castellan-${sheet.name ?? name}-${sheet.period}${marks}.${format}`,
      pieces: write(recording.sheet),
      recording,
    };
  });
}

type Written = {
  /** Of the export, which is part of the file's name. */
  noun: string;
  actor: Actor;
  open: () => Promise<Sheet>;
  type: string;
  extension: string;
  write: (sheet: Sheet) => AsyncGenerator<Uint8Array>;
};

/**
 * A file for a program, on record as one for a person.
 * @throws AppError what `open` throws
 */
export async function sendSheet(search: URLSearchParams, written: Written): Promise<Response> {
  const { noun, actor, open, type, extension, write } = written;
  const sheet = await open();
  const recording = await recordExport(actor, `${noun}.${extension}`, sheet, search);
  const fileName = `castellan-${noun}-${sheet.period}.${extension}`;
  return toResponse({ contentType: type, fileName, pieces: write(recording.sheet), recording }, randomUUID());
}

type Download = {
  contentType: string;
  fileName: string;
  pieces: AsyncGenerator<Uint8Array>;
  recording: Recording;
};

/** `open` has recorded the intent before anything is sent. */
export async function sendDownload(
  request: Request,
  open: (search: URLSearchParams) => Promise<Download>,
): Promise<Response> {
  const requestId = randomUUID();
  const headers = { "cache-control": "no-store", "x-request-id": requestId };
  // Next would generate the whole file and discard it.
  if (request.method === "HEAD")
    return new Response(null, { status: 405, headers: { ...headers, allow: "GET" } });
  const { pathname, searchParams } = new URL(request.url);
  try {
    refuseCrossSite(request.headers);
    checkSearch(searchParams);
    return await toResponse(await open(searchParams), requestId, headers);
  } catch (error) {
    const failure = toFailure(error, pathname, requestId, await noteIfForbidden(error));
    return refuse(failure, headers);
  }
}

async function toResponse(
  { contentType, fileName, pieces, recording }: Download,
  requestId: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const body = await toStream(pieces, recording, requestId);
  const disposition = `attachment; filename="${fileName}"`;
  return new Response(body, {
    headers: { ...headers, "content-type": contentType, "content-disposition": disposition },
  });
}

/** Runs after the intent is recorded, so that the refusal is recorded too. */
export async function refuseStale(actor: Actor, { settle }: Recording, url: string): Promise<void> {
  const { pathname, searchParams } = new URL(url);
  const noun = toExportNoun(pathname);
  if (noun !== null && !isOfPeople(noun, searchParams)) return;
  await requireFresh(actor).catch(async (cause) => {
    await settle("failed");
    throw cause;
  });
}

function parseFile(file: string): { name: string; format: Format } {
  const [, name, format] = /^([a-z-]+)\.(csv|xlsx)$/.exec(file) ?? [];
  if (name === undefined || (format !== "csv" && format !== "xlsx"))
    throw new AppError("not_found", "there is no such export");
  return { name, format };
}

async function refuseTooMany(sheet: Sheet): Promise<void> {
  if (await sheet.isLongerThan(maxXlsxRows - 2))
    throw new AppError("too_large", `a worksheet holds ${maxXlsxRows} rows, with its header and its total`, {
      reason: "too_many_rows",
    });
}

/** Waits for the first rows, so that a failing query still has a status, then reads only as fast as the client. */
async function toStream(
  pieces: AsyncGenerator<Uint8Array>,
  { settle }: Recording,
  requestId: string,
): Promise<ReadableStream<Uint8Array>> {
  const waiting = await readFirst(pieces).catch(async (cause) => {
    await settle("failed");
    throw cause;
  });
  let patience: NodeJS.Timeout | undefined;
  const breakOff = async (err: unknown, controller: ReadableStreamDefaultController) => {
    // The status is sent, so aborting is the only way to show that the file is incomplete.
    log.error({ err, requestId }, "an export was aborted");
    controller.error(err);
    await settle("failed");
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      clearTimeout(patience);
      try {
        const { done, value } = waiting.shift() ?? (await pieces.next());
        if (done) {
          await settle("succeeded");
          return controller.close();
        }
        controller.enqueue(value);
        const giveUp = () =>
          breakOff(new Error("nobody reads on"), controller).then(() => pieces.return(undefined));
        patience = setTimeout(giveUp, patienceMs).unref();
      } catch (error) {
        await breakOff(error, controller);
      }
    },
    async cancel() {
      clearTimeout(patience);
      await settle("failed");
      await pieces.return(undefined);
    },
  });
}

async function readFirst(pieces: AsyncGenerator<Uint8Array>): Promise<IteratorResult<Uint8Array>[]> {
  return [await pieces.next(), await pieces.next()];
}
