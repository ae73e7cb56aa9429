/** Every way in which Castellan can fail, each with a sentence for people under `errors.<code>` in the catalogues. */
export const errorCodes = [
  "unauthenticated",
  "forbidden",
  "foreign_origin",
  "read_only",
  "invalid",
  "too_large",
  "not_found",
  "conflict",
  "refused",
  "key_rejected",
  "rate_limited",
  "api_unreachable",
  "api_failed",
  "bad_answer",
  "outcome_unknown",
  "store_unavailable",
  "internal",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** The vendor's `error_code`s that have a sentence of their own under `reasons.<code>`; any other is only logged. */
export const refusalReasons = [
  "already_member",
  "invite_already_exists",
  "invite_not_pending",
  "cannot_invite_emails_with_unverified_domains",
  "email_domain_not_allowed",
  "org_member_limit_exceeded",
  "cannot_remove_last_member",
  "concurrent_membership_change",
  "org_api_key_limit_exceeded",
  "workspace_api_key_limit_exceeded",
  "workspace_member_limit_exceeded",
  "workspace_policy_violation",
  "workspace_created_incomplete",
  "change_outcome_unknown",
  "storage_attached_during_archive",
  "organization_on_hold",
  "organization_type_not_supported",
  "sandbox_egress_restricted",
  "spend_limits_admin_api_writes_not_enabled",
  "immovable_member",
  "role_change_refused",
  "removal_refused",
  "roles_managed_elsewhere",
  "members_managed_elsewhere",
  "grant_already_exists",
  "budget_already_exists",
  "last_admin",
  "archived_key",
  "expired_key",
  "default_workspace",
  "archived_workspace",
  "second_admin_needed",
  "inherited_access",
  "already_in_workspace",
  "view_name_taken",
  "too_many_views",
  "own_run",
  "unfit_replacement",
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export function toRefusalReason(code: string | null | undefined): RefusalReason | undefined {
  return refusalReasons.find((reason) => reason === code);
}

/** What a door hands to the browser: no vendor or database text, only codes and the request id to quote. */
export type Failure = {
  code: ErrorCode;
  reason?: RefusalReason | undefined;
  requestId?: string | undefined;
  retryAfterSeconds?: number | undefined;
  /** Messages per input field, for `invalid`. */
  fields?: Record<string, string[]> | undefined;
};

const mark = Symbol.for("castellan.app-error");

export class AppError extends Error {
  override name = "AppError";
  readonly [mark] = true;
  readonly code: ErrorCode;
  readonly failure: Failure;

  /** `message` is for the log; people read the sentence of `code`. */
  constructor(code: ErrorCode, message: string, more: Omit<Failure, "code"> & { cause?: unknown } = {}) {
    const { cause, ...rest } = more;
    super(message, { cause });
    this.code = code;
    this.failure = { code, ...rest };
  }

  /** By the mark: Next bundles pages, actions and doors apart, each with its own class, and errors cross over. */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return typeof value === "object" && value !== null && mark in value;
  }
}

const httpStatus: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  foreign_origin: 403,
  read_only: 403,
  invalid: 400,
  too_large: 413,
  not_found: 404,
  conflict: 409,
  refused: 422,
  key_rejected: 502,
  rate_limited: 429,
  api_unreachable: 502,
  api_failed: 502,
  bad_answer: 502,
  outcome_unknown: 504,
  store_unavailable: 503,
  internal: 500,
};

export function toHttpStatus(code: ErrorCode): number {
  return httpStatus[code];
}
