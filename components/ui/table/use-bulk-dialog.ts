"use client";

import { useState } from "react";
import type { Selection } from "./use-selection";

/** Which dialog of a selection's bar is open. What a dialog starts ends the selection. */
export function useBulkDialog<Asked extends string, Row>({ rows, clear }: Selection<Row>) {
  const [asked, ask] = useState<Asked>();
  const onClose = () => ask(undefined);
  const onStarted = () => {
    onClose();
    clear();
  };
  return { asked, ask, chosen: [...rows.values()], handlers: { onClose, onStarted } };
}
