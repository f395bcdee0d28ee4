import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { AppError } from './app-error';
import { call } from './bridge';

const host = window as { go?: unknown };

beforeEach(() => {
  host.go = {};
});

afterEach(() => {
  delete host.go;
  vi.useRealTimers();
});

async function problemOf(promise: Promise<unknown>): Promise<AppError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof AppError)) throw new Error(`not an AppError: ${String(thrown)}`);
  return thrown;
}

describe('call', () => {
  it('reads the error that the Go side sends as JSON', async () => {
    const sent = {
      code: 'invalid',
      message: 'The offer has a mistake.',
      hint: 'Mend it.',
      retryable: true,
      fields: { name: 'Enter a name.' },
    };
    const problem = await problemOf(call(() => Promise.reject(new Error(JSON.stringify(sent)))));
    expect({ ...problem, message: problem.message }).toMatchObject(sent);
    expect(problem.details).toBe('The offer has a mistake. (invalid)\nMend it.\nname: Enter a name.');
  });

  it.each([
    ['plain text', 'database is locked'],
    ['JSON of another shape', '{"oops":1}'],
    ['JSON null', 'null'],
    ['half of it', '{"code":"x"'],
  ])('keeps %s as the hint', async (_, text) => {
    const problem = await problemOf(call(() => Promise.reject(new Error(text))));
    expect(problem.code).toBe('unexpected');
    expect(problem.hint).toBe(text);
  });

  it('ignores fields that are not texts', async () => {
    const text = JSON.stringify({ code: 'x', message: 'y', fields: { name: 3 } });
    const problem = await problemOf(call(() => Promise.reject(new Error(text))));
    expect(problem.hasFields).toBe(false);
  });

  it('gives up on a method that never answers', async () => {
    vi.useFakeTimers();
    const problem = problemOf(call(() => new Promise(() => undefined), 30_000));
    await vi.advanceTimersByTimeAsync(30_000);
    expect((await problem).code).toBe('timeout');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves no timer behind when the answer came', async () => {
    vi.useFakeTimers();
    expect(await call(() => Promise.resolve(7))).toBe(7);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('turns an error thrown at once into an AppError', async () => {
    const problem = await problemOf(
      call(() => {
        throw new TypeError('no such method');
      }),
    );
    expect(problem.hint).toBe('no such method');
  });

  it('reads empty Go slices, which arrive as null, as lists', async () => {
    const answer = { rows: null, page: { rows: [{ evidence: null, n: 0 }] }, text: '' };
    expect(await call(() => Promise.resolve<unknown>(answer))).toEqual({
      rows: [],
      page: { rows: [{ evidence: [], n: 0 }] },
      text: '',
    });
  });

  it('says so outside the application', async () => {
    delete host.go;
    expect((await problemOf(call(() => Promise.resolve(1)))).code).toBe('no_bridge');
  });
});
