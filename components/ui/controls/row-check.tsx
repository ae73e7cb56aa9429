type Props = {
  label: string;
  isChecked: boolean;
  isMixed?: boolean;
  isDisabled?: boolean;
  /** `hasShift` selects everything since the last toggled row. */
  onToggle: (hasShift: boolean) => void;
};

/** A label without text: what is around the box toggles it too. */
export function RowCheck({ label, isChecked, isMixed = false, isDisabled = false, onToggle }: Props) {
  return (
    <label
      className="-my-1 -ml-1.5 grid size-6 pointer-coarse:-mx-2.5 pointer-coarse:size-11 shrink-0 cursor-pointer place-items-center"
      onMouseDown={(event) => event.shiftKey && event.preventDefault()} // Otherwise it would select text.
    >
      <input
        type="checkbox"
        aria-label={label}
        checked={isChecked}
        disabled={isDisabled}
        onChange={({ nativeEvent }) => onToggle("shiftKey" in nativeEvent && nativeEvent.shiftKey === true)}
        ref={(box) => {
          if (box) box.indeterminate = isMixed;
        }}
      />
    </label>
  );
}
