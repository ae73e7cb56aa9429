"use client";

import { useFailureText } from "./failure";

export function GoneNote() {
  const toText = useFailureText();
  return (
    <p role="status" className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      {toText({ code: "not_found" })}
    </p>
  );
}
