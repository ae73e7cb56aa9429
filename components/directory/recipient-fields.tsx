"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { channelsQuery } from "@/lib/core/delivery/queries";
import type { Recipient, RecipientsInput } from "@/lib/core/delivery/schema";
import { splitAddresses } from "@/lib/core/delivery/vocabulary";
import { AddressPicker } from "./address-picker";

type Props = {
  recipients: readonly Recipient[];
  /** Whether nothing was chosen yet, so that every webhook is. */
  isNew: boolean;
  errors?: string[] | undefined;
};

/** Who gets something: people, addresses, and webhooks. Read it back with `readRecipients`. */
export function RecipientFields({ recipients, isNew, errors }: Props) {
  const t = useTranslations("delivery.recipients");
  const { data } = useQuery(channelsQuery());
  const addresses = recipients.filter(({ channel }) => channel !== "webhook").map(({ id }) => id);
  const webhooks = data?.webhooks ?? [];
  return (
    <>
      <AddressPicker
        addresses={addresses}
        hint={t(data?.mailFrom === null ? "noMail" : "addressesHint")}
        errors={errors && [t("addressesWrong")]}
      />
      {webhooks.length > 0 && (
        <fieldset className="grid gap-1.5">
          <legend className="mb-1.5 font-medium text-sm">{t("webhooks")}</legend>
          {webhooks.map(({ id, name }) => (
            <label key={id} className="flex min-h-6 pointer-coarse:min-h-11 items-center gap-2">
              <input
                type="checkbox"
                name="webhooks"
                value={id}
                defaultChecked={isNew || recipients.some((one) => one.id === id)}
              />
              {name}
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

export function readRecipients(form: FormData): RecipientsInput {
  return {
    addresses: splitAddresses(form.getAll("addresses").join(" ")),
    webhooks: form.getAll("webhooks").map(String),
  };
}
