import { notFound } from "next/navigation";
import { permitPage } from "@/lib/core/auth/permit";

/** The page of unknown addresses for people who are signed in, so that they keep the navigation. */
export default async function UnknownPage(): Promise<never> {
  await permitPage("me:read");
  notFound();
}
