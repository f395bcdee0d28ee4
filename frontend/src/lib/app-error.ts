/** What went wrong in a call to the Go side, in words a person can act on. */
export class AppError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly retryable: boolean;
  /** What is wrong with a form, by field. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'AppError';
    this.code = problem.code;
    this.hint = problem.hint ?? '';
    this.retryable = problem.retryable ?? false;
    this.fields = problem.fields ?? {};
  }

  get hasFields(): boolean {
    return Object.keys(this.fields).length > 0;
  }

  /** Everything a supporter needs, for "Copy details". */
  get details(): string {
    const fields = Object.entries(this.fields).map(([name, text]) => `${name}: ${text}`);
    return [`${this.message} (${this.code})`, this.hint, ...fields].filter(Boolean).join('\n');
  }
}

export interface Problem {
  code: string;
  message: string;
  hint?: string;
  retryable?: boolean;
  fields?: Record<string, string>;
}

/** Turns whatever was thrown into an AppError. The Go side sends a Problem as JSON in Error.message. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const problem = parseProblem(text);
  if (problem) return new AppError(problem);
  return new AppError({
    code: 'unexpected',
    message: 'Something went wrong in the application.',
    hint: text,
    retryable: true,
  });
}

function parseProblem(text: string): Problem | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { code, message, hint, retryable, fields } = value as Record<string, unknown>;
  if (typeof code !== 'string' || typeof message !== 'string') return undefined;
  return {
    code,
    message,
    hint: typeof hint === 'string' ? hint : '',
    retryable: retryable === true,
    fields: isTextMap(fields) ? fields : {},
  };
}

function isTextMap(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' && value !== null && Object.values(value).every((v) => typeof v === 'string')
  );
}
