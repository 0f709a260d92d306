// Who is asking: made once at the door by sign-in, believed inside. No look-ups and no role table here (permissions.ts has that).

/** A signed-in person or a machine's API key. `tenant` comes from a membership row or the key's own row, never from the request. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly tenant: string;
  readonly tenantName?: string;
  readonly kind: 'session' | 'api-key';
  /** Of the session or the key: for audit rows and for revoking it. */
  readonly credentialId?: string;
}
