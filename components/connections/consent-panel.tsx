"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useScopeNames } from "@/components/directory/use-scope-names";
import { EntryFrame } from "@/components/shell/entry-frame";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useWrite } from "@/components/shell/use-write";
import { Button } from "@/components/ui/controls/button";
import { Alert } from "@/components/ui/display/alert";
import { Fact, Facts } from "@/components/ui/display/facts";
import { named, VendorText } from "@/components/ui/display/vendor-text";
import type { ShownToken } from "@/lib/account/access-tokens/schema";
import { connectClient } from "@/lib/across/connections/actions";
import type { ConnectInput } from "@/lib/across/connections/schema";
import { connectionDays, toReturn } from "@/lib/across/connections/vocabulary";

type Props = {
  request: ConnectInput;
  name: string;
  /** Of the app's document; null for an app that only says who it is. */
  host: string | null;
  /** Where the person is sent; null for their own computer. */
  destination: string | null;
  state: string | null;
  issuer: string;
  person: { name: string | null; email: string };
};

/** What an app could do is decided here, by the person in whose name it would. */
export function ConsentPanel({ request, name, host, destination, state, issuer, person }: Props) {
  const t = useTranslations("connections");
  const [reads, writes] = [true, false].map((isRead) =>
    request.scopes.filter((one) => (one === "read" || one.endsWith(":read")) === isRead),
  );
  const [proposes, setProposes] = useState(true);
  const leave = (told: Record<string, string>) =>
    toReturn(request.redirectUri, { ...told, state, iss: issuer });
  const connecting = useWrite<ConnectInput, ShownToken>({
    write: (send, given) => send(connectClient, given),
    onSuccess: ({ token }) => token !== null && location.assign(leave({ code: token })),
  });
  const { data, error } = connecting;
  const given = [...(reads ?? []), ...(proposes ? (writes ?? []) : [])];
  if (data?.token) return <Connected name={name} to={leave({ code: data.token })} />;
  return (
    <EntryFrame title={t.rich("title", named(name))} description={t("description")}>
      <Facts>
        <Fact name={t("from")}>{host === null ? t("unproven") : <VendorText>{host}</VendorText>}</Fact>
        <Fact name={t("leadsTo")}>
          {destination === null ? t("thisComputer") : <VendorText>{destination}</VendorText>}
        </Fact>
        <Fact name={t("as")}>
          <VendorText>{person.name ?? person.email}</VendorText>
        </Fact>
      </Facts>
      <Abilities reads={reads ?? []} writes={writes ?? []} proposes={proposes} onPropose={setProposes} />
      <p className="text-ink-muted text-sm">{t("until", { days: connectionDays })}</p>
      {error && <FailureNote failure={toFailure(error)} />}
      {data && <Alert>{t("lost")}</Alert>}
      <div className="flex flex-wrap justify-end gap-2 max-sm:*:grow">
        <Button onClick={() => location.assign(leave({ error: "access_denied" }))}>{t("deny")}</Button>
        <Button
          variant="primary"
          disabled={given.length === 0}
          isPending={connecting.isPending}
          onClick={() => connecting.mutate({ ...request, scopes: given })}
        >
          {t("allow")}
        </Button>
      </div>
    </EntryFrame>
  );
}

type AbilitiesProps = {
  reads: ConnectInput["scopes"];
  writes: ConnectInput["scopes"];
  proposes: boolean;
  onPropose: (proposes: boolean) => void;
};

function Abilities({ reads, writes, proposes, onPropose }: AbilitiesProps) {
  const t = useTranslations("connections");
  const { listSentences } = useScopeNames();
  return (
    <section className="grid gap-3 card p-5">
      <h2>{t("able")}</h2>
      <ul className="grid list-disc gap-1 pl-5">
        {reads.includes("read") ? (
          <li>{t("readsAll")}</li>
        ) : (
          listSentences(reads).map((sentence) => <li key={sentence}>{sentence}</li>)
        )}
      </ul>
      {writes.length > 0 && (
        <label className="flex items-baseline gap-2.5 pointer-coarse:py-2">
          <input
            type="checkbox"
            checked={proposes}
            onChange={({ target }) => onPropose(target.checked)}
            className="translate-y-px"
          />
          <span className="grid">
            <span>{t("proposes")}</span>
            <span className="text-ink-muted text-sm">{t("proposesText")}</span>
          </span>
        </label>
      )}
    </section>
  );
}

/** The browser stays here where an app on this computer takes over, or none does. */
function Connected({ name, to }: { name: string; to: string }) {
  const t = useTranslations("connections");
  return (
    <EntryFrame title={t("connectedTitle")} description={t.rich("connectedText", named(name))}>
      <a href={to} className="justify-self-start font-medium text-accent hover:underline">
        {t.rich("return", named(name))}
      </a>
    </EntryFrame>
  );
}
