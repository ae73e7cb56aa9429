"use client";

import { type ReactNode, useId, useState } from "react";

/** Shows what few people look for, and reads it, once someone opens it. */
export function FoldedSection({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-labelledby={id}>
      <details
        onToggle={({ currentTarget: { open } }) => setOpen(open)}
        className="grid grid-cols-[minmax(0,1fr)]"
      >
        <summary className="w-fit cursor-pointer rounded-sm">
          <h2 id={id} className="inline text-lg">
            {title}
          </h2>
        </summary>
        {isOpen && <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-3">{children}</div>}
      </details>
    </section>
  );
}
