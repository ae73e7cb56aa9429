import type { ComponentProps } from "react";

export function TextArea(props: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={3}
      {...props}
      className="w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-base aria-invalid:border-danger"
    />
  );
}
