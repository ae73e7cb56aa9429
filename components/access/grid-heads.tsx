import clsx from "clsx";
import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { useRoleName } from "@/components/directory/use-role-name";
import { Link } from "@/components/ui/controls/link";
import { Skeleton } from "@/components/ui/display/skeleton";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/core/format/format";
import type { AccessColumn, AccessRow } from "@/lib/directory/access/schema";
import { activeClass, toPlace } from "./grid-cell";
import { rowHeadRole, toColumnHeadRole } from "./grid-roles";

// Sound: the type of a route with a parameter is generic.
export const toPersonPage = ({ id, kind, email }: AccessRow) =>
  (kind === "invite"
    ? `/invites?q=${encodeURIComponent(email)}`
    : `/members/${encodeURIComponent(id)}`) as Route;
export const toWorkspacePage = (id: string) => `/workspaces/${encodeURIComponent(id)}` as Route;

type CornerProps = { id: string; isActive: boolean };

export function CornerHead({ id, isActive }: CornerProps) {
  const t = useTranslations("access");
  return (
    <div
      id={id}
      {...toColumnHeadRole(-1)}
      className={clsx(
        "sticky left-0 z-20 flex h-full w-(--name-width) items-center border-r bg-surface px-3 font-medium text-ink-muted text-xs",
        isActive && activeClass,
      )}
    >
      {t("person")}
    </div>
  );
}

type ColumnProps = { id: string; column: number; workspace: AccessColumn; isActive: boolean };

export function ColumnHead({ id, column, workspace, isActive }: ColumnProps) {
  return (
    <div
      id={id}
      {...toColumnHeadRole(column)}
      title={workspace.name}
      className={clsx(
        "absolute inset-y-0 flex items-center bg-surface px-3 text-xs",
        isActive && activeClass,
      )}
      style={toPlace(column)}
    >
      <Link
        href={toWorkspacePage(workspace.id)}
        tabIndex={-1}
        className="line-clamp-2 rounded-sm font-medium leading-4 hover:underline"
      >
        <VendorText>{workspace.name}</VendorText>
      </Link>
    </div>
  );
}

type RowProps = { id: string; person: AccessRow | undefined; isActive: boolean };

export function RowHead({ id, person, isActive }: RowProps) {
  return (
    <div
      id={id}
      {...rowHeadRole}
      className={clsx(
        "sticky left-0 z-10 grid h-full w-(--name-width) grid-cols-[minmax(0,1fr)] items-center border-r bg-surface px-3",
        isActive && activeClass,
      )}
    >
      {person ? <Person person={person} /> : <Skeleton className="h-4 w-32" />}
    </div>
  );
}

function Person({ person }: { person: AccessRow }) {
  const t = useTranslations("access");
  const toRole = useRoleName();
  const locale = useLocale();
  const { name, email, role, kind, leftOn } = person;
  const known =
    kind === "left" ? t("leftOn", { day: leftOn ? formatDay(leftOn, locale) : "–" }) : toRole(role);
  const facts = kind === "invite" ? t("invitedAs", { role: toRole(role) }) : known;
  if (name === "")
    return (
      <TwoLines detail={<VendorText>{facts}</VendorText>}>
        <PageLink person={person} />
      </TwoLines>
    );
  return (
    <TwoLines
      detail={
        <>
          <VendorText className="max-md:hidden">{email}</VendorText>
          <VendorText className="md:hidden">{facts}</VendorText>
        </>
      }
    >
      <PageLink person={person} />
      <span title={facts} className="ml-auto truncate text-ink-muted text-xs max-md:hidden">
        <VendorText>{facts}</VendorText>
      </span>
    </TwoLines>
  );
}

/** A name gives way only after the role beside it. */
function PageLink({ person }: { person: AccessRow }) {
  return (
    <Link
      href={toPersonPage(person)}
      tabIndex={-1}
      className="max-w-full truncate rounded-sm font-medium hover:underline max-md:min-w-0 md:shrink-0"
    >
      <VendorText>{person.name || person.email}</VendorText>
    </Link>
  );
}
