import { AppError, toAppError } from './app-error';

const defaultTimeoutMs = 30_000;

/**
 * Calls a bound Go method: the only way to the Go side. It gives up after a
 * while, because the promise of a method that panicked may never settle, and it
 * throws nothing but AppError.
 */
export async function call<T>(run: () => Promise<T>, timeoutMs: number = defaultTimeoutMs): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut(timeoutMs)), timeoutMs);
  });
  try {
    if (!('go' in window)) throw notInside();
    return withLists(await Promise.race([run(), timeout]));
  } catch (thrown) {
    throw toAppError(thrown);
  } finally {
    clearTimeout(timer);
  }
}

/** An empty Go slice or map arrives as null. No view holds a pointer, so null always means "none". */
function withLists<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withLists) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, item === null ? [] : withLists(item)]);
  return Object.fromEntries(entries) as T;
}

function timedOut(timeoutMs: number): AppError {
  return new AppError({
    code: 'timeout',
    message: 'The application did not answer.',
    hint: `It had ${Math.round(timeoutMs / 1000)} seconds. Try again; if that does not help, restart Linkledger. Nothing that you saved is lost.`,
    retryable: true,
  });
}

function notInside(): AppError {
  return new AppError({
    code: 'no_bridge',
    message: 'These screens run inside the Linkledger application.',
    hint: 'Open Linkledger instead of this page.',
  });
}
