"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useEffect, useState } from "react";

/**
 * A dialog that a link opens with `?open=<name>`. The parameter goes as soon as the dialog is there, so that reloading
 * and going back don't open it again.
 */
export function useAskedDialog(name: string): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(false);
  const [asked, ask] = useQueryState("open", parseAsStringLiteral([name]));
  useEffect(() => {
    if (asked === null) return;
    setOpen(true);
    ask(null);
  }, [asked, ask]);
  return [isOpen, setOpen];
}
