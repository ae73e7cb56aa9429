type Props = {
  label: string;
  isChecked: boolean;
  isMixed?: boolean;
  isDisabled?: boolean;
  /** `hasShift` selects everything since the last toggled row. */
  onToggle: (hasShift: boolean) => void;
};

/**
 * A label without text: what is around the box toggles it too. The control is as large as the label, and shows through; the
 * box that is seen is a picture of it.
 */
export function RowCheck({ label, isChecked, isMixed = false, isDisabled = false, onToggle }: Props) {
  const mix = (box: HTMLInputElement | null) => {
    if (box) box.indeterminate = isMixed;
  };
  return (
    <label
      className="relative -my-1 -ml-1.5 grid size-6 pointer-coarse:-mx-2.5 pointer-coarse:size-11 shrink-0 cursor-pointer place-items-center"
      onMouseDown={(event) => event.shiftKey && event.preventDefault()} // Otherwise it would select text.
    >
      <input
        type="checkbox"
        aria-label={label}
        checked={isChecked}
        disabled={isDisabled}
        onChange={({ nativeEvent }) => onToggle("shiftKey" in nativeEvent && nativeEvent.shiftKey === true)}
        ref={mix}
        className="peer absolute inset-0 m-0 size-full cursor-pointer opacity-0"
      />
      <input
        type="checkbox"
        aria-hidden
        inert
        tabIndex={-1}
        readOnly
        checked={isChecked}
        disabled={isDisabled}
        ref={mix}
        className="pointer-events-none peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-2"
      />
    </label>
  );
}
