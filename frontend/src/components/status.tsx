import { Tooltip } from '@mantine/core';

import styles from './status.module.css';

type Tone = 'good' | 'warn' | 'bad' | 'info' | 'idle';

interface Meaning {
  word: string;
  tone: Tone;
  explanation?: string;
}

/** What each status is called, its colour and what it means; the only such table. */
const meanings = {
  active: { word: 'Active', tone: 'good' },
  paused: { word: 'Paused', tone: 'idle' },
  expired: {
    word: 'Expired',
    tone: 'warn',
    explanation: 'Its last day is over: sales earn nothing any more.',
  },
  archived: { word: 'Archived', tone: 'idle' },

  pending: {
    word: 'Pending',
    tone: 'info',
  },
  approved: { word: 'Approved', tone: 'good' },
  rejected: { word: 'Rejected', tone: 'bad' },
  on_hold: {
    word: 'On hold',
    tone: 'warn',
  },
  unresolved: {
    word: 'Unresolved',
    tone: 'warn',
  },
  reversed: { word: 'Reversed', tone: 'bad' },

  'row:new': { word: 'New', tone: 'good' },
  'row:changes': { word: 'Changes', tone: 'info' },
  'row:unchanged': { word: 'Unchanged', tone: 'idle' },
  'row:problem': { word: 'Problem', tone: 'bad' },

  'rule:in_force': { word: 'In force', tone: 'good' },
  'rule:scheduled': { word: 'Scheduled', tone: 'info', explanation: 'It begins on a later day.' },
  'rule:ended': { word: 'Ended', tone: 'idle' },

  'cj:': { word: 'No row yet', tone: 'idle', explanation: 'CJ has not listed this sale yet.' },
  'cj:new': { word: 'New', tone: 'info', explanation: 'CJ lists the sale; the brand can still correct it.' },
  'cj:extended': { word: 'Extended', tone: 'warn', explanation: 'The brand moved the locking date.' },
  'cj:locked': { word: 'Locked', tone: 'good', explanation: 'Final: CJ will pay this commission.' },
  'cj:closed': { word: 'Closed', tone: 'good', explanation: 'CJ has paid this commission.' },

  'pay:': { word: '–', tone: 'idle' },
  'pay:due': { word: 'Due', tone: 'warn' },
  'pay:in_payment': { word: 'In payment', tone: 'info' },
  'pay:paid': { word: 'Paid', tone: 'good' },

  'payment:intent': { word: 'Made', tone: 'info', explanation: 'Export its file to send the money.' },
  'payment:exported': {
    word: 'Exported',
    tone: 'warn',
    explanation: 'The file was written. Record it as paid once the money is sent.',
  },
  'payment:paid': { word: 'Paid', tone: 'good' },
  'payment:cancelled': { word: 'Cancelled', tone: 'idle' },

  'receipt:counts': { word: 'In the books', tone: 'good' },
  'receipt:cancelled': { word: 'Cancelled', tone: 'idle', explanation: 'The books took it back.' },

  'month:running': { word: 'Not over', tone: 'idle' },
  'month:open': { word: 'Open', tone: 'info', explanation: 'Its figures move with what becomes known.' },
  'month:closed': {
    word: 'Closed',
    tone: 'good',
    explanation: 'Its figures stand. What comes later counts as an adjustment.',
  },

  'transfer:posted': { word: 'Posted', tone: 'good', explanation: 'Final in the books.' },
  'transfer:pending': {
    word: 'Pending',
    tone: 'info',
    explanation: 'Reserved in the books. It is posted or given up by a later transfer.',
  },
  'transfer:voided': { word: 'Given up', tone: 'idle', explanation: 'It was pending and came to nothing.' },
  'transfer:void': {
    word: 'Gives up',
    tone: 'idle',
    explanation: 'Ends a pending transfer without posting it.',
  },

  'statement:owed': {
    word: 'Owed',
    tone: 'warn',
    explanation: 'Earned and final; it counts in the balance.',
  },
  'statement:pending': {
    word: 'Pending',
    tone: 'info',
    explanation: 'Earned, and CJ has not locked the sale yet. It does not count in the balance.',
  },
  'statement:paid': { word: 'Paid', tone: 'good' },

  'adjustment:owed': { word: 'Owed', tone: 'warn', explanation: 'Goes out with the next payment.' },
  'adjustment:paid': { word: 'Paid', tone: 'good', explanation: 'It was in a payment, so it stays.' },
  'adjustment:cancelled': { word: 'Cancelled', tone: 'idle', explanation: 'The books took it back.' },
  'opening:counts': { word: 'In the books', tone: 'good' },
  'opening:cancelled': { word: 'Cancelled', tone: 'idle', explanation: 'The books took it back.' },

  'call:accepted': { word: 'Accepted', tone: 'good' },
  'call:refused': { word: 'Refused', tone: 'bad' },

  'sweep:running': { word: 'Checking', tone: 'info' },
  'sweep:done': { word: 'Checked', tone: 'good' },
  'sweep:stopped': { word: 'Stopped', tone: 'idle', explanation: 'What it had found until then is kept.' },
  'sweep:failed': { word: 'Not checked', tone: 'bad' },
  'domain:passed': { word: 'Good', tone: 'good' },
  'domain:warned': { word: 'To look at', tone: 'warn' },
  'domain:failed': { word: 'Broken', tone: 'bad' },
  'domain:skipped': { word: 'Not checked', tone: 'idle' },
  'health:bad': {
    word: 'Broken',
    tone: 'bad',
    explanation: 'Shoppers don’t reach the page, or members lose their credit.',
  },
  'health:minor': {
    word: 'To look at',
    tone: 'warn',
    explanation: 'Links lead on and members are credited.',
  },

  'check:waiting': { word: 'Waiting', tone: 'idle' },
  'check:running': { word: 'Running', tone: 'info' },
  'check:passed': { word: 'Passed', tone: 'good' },
  'check:warned': {
    word: 'Passed, with something to look at',
    tone: 'warn',
    explanation: 'Sales are tracked and credited. A step has a remark.',
  },
  'check:failed': { word: 'Failed', tone: 'bad' },
  'check:stopped': { word: 'Stopped', tone: 'idle' },
  'check:skipped': { word: 'Not checked', tone: 'idle' },
} as const satisfies Record<string, Meaning>;

function meaningOf(status: string): Meaning {
  const known: Record<string, Meaning> = meanings;
  return known[status] ?? { word: status, tone: 'idle' };
}

/** What a status is called, where there is no room for its dot. */
export function statusWord(of: string): string {
  return meaningOf(of).word;
}

/** A status as a coloured dot and a word; the colour is never alone. Who knows more of it gives its meaning. */
export function Status({ of, meaning }: { of: string; meaning?: string }) {
  const { word, tone, explanation = meaning } = meaningOf(of);
  if (word === '–') return <span className="dim">–</span>;
  const status = (
    <span className={styles.status}>
      <span className={styles.dot} data-tone={tone} aria-hidden />
      {word}
    </span>
  );
  return explanation ? <Tooltip label={explanation}>{status}</Tooltip> : status;
}
