import "server-only";
import type { ServiceAccount, ServiceAccountPlace } from "./records";
import { Table } from "./table";

export type OauthParts = {
  serviceAccounts: Table<ServiceAccount>;
  serviceAccountPlaces: Map<string, ServiceAccountPlace[]>;
  isOauthExpired: boolean;
};

export function createOauthParts(): OauthParts {
  return {
    serviceAccounts: new Table<ServiceAccount>(
      ({ id }) => id,
      ({ created_at }) => created_at,
    ),
    serviceAccountPlaces: new Map(),
    isOauthExpired: false,
  };
}
