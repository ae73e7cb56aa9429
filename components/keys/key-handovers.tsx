import type { Route } from "next";
import { useTranslations } from "next-intl";
import { PersonLink } from "@/components/directory/person-link";
import { Link } from "@/components/ui/controls/link";
import { DateText } from "@/components/ui/display/date-text";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { KeyHandover } from "@/lib/directory/keys/schema";

/** Who looks after the key since its maker left; the last one first. */
export function KeyHandovers({ handovers }: { handovers: readonly KeyHandover[] }) {
  return (
    <ul className="grid gap-4">
      {handovers.map((handover) => (
        <li key={handover.offboardingId} className="grid max-w-prose gap-1">
          <Handover handover={handover} />
        </li>
      ))}
    </ul>
  );
}

function Handover({ handover }: { handover: KeyHandover }) {
  const t = useTranslations("keys.handover");
  const { offboardingId, personId, person, ownerId, ownerEmail, ownerName, note, by, byName, at } = handover;
  return (
    <>
      <p>
        {t.rich("text", {
          owner: () => <Name id={ownerId}>{ownerName ?? ownerEmail ?? "–"}</Name>,
          person: () => <Name id={personId}>{person}</Name>,
          by: () => <PersonName email={by} name={byName} />,
          when: () => <DateText at={at} show="day" />,
        })}
      </p>
      {note && (
        <p className="border-l-2 pl-3 text-ink-muted wrap-anywhere">
          <span className="sr-only">{t("note")} </span>
          <VendorText>{note}</VendorText>
        </p>
      )}
      <p>
        <Link
          // Sound: the type of a route with a parameter is generic.
          href={`/members/offboardings/${offboardingId}` as Route}
          className="inline-flex min-h-6 items-center rounded-sm text-accent hover:underline"
        >
          {t("receipt")}
        </Link>
      </p>
    </>
  );
}

function Name({ id, children }: { id: string | null; children: string }) {
  if (id === null) return <VendorText className="font-medium">{children}</VendorText>;
  return (
    <PersonLink id={id} className="font-medium">
      {children}
    </PersonLink>
  );
}
