import "server-only";
import { z } from "zod";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import { finishWrite, type Write, writeThrough } from "@/lib/core/audit/write-through";
import type { Permission } from "@/lib/core/auth/permissions";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { AppError } from "@/lib/core/errors/errors";

const maxTries = 20;

/** `input` is what only this row needs. */
export type OperationRow<I = unknown> = { targetId: string; label: string; input: I };

type Declaration<P extends Permission, I, C, T> = {
  name: AuditAction;
  permission: P;
  input?: z.ZodType<I>;
  params?: z.ZodType<C>;
  /** The same write as the single operation. Called for every row, with the actor's current rights. */
  toWrite: (by: Permit<P>, row: OperationRow<I>, params: C) => Write<T> | Promise<Write<T>>;
  /** Runs after a success, besides `apply`, and again after a crash. */
  afterwards?: (by: Permit<P>, row: OperationRow<I>, params: C) => Promise<void>;
};

export type BulkOperation = {
  name: AuditAction;
  permission: Permission;
  /**
   * Runs one row as this actor. `isDoubtful`: it may have been sent before, so the API is asked first.
   * @throws AppError forbidden, read_only, and whatever the single operation throws
   */
  perform: (attempt: Attempt) => Promise<void>;
  /** What follows a success, for a row whose entry already succeeded. */
  conclude: (attempt: Omit<Attempt, "entry" | "isDoubtful" | "confirm">) => Promise<void>;
};

type Attempt = {
  entry: AuditEntry;
  actor: Actor;
  row: OperationRow;
  params: unknown;
  isDoubtful: boolean;
  /** Awaited before each request that changes something, which isn't sent if it throws. */
  confirm: () => Promise<void>;
};

const nothing = z.object({});

export function defineOperation<P extends Permission, T, I = object, C = object>(
  declaration: Declaration<P, I, C, T>,
): BulkOperation {
  const { name, permission, toWrite, afterwards } = declaration;
  // Sound: where no schema is given, I and C are what `nothing` gives.
  const input = declaration.input ?? (nothing as unknown as z.ZodType<I>);
  const shared = declaration.params ?? (nothing as unknown as z.ZodType<C>);
  const parse = ({ row, params }: Pick<Attempt, "row" | "params">): [OperationRow<I>, C] => [
    { ...row, input: input.parse(row.input) },
    shared.parse(params),
  ];
  return {
    name,
    permission,
    async perform({ entry, actor, isDoubtful, confirm, ...given }) {
      const by = permitActor(actor, permission);
      const [row, params] = parse(given);
      const write = retryRateLimit(await toWrite(by, row, params), confirm);
      if (isDoubtful) await finishWrite(entry, write, { label: row.label, state: null });
      else await writeThrough(entry, write);
      await afterwards?.(by, row, params);
    },
    async conclude({ actor, ...given }) {
      await afterwards?.(permitActor(actor, permission), ...parse(given));
    },
  };
}

/**
 * Retries a write that hit the vendor's rate limit, which had no effect: the request budget delays the next try as the
 * vendor asked. A 429 without a delay is a spend cap, and final.
 */
function retryRateLimit<T>(write: Write<T>, confirm: () => Promise<void>): Write<T> {
  const send = async () => {
    await confirm();
    return write.send();
  };
  return { ...write, send: () => sendPatiently(send) };
}

async function sendPatiently<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (cause) {
      if (!isPassing(cause) || tries === maxTries) throw cause;
    }
  }
}

function isPassing(cause: unknown): boolean {
  return cause instanceof AppError && cause.failure.retryAfterSeconds !== undefined;
}
