// Bytes by reference: reports, photos, large payloads. Two homes, one interface; keys always begin with the tenant.
export interface ArtifactStore {
  /** Keeps bytes under a key; the same key again keeps the first (keys are derived from content). */
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<void>;
  /** @throws AppError not-found */
  get(key: string): Promise<Uint8Array>;
  has(key: string): Promise<boolean>;
}

/** Content-addressed within the tenant: equal files are kept once, and a key cannot be guessed into another tenant. */
export function artifactKey(tenant: string, sha256: string): string {
  return `${tenant}/${sha256.slice(0, 2)}/${sha256}`;
}
