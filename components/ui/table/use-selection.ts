"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { keepForReturn, recall } from "./list-memory";

/** Selected rows by ID. They stay selected while the list is searched, sorted, and scrolled. */
export type Selection<Row> = {
  rows: ReadonlyMap<string, Row>;
  has: (id: string) => boolean;
  toggle: (id: string, row: Row) => void;
  add: (rows: readonly (readonly [id: string, row: Row])[]) => void;
  choose: (rows: readonly (readonly [id: string, row: Row])[]) => void;
  clear: () => void;
};

export function useSelection<Row>(): Selection<Row> {
  const key = `selection ${usePathname()}`;
  const [rows, setRows] = useState(() => recallRows<Row>(key));
  useEffect(() => {
    const keep = () => keepForReturn(key, rows);
    return keep;
  }, [key, rows]);
  return {
    rows,
    has: (id) => rows.has(id),
    toggle: (id, row) =>
      setRows((known) => {
        const next = new Map(known);
        if (!next.delete(id)) next.set(id, row);
        return next;
      }),
    add: (more) => setRows((known) => new Map([...known, ...more])),
    choose: (chosen) => setRows(new Map(chosen)),
    clear: () => setRows(new Map()),
  };
}

function recallRows<Row>(key: string): ReadonlyMap<string, Row> {
  // Sound: only the list of this page keeps anything under its key.
  return (recall(key) as ReadonlyMap<string, Row> | undefined) ?? new Map();
}
