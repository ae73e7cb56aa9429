import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import { type ComponentProps, useId } from "react";

type Option = { value: string; label: string; isDisabled?: boolean };
type Props = Omit<ComponentProps<"select">, "children" | "disabled"> & {
  options: readonly Option[];
  disabledReason?: string | undefined;
  isQuiet?: boolean;
};

export function Select({ options, disabledReason, isQuiet = false, className, ...rest }: Props) {
  const reasonId = useId();
  const isDisabled = disabledReason !== undefined;
  return (
    <span
      className={clsx("relative inline-flex min-w-0 max-w-full", isQuiet && "-ml-2", className)}
      title={disabledReason}
    >
      <select
        aria-describedby={isDisabled ? reasonId : undefined}
        {...rest}
        disabled={isDisabled}
        className={clsx(
          "w-full min-w-0 appearance-none truncate rounded-md border pr-7 text-ink transition-colors",
          "disabled:cursor-not-allowed disabled:text-ink-muted",
          isQuiet
            ? "h-7 pointer-coarse:h-11 border-transparent bg-transparent pl-2 text-sm hover:not-disabled:border-line-strong hover:not-disabled:bg-surface"
            : "h-8 pointer-coarse:h-11 border-line-strong bg-surface pl-2.5 text-base disabled:bg-sunken",
        )}
      >
        {options.map(({ value, label, isDisabled: isOff = false }) => (
          <option key={value} value={value} disabled={isOff} className="bg-raised text-ink">
            {label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className={clsx(
          "pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2 text-ink-faint",
          isDisabled && "opacity-0",
        )}
      />
      {isDisabled && (
        <span id={reasonId} className="sr-only">
          {disabledReason}
        </span>
      )}
    </span>
  );
}
