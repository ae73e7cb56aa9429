type Props = {
  label: string;
  isChecked: boolean;
  isMixed?: boolean;
  isDisabled?: boolean;
  /** `hasShift` selects everything since the last toggled row. */
  onToggle: (hasShift: boolean) => void;
};

export function RowCheck({ label, isChecked, isMixed = false, isDisabled = false, onToggle }: Props) {
  return (
    <span className="-my-1 -ml-1.5 grid size-6 shrink-0 place-items-center">
      <input
        type="checkbox"
        aria-label={label}
        checked={isChecked}
        disabled={isDisabled}
        onMouseDown={(event) => event.shiftKey && event.preventDefault()} // Otherwise it would select text.
        onChange={({ nativeEvent }) => onToggle("shiftKey" in nativeEvent && nativeEvent.shiftKey === true)}
        ref={(box) => {
          if (box) box.indeterminate = isMixed;
        }}
      />
    </span>
  );
}
