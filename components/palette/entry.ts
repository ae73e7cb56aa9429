import type { Route } from "next";
import type { ReactNode } from "react";
import type { ObjectOperationName } from "./object-operations";
import type { OperationName } from "./operations";

type GroupName = "recent" | "pages" | "operations" | "reports" | "members" | "workspaces" | "keys";

export type Entry = {
  /** Its kind and ID: how it is remembered, and what tells two entries apart. */
  value: string;
  label: string;
  detail?: string;
  icon: ReactNode;
  /** Null for what opens on the page itself. */
  href: Route | null;
  /** Runs the entry, for those that open nothing. */
  run?: (() => void) | undefined;
  /** Whether it is downloaded, and the page stays. */
  isFile?: boolean;
  /** The object that the entry is about, which is remembered instead of the entry. */
  about?: string;
  /** What the person may do with it. */
  operations?: readonly ObjectOperationName[];
  /** Whether the detail is below the label, which needs the whole row. */
  isTall?: true;
};
/** An entry that is found by the words that people use for it. */
export type Command = Entry & {
  group: "pages" | "operations";
  words: string;
  /** Whether it is offered only when somebody types it. */
  isAsked?: boolean;
  /** What it does with an object. */
  name?: ObjectOperationName;
  /** The operation whose example shows how to go on after this command. */
  example?: ObjectOperationName | "createWorkspace" | "addGrant";
};
/** A person, workspace, or key. */
export type ObjectEntry = Entry & Required<Pick<Entry, "operations">>;

export function hasOperations(entry: Entry | undefined): entry is ObjectEntry {
  // Sound: only objects have operations.
  return entry?.operations !== undefined && entry.operations.length > 0;
}

export type EntryGroup = { name: GroupName; entries: readonly Entry[] };

/** What the person may open, and whose recent entries are shown. */
export type PaletteContent = {
  operations: readonly OperationName[];
  objectOperations: readonly ObjectOperationName[];
  person: string;
};
