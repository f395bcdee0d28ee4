const reasons: Record<string, string> = {
  schedule: 'By the schedule',
  asked: 'You asked for it',
  migration: 'Before the database was changed',
  update: 'Before an update',
  restore: 'Before a restore',
};

/** Why a backup was made. */
export function reasonWords(reason: string): string {
  return reasons[reason] ?? reason;
}
