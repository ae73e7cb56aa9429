"use client";

import { FileUp } from "lucide-react";
import { useId } from "react";
import { toButtonClass } from "@/components/ui/controls/button";

type Props = { label: string; onFile: (file: File) => void };

/** A label styled as a button: the browser opens its own file picker. */
export function FileButton({ label, onFile }: Props) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className={`${toButtonClass()} cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-accent`}
    >
      <FileUp aria-hidden className="size-4" />
      {label}
      <input
        id={id}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        className="sr-only"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onFile(file);
          target.value = ""; // Cleared so that the same file can be chosen again after it was corrected.
        }}
      />
    </label>
  );
}
