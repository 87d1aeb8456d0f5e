import { draftOf, errorsIn, fieldsOf, type Draft } from '../../../main/web/manage/space-fields.ts';
import type { Space } from '../../../main/web/spaces/model.ts';
import { assert } from '../signal/support.ts';

const draft = (change: Partial<Draft> = {}): Draft => ({ ...draftOf(null), name: 'reader', ...change });

Deno.test('a new space is what the server would make of its name alone', () => {
  assert.deepEqual(errorsIn(draft()), {});
  assert.deepEqual(fieldsOf(draft()), {
    name: 'reader', description: '', cover: '', enabled: true, inputs: ['prompt'],
    input_limits: { prompt: { max_bytes: 32_768, types: [] } }, worker_access: 'KEY', operators: [],
    queue_without_workers: true,
    attempt_limit: 3, deadline_seconds: 120, queue_limit: 10_000, account_queue_limit: 0, max_wait_seconds: 86_400, cooldown_seconds: 0, daily_quota: 0,
    user_priority: 0, admin_priority: 5, priority_ageing_seconds: 60,
  });
});

Deno.test('a space that is not changed is sent as it came', () => {
  const space = {
    ...(fieldsOf(draft()) as Omit<Space, 'id'>), id: 'a', cover: '/cover.png', inputs: ['prompt', 'audio'],
    input_limits: { prompt: { max_bytes: 512, types: [] }, audio: { max_bytes: 5_242_880, types: ['audio/wav', 'audio/*'] } },
  } satisfies Space;
  const { id: _, ...fields } = space;
  assert.deepEqual(fieldsOf(draftOf(space)), fields);
});

Deno.test('what the server would refuse is named at its field', () => {
  assert.deepEqual(Object.keys(errorsIn(draft({ name: ' reader' }))), ['name']);
  assert.deepEqual(Object.keys(errorsIn(draft({ cover: 'ftp:x' }))), ['cover']);
  assert.deepEqual(Object.keys(errorsIn(draft({ inputs: new Set() }))), ['inputs']);
  const numbers = { ...draft().numbers, attempt_limit: '0', deadline_seconds: '1.5', daily_quota: '', user_priority: '-9' };
  assert.deepEqual(Object.keys(errorsIn(draft({ numbers }))), ['attempt_limit', 'deadline_seconds', 'daily_quota']);
});

Deno.test('limits count only for inputs that are taken', () => {
  const limits = { ...draft().limits, audio: { most: '-1', types: 'wav' } };
  assert.deepEqual(errorsIn(draft({ limits })), {});
  assert.deepEqual(Object.keys(errorsIn(draft({ limits, inputs: new Set(['audio']) }))), ['most-audio', 'types-audio']);
});

Deno.test('operators are names, separated by commas', () => {
  const fields = fieldsOf(draft({ operators: ' ada, Grace ,' })) as Space;
  assert.deepEqual(fields.operators, ['ada', 'Grace']);
  assert.deepEqual(Object.keys(errorsIn(draft({ operators: 'ada grace' }))), ['operators']);
});
