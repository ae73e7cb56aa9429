import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LinkPanel } from "@/components/sign-in/link-panel";
import { getSignInMethods } from "@/lib/core/auth/methods";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn");
  return { title: { absolute: t("title") } };
}

/** Looks at no token, so that previews neither use a link up nor learn whether a guess was right. */
export default async function SignInLinkPage({ searchParams }: Props) {
  const { token } = await searchParams;
  if (!getSignInMethods().hasLink) redirect("/sign-in?error=link");
  return <LinkPanel token={[token].flat()[0] ?? ""} />;
}
