import { type ReactNode, useId } from "react";

type Control = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };
type Props = {
  label: ReactNode;
  hint?: ReactNode;
  errors?: string[] | undefined;
  /** Shown if the value is allowed but probably not intended. */
  warning?: string | undefined;
  children: (control: Control) => ReactNode;
};

export function Field({ label, hint, errors, warning, children }: Props) {
  const id = useId();
  const isInvalid = errors !== undefined && errors.length > 0;
  const described = [hint && `${id}-hint`, warning && `${id}-warning`, isInvalid && `${id}-error`]
    .filter(Boolean)
    .join(" ");
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": isInvalid || undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-ink-muted text-xs">
          {hint}
        </p>
      )}
      {warning && (
        <p id={`${id}-warning`} role="status" className="text-warn text-xs">
          {warning}
        </p>
      )}
      {isInvalid && (
        <p id={`${id}-error`} className="text-danger text-xs">
          {errors.join(" ")}
        </p>
      )}
    </div>
  );
}
