"use client";

import { useState } from "react";
import { useEdits } from "@/components/ui/controls/use-edits";

/**
 * The value that a form starts with. A newer value replaces it unless that would lose input. `version` is the key of
 * the fields; spread `listeners` on their container.
 */
export function useFormBase<T>(value: T) {
  const { isEdited, listeners, reset } = useEdits();
  const [base, setBase] = useState(value);
  const version = JSON.stringify(base);
  const isNewer = version !== JSON.stringify(value);
  if (isNewer && !isEdited) setBase(value);
  const catchUp = () => {
    reset();
    setBase(value);
  };
  return { base, version, isEdited, isOutdated: isNewer && isEdited, listeners, reset, catchUp };
}
