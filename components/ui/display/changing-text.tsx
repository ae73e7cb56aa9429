"use client";

import clsx from "clsx";
import { useState } from "react";

/**
 * The old text fades out over the new one, which fades in. The old one takes no room, and because it is drawn by the
 * style sheet, it is neither read aloud nor found nor copied.
 */
export function ChangingText({ text }: { text: string }) {
  const [{ now, before }, setTexts] = useState({ now: text, before: "" });
  if (text !== now) setTexts({ now: text, before: now });
  return (
    <span
      key={now}
      data-before={before || undefined}
      className="cross-fade"
      onTransitionEnd={() => setTexts({ now, before: "" })}
    >
      <span className={clsx(before && "fade-in")}>{now}</span>
    </span>
  );
}
