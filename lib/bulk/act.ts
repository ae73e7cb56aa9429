import "server-only";
import { z } from "zod";
import type { AuditEntry } from "@/lib/audit/entry";
import type { AuditAction } from "@/lib/audit/vocabulary";
import { finishWrite, type Write, writeThrough } from "@/lib/audit/write-through";
import type { Permission } from "@/lib/auth/permissions";
import { type Permit, permitActor } from "@/lib/auth/permit";
import type { Actor } from "@/lib/auth/session";
import { withPatience } from "./patience";

/** One row of a run. `input` is what this row alone needs. */
export type ActRow<I = unknown> = { targetId: string; label: string; input: I };

type Declaration<P extends Permission, I, C, T> = {
  /** Names the act in the audit log, once a row, and in the runs. */
  act: AuditAction;
  permission: P;
  /** What a row needs beside its target. */
  input?: z.ZodType<I>;
  /** What all rows share. */
  params?: z.ZodType<C>;
  /** The very write of the single act. Called anew for every row, with the actor as they are at that moment. */
  toWrite: (by: Permit<P>, row: ActRow<I>, params: C) => Write<T> | Promise<Write<T>>;
  /** What follows a success, beyond what `apply` can do. After a crash it runs again. */
  afterwards?: (by: Permit<P>, row: ActRow<I>, params: C) => Promise<void>;
};

export type BulkAct = {
  act: AuditAction;
  permission: Permission;
  /**
   * Does one row as this actor. `isDoubtful` says that it may have been sent before: the API is asked first.
   * @throws AppError forbidden, read_only, and whatever the single act throws
   */
  perform: (attempt: Attempt) => Promise<void>;
  /** What follows a success, for a row whose entry says that it succeeded. */
  conclude: (attempt: Omit<Attempt, "entry" | "isDoubtful">) => Promise<void>;
};

type Attempt = { entry: AuditEntry; actor: Actor; row: ActRow; params: unknown; isDoubtful: boolean };

const nothing = z.object({});

/** Declares an act that can be done to many targets. */
export function defineAct<P extends Permission, T, I = object, C = object>(
  declaration: Declaration<P, I, C, T>,
): BulkAct {
  const { act, permission, toWrite, afterwards } = declaration;
  // Sound: where no schema is given, I and C are what `nothing` gives.
  const input = declaration.input ?? (nothing as unknown as z.ZodType<I>);
  const shared = declaration.params ?? (nothing as unknown as z.ZodType<C>);
  const parse = ({ row, params }: Pick<Attempt, "row" | "params">): [ActRow<I>, C] => [
    { ...row, input: input.parse(row.input) },
    shared.parse(params),
  ];
  return {
    act,
    permission,
    async perform({ entry, actor, isDoubtful, ...given }) {
      const by = permitActor(actor, permission);
      const [row, params] = parse(given);
      const write = withPatience(await toWrite(by, row, params));
      if (isDoubtful) await finishWrite(entry, write, { label: row.label, state: null });
      else await writeThrough(entry, write);
      await afterwards?.(by, row, params);
    },
    async conclude({ actor, ...given }) {
      await afterwards?.(permitActor(actor, permission), ...parse(given));
    },
  };
}
