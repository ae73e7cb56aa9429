"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Field } from "@/components/ui/controls/field";
import { IconButton } from "@/components/ui/controls/icon-button";
import { Input } from "@/components/ui/controls/input";
import { VendorText } from "@/components/ui/display/vendor-text";
import { recipientsQuery } from "@/lib/core/delivery/queries";
import type { KnownPeople } from "@/lib/core/delivery/schema";
import { useAddresses, useAddressKeys } from "./use-addresses";

type Props = { addresses: readonly string[]; hint: string; errors: string[] | undefined };

/** Finds people by name while typing, and takes any address. What is still in the field at the end counts, too. */
export function AddressPicker({ addresses, hint, errors }: Props) {
  const t = useTranslations("delivery.recipients");
  const listId = useId();
  const all = useAddresses(addresses);
  const { chosen, text } = all;
  const q = text.trim();
  const { data } = useQuery(recipientsQuery(q));
  const found = q === "" ? [] : (data?.people ?? []).filter(({ email }) => !chosen.includes(email));
  const { active, ...keys } = useAddressKeys(
    all,
    found.map(({ email }) => email),
  );
  return (
    <div className="grid gap-1.5">
      <Field label={t("addresses")} hint={hint} errors={errors}>
        {(control) => (
          <div className="grid gap-1.5">
            <Chosen addresses={chosen} onRemove={all.remove} />
            <Input
              {...control}
              name="addresses"
              role="combobox"
              aria-autocomplete="list"
              aria-expanded={found.length > 0}
              aria-controls={listId}
              aria-activedescendant={active === null ? undefined : `${listId}-${active}`}
              placeholder={t("placeholder")}
              value={text}
              onChange={({ target }) => all.setText(target.value)}
              {...keys}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
            />
          </div>
        )}
      </Field>
      <input type="hidden" name="addresses" ref={all.hidden} value={chosen.join(" ")} />
      <Found id={listId} people={found} active={active} onChoose={all.add} />
    </div>
  );
}

type ChosenProps = { addresses: readonly string[]; onRemove: (address: string) => void };

function Chosen({ addresses, onRemove }: ChosenProps) {
  const t = useTranslations("delivery.recipients");
  if (addresses.length === 0) return null;
  return (
    <ul aria-label={t("chosen")} className="flex flex-wrap gap-1.5">
      {addresses.map((address) => (
        <li
          key={address}
          className="flex min-w-0 items-center gap-0.5 rounded-md border bg-sunken py-0.5 pr-0.5 pl-2 text-sm"
        >
          <VendorText className="min-w-0 truncate">{address}</VendorText>
          <IconButton
            data-edits
            label={t("remove", { address })}
            icon={<X />}
            onClick={() => onRemove(address)}
          />
        </li>
      ))}
    </ul>
  );
}

type FoundProps = {
  id: string;
  people: KnownPeople["people"];
  active: number | null;
  onChoose: (address: string) => void;
};

function Found({ id, people, active, onChoose }: FoundProps) {
  const t = useTranslations("delivery.recipients");
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t("found")}
      className={clsx("rounded-md border p-1", people.length === 0 && "hidden")}
    >
      {people.map(({ email, name }, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys arrive at the field, which keeps the focus.
        // biome-ignore lint/a11y/useFocusableInteractive: as above; `aria-activedescendant` points here.
        <div
          key={email}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(email)}
          className={clsx(
            "grid min-w-0 cursor-pointer rounded-md px-2 py-1 hover:bg-sunken pointer-coarse:py-2",
            index === active && "bg-sunken outline outline-2 outline-accent -outline-offset-2",
          )}
        >
          <VendorText className="truncate">{name ?? email}</VendorText>
          {name !== null && <VendorText className="truncate text-ink-muted text-xs">{email}</VendorText>}
        </div>
      ))}
    </div>
  );
}
