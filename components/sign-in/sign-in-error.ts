const aboutAccount = [
  "stranger",
  "unverified",
  "odd_address",
  "outside_account",
  "foreign_domain",
  "not_for_admins",
] as const;
const ours = [
  ...aboutAccount,
  "link",
  "limited",
  "unproven",
  "stale",
  "new_account",
  "session_over",
] as const;
const ofProvider = ["OAuthSignin", "OAuthCallback", "Callback"];

export type SignInError = (typeof ours)[number] | "provider" | "failed";

/** Whether another account of the same provider may get in. */
export function isAboutAccount(error: SignInError): boolean {
  return aboutAccount.some((one) => one === error);
}

export function toSignInError(code: string): SignInError {
  if (ofProvider.includes(code)) return "provider";
  return ours.find((each) => each === code) ?? "failed";
}
