import { Compass } from "lucide-react";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { State } from "./state";

const lists = {
  members: "/members",
  workspaces: "/workspaces",
  keys: "/keys",
  bulk: "/bulk",
  reviews: "/reviews",
} as const;

/** Doesn't reveal whether the object is missing or hidden from this person. */
export function NotFoundState({ noun }: { noun?: keyof typeof lists }) {
  const t = useTranslations("shell");
  const ways = (
    <>
      {noun && (
        <Link href={lists[noun]} className={toButtonClass()}>
          {t(`notFound.${noun}.list`)}
        </Link>
      )}
      <Link href="/" className={toButtonClass()}>
        {t("goHome")}
      </Link>
    </>
  );
  const title = noun ? t(`notFound.${noun}.title`) : t("notFoundTitle");
  return (
    <State icon={<Compass />} title={title} heading="h1" action={ways}>
      {noun ? t(`notFound.${noun}.text`) : t("notFoundText")}
    </State>
  );
}
