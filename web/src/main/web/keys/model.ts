/** A key that programs sign in with, as auth-service shows it. */
export interface AccessKey {
  readonly id: string;
  readonly account_id: string;
  readonly name: string;
  readonly kind: 'WORKER' | 'DEVICE';
  /** Names of spaces; * is all. */
  readonly spaces: readonly string[];
  readonly streams: readonly string[];
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
  /** In the answer to its making only. */
  readonly key?: string;
}
