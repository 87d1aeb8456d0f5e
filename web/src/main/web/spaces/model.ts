// What the gateway says of spaces and requests.

export const INPUT_KINDS = ['prompt', 'audio', 'video', 'file'] as const;
export type InputKind = (typeof INPUT_KINDS)[number];
export type FileKind = Exclude<InputKind, 'prompt'>;

export interface InputLimit {
  readonly max_bytes: number;
  /** Media types taken, such as audio/wav or audio/*; any if there are none. */
  readonly types: readonly string[];
}

export interface Space {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly cover: string | null;
  readonly enabled: boolean;
  readonly inputs: readonly InputKind[];
  readonly input_limits: Readonly<Partial<Record<InputKind, InputLimit>>>;
  readonly worker_access: 'KEY' | 'OPEN';
  /** The account names of its operators; only they and administrators see them. */
  readonly operators?: readonly string[];
  readonly queue_without_workers: boolean;
  readonly attempt_limit: number;
  readonly deadline_seconds: number;
  readonly max_wait_seconds: number;
  readonly queue_limit: number;
  readonly account_queue_limit: number;
  readonly cooldown_seconds: number;
  readonly daily_quota: number;
  readonly user_priority: number;
  readonly admin_priority: number;
  readonly priority_ageing_seconds: number;
}

/** How busy a space is at the moment. */
export interface SpaceStatus {
  readonly space_id: string;
  readonly enabled: boolean;
  readonly connected_workers: number;
  readonly busy_workers: number;
  readonly capacity: number;
  readonly running: number;
  readonly queue_length: number;
  readonly mean_service_seconds: number | null;
  readonly expected_wait_seconds: number | null;
}

export const STATES = ['queued', 'processing', 'completed', 'failed', 'canceled', 'expired'] as const;
export type State = (typeof STATES)[number];

export type WaitReason = 'no_worker' | 'no_worker_for_inputs' | 'all_busy' | 'retrying' | 'about_to_start';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** A request; what does not apply is not there. */
export interface Request {
  readonly id: string;
  readonly space_id: string;
  readonly space_name: string;
  readonly status: State;
  readonly position?: number;
  readonly wait_reason?: WaitReason;
  readonly expected_wait_seconds?: number;
  readonly user: string;
  readonly account_id?: string;
  readonly priority: number;
  readonly attempt: number;
  readonly accepted_at?: string;
  readonly handed_over_at?: string;
  readonly deadline_at?: string;
  readonly finished_at?: string;
  readonly input?: JsonObject;
  readonly result?: JsonObject;
  readonly failure?: Failure;
}

/** What I may do in a space. */
export interface Allowance {
  readonly cooldown_remaining_seconds: number;
  readonly quota_remaining: number | null;
  readonly quota_resets_at: string | null;
  readonly highest_priority: number;
  readonly waiting: number;
  readonly waiting_limit: number;
  readonly storage_used_bytes: number;
  readonly storage_limit_bytes: number;
}

export function isOver(state: State): boolean {
  return state !== 'queued' && state !== 'processing';
}

/** A name for programs that asks for no secure context. */
export function randomName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
