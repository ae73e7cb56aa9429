/** Client-safe. Types with a name in the catalogs; others are shown as received. */
export const actorTypes = [
  "user_actor",
  "api_actor",
  "admin_api_key_actor",
  "service_account_actor",
  "scoped_api_key_actor",
  "federated_actor",
  "unauthenticated_user_actor",
  "anthropic_actor",
  "system_actor",
  "scim_directory_sync_actor",
] as const;
