type Props = {
  /** What it chooses, e.g. "Select ci-runner". */
  label: string;
  isChecked: boolean;
  /** Some of what it stands for is chosen. */
  isMixed?: boolean;
  isDisabled?: boolean;
  onToggle: () => void;
};

/** The box that chooses a row, or in the header all of them. */
export function RowCheck({ label, isChecked, isMixed = false, isDisabled = false, onToggle }: Props) {
  return (
    <span className="-my-1 -ml-1.5 grid size-6 shrink-0 place-items-center">
      <input
        type="checkbox"
        aria-label={label}
        checked={isChecked}
        disabled={isDisabled}
        onChange={onToggle}
        // The browser has no attribute for it.
        ref={(box) => {
          if (box) box.indeterminate = isMixed;
        }}
      />
    </span>
  );
}
