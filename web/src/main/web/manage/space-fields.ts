// What a space's form holds, and what is wrong with it.

import { INPUT_KINDS, type InputKind, type Space } from '../spaces/model.ts';
import { manageMessages } from './messages.ts';

/** Numbers of a space, with the range the server takes. */
export const NUMBERS = {
  attempt_limit: [1, 100],
  deadline_seconds: [1, 86_400],
  queue_limit: [1, 1_000_000],
  account_queue_limit: [0, 1_000_000],
  max_wait_seconds: [1, 2_592_000],
  cooldown_seconds: [0, 86_400],
  daily_quota: [0, 1_000_000],
  user_priority: [-9, 9],
  admin_priority: [-9, 9],
  priority_ageing_seconds: [1, 86_400],
} as const;
export type NumberName = keyof typeof NUMBERS;

const KIB = 1024;
const MIB = KIB * KIB;

/** In what an input's limit is written: prompts are short, files long. */
export function limitUnit(kind: InputKind): number {
  return kind === 'prompt' ? KIB : MIB;
}

const MOST_BYTES = 10 * KIB * MIB;

/** All that can be set, as it is typed. */
export interface Draft {
  name: string;
  description: string;
  cover: string;
  enabled: boolean;
  inputs: Set<InputKind>;
  limits: Record<InputKind, { most: string; types: string }>;
  worker_access: Space['worker_access'];
  operators: string;
  queue_without_workers: boolean;
  numbers: Record<NumberName, string>;
}

export type DraftErrors = Partial<Record<string, string>>;

const DEFAULT_TYPES: Record<InputKind, string> = { prompt: '', audio: 'audio/*', video: 'video/*', file: '' };

/** A new space as the server would make it by itself, or one as it is. */
export function draftOf(space: Space | null): Draft {
  const limits = Object.fromEntries(INPUT_KINDS.map(kind => {
    const limit = space?.input_limits[kind];
    const most = limit === undefined ? (kind === 'prompt' ? '32' : '50') : String(Math.round(100 * limit.max_bytes / limitUnit(kind)) / 100);
    return [kind, { most, types: limit === undefined ? DEFAULT_TYPES[kind] : limit.types.join(', ') }];
  })) as Draft['limits'];
  const defaults: Record<NumberName, number> = {
    attempt_limit: 3, deadline_seconds: 120, queue_limit: 10_000, account_queue_limit: 0, max_wait_seconds: 86_400,
    cooldown_seconds: 0, daily_quota: 0, user_priority: 0, admin_priority: 5, priority_ageing_seconds: 60,
  };
  return {
    name: space?.name ?? '',
    description: space?.description ?? '',
    cover: space?.cover ?? '',
    enabled: space?.enabled ?? true,
    inputs: new Set(space?.inputs ?? ['prompt']),
    limits,
    worker_access: space?.worker_access ?? 'KEY',
    operators: (space?.operators ?? []).join(', '),
    queue_without_workers: space?.queue_without_workers ?? true,
    numbers: Object.fromEntries(Object.entries(space === null ? defaults : pick(space)).map(([name, value]) => [name, String(value)])) as Draft['numbers'],
  };
}

function pick(space: Space): Record<string, number> {
  return Object.fromEntries(Object.keys(NUMBERS).map(name => [name, space[name as NumberName]]));
}

/** What is wrong, by the field's id. */
export function errorsIn(draft: Draft): DraftErrors {
  const m = manageMessages();
  const errors: DraftErrors = {};
  if (!/^\S(.*\S)?$/.test(draft.name)) {
    errors['name'] = m.nameWrong;
  }
  if (!/^((https:\/\/|\/)\S*)?$/.test(draft.cover)) {
    errors['cover'] = m.coverWrong;
  }
  if (draft.inputs.size === 0) {
    errors['inputs'] = m.needInput;
  }
  if (!operatorsOf(draft).every(name => /^\S{1,64}$/u.test(name))) {
    errors['operators'] = m.operatorsWrong;
  }
  for (const [name, [least, most]] of Object.entries(NUMBERS)) {
    const value = Number(draft.numbers[name as NumberName]);
    if (draft.numbers[name as NumberName].trim() === '' || !Number.isInteger(value) || value < least || value > most) {
      errors[name] = m.outOfRange(least.toLocaleString(), most.toLocaleString());
    }
  }
  for (const kind of draft.inputs) {
    const bytes = Number(draft.limits[kind].most) * limitUnit(kind);
    if (!(bytes >= 1 && bytes <= MOST_BYTES)) {
      errors[`most-${kind}`] = m.outOfRange('1', (MOST_BYTES / limitUnit(kind)).toLocaleString());
    }
    if (!typesOf(draft, kind).every(type => /^[a-z0-9.+-]{1,64}\/([a-z0-9.+-]{1,127}|\*)$/.test(type))) {
      errors[`types-${kind}`] = m.typesWrong;
    }
  }
  return errors;
}

function typesOf(draft: Draft, kind: InputKind): string[] {
  return draft.limits[kind].types.split(',').map(type => type.trim().toLowerCase()).filter(type => type !== '');
}

function operatorsOf(draft: Draft): string[] {
  return draft.operators.split(',').map(name => name.trim()).filter(name => name !== '');
}

/** What is sent to the server. */
export function fieldsOf(draft: Draft): object {
  return {
    name: draft.name,
    description: draft.description,
    cover: draft.cover,
    enabled: draft.enabled,
    inputs: [...draft.inputs],
    input_limits: Object.fromEntries([...draft.inputs].map(kind => [kind, {
      max_bytes: Math.round(Number(draft.limits[kind].most) * limitUnit(kind)), types: typesOf(draft, kind),
    }])),
    worker_access: draft.worker_access,
    operators: operatorsOf(draft),
    queue_without_workers: draft.queue_without_workers,
    ...Object.fromEntries(Object.entries(draft.numbers).map(([name, value]) => [name, Number(value)])),
  };
}
