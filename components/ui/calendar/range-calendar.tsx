"use client";

import clsx from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { IconButton } from "@/components/ui/controls/icon-button";
import { addDays, addMonths } from "@/lib/core/format/calendar";
import { listWeeks, moveByKey } from "./month-grid";

type Range = { from: string; to: string };
type Props = { value: Range; max: string; onChange: (range: Range) => void };

const grid = { role: "grid" } as const;
const toCell = (isSelected: boolean) => ({ role: "gridcell", "aria-selected": isSelected }) as const;

/**
 * An ARIA grid: one day has the tab stop, arrow keys move it, the first choice starts a range, and the second ends it.
 */
export function RangeCalendar({ value, max, onChange }: Props) {
  const t = useTranslations("ui.calendar");
  const locale = useLocale();
  const hintId = useId();
  const [focused, setFocused] = useState(value.to > max ? max : value.to);
  const [start, setStart] = useState<string>();
  const focus = useFocusOnMove(focused);
  const shown: Range = start ? toRange(start, focused) : value;
  const move = (day: string) => setFocused(day > max ? max : day);
  const choose = (day: string) => {
    setFocused(day);
    setStart(start ? undefined : day);
    if (start) onChange(toRange(start, day));
  };
  function moveWithKey(event: KeyboardEvent) {
    const day = moveByKey(focused, event.key);
    if (!day) return;
    event.preventDefault();
    focus.onNextMove();
    move(day);
  }
  const month = formatUtc(focused, locale, { month: "long", year: "numeric" });
  return (
    <div className="grid gap-1.5">
      <div className="flex items-center justify-between">
        <IconButton
          label={t("previousMonth")}
          icon={<ChevronLeft />}
          onClick={() => move(addMonths(focused, -1))}
        />
        <p aria-live="polite" className="font-medium text-sm">
          {month}
        </p>
        <IconButton
          label={t("nextMonth")}
          icon={<ChevronRight />}
          disabled={focused.slice(0, 7) >= max.slice(0, 7)}
          onClick={() => move(addMonths(focused, 1))}
        />
      </div>
      <table
        {...grid}
        aria-label={`${t("label")}, ${month}`}
        aria-describedby={hintId}
        onKeyDown={moveWithKey}
      >
        <thead>
          <tr>
            {Array.from({ length: 7 }, (_, index) => addDays("2024-01-01", index)).map((day) => (
              <th
                key={day}
                scope="col"
                abbr={formatUtc(day, locale, { weekday: "long" })}
                className="size-8 pointer-coarse:w-10 font-normal text-ink-muted text-xs"
              >
                {formatUtc(day, locale, { weekday: "short" }).slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={focus.body}>
          {listWeeks(focused).map((week) => (
            <tr key={week.find((day) => day !== null)}>
              {week.map((day, index) => (
                <Day key={day ?? index} day={day} place={{ focused, max, shown }} onChoose={choose} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p id={hintId} className="pointer-coarse:hidden max-w-60 text-ink-muted text-xs">
        {t("hint")}
      </p>
    </div>
  );
}

type DayProps = {
  day: string | null;
  place: { focused: string; max: string; shown: Range };
  onChoose: (day: string) => void;
};

function Day({ day, place: { focused, max, shown }, onChoose }: DayProps) {
  const t = useTranslations("ui.calendar");
  const locale = useLocale();
  if (day === null) return <td />;
  const isIn = day >= shown.from && day <= shown.to;
  const isEnd = day === shown.from || day === shown.to;
  const name = formatUtc(day, locale, { dateStyle: "full" });
  const ends = [day === shown.from && t("first"), day === shown.to && t("last")].filter(Boolean);
  return (
    <td
      {...toCell(isIn)}
      className={clsx("p-0 text-center", isIn && "bg-accent-soft forced-colors:border-y")}
    >
      <button
        type="button"
        aria-label={[name, ...ends].join(", ")}
        tabIndex={day === focused ? 0 : -1}
        disabled={day > max}
        onClick={() => onChoose(day)}
        className={clsx(
          "size-8 pointer-coarse:h-11 pointer-coarse:w-10 rounded-sm text-sm tabular-nums disabled:text-ink-faint",
          isEnd ? "bg-accent text-on-accent forced-colors:border-2" : "hover:not-disabled:bg-sunken",
        )}
      >
        {Number(day.slice(8))}
      </button>
    </td>
  );
}

/** Focus follows a day moved by key, but stays on the button that turned the month. */
function useFocusOnMove(focused: string) {
  const body = useRef<HTMLTableSectionElement>(null);
  const isMoved = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs whenever the tab stop moves.
  useEffect(() => {
    if (isMoved.current) body.current?.querySelector<HTMLElement>("button[tabindex='0']")?.focus();
    isMoved.current = false;
  }, [focused]);
  return {
    body,
    onNextMove: () => {
      isMoved.current = true;
    },
  };
}

function toRange(one: string, other: string): Range {
  return one <= other ? { from: one, to: other } : { from: other, to: one };
}

function formatUtc(day: string, locale: string, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...style }).format(new Date(`${day}T00:00:00Z`));
}
