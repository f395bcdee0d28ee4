import { Button } from '@mantine/core';
import { useState } from 'react';

import { CopyField } from '../../components/copy-field';
import { Section } from '../../components/section';

/** The key for a network that signs its calls, hidden until it is wanted, and how to sign with it. */
export function SigningKey({ text }: { text: string }) {
  const [shown, setShown] = useState(false);
  return (
    <Section title="Signing key">
      {shown ? (
        <CopyField text={text} label="Signing key" copyLabel="Copy" />
      ) : (
        <Button onClick={() => setShown(true)}>Show signing key</Button>
      )}
      <p className="dim" style={{ marginTop: 8 }}>
        Each call needs <code className="mono">ts</code>, the time in Unix seconds, and{' '}
        <code className="mono">sig</code>: the hex HMAC-SHA256 of all parameters but sig, sorted by name, a
        line name=value each, with this key (64 hex digits, 32 bytes). A call more than five minutes old is
        refused.
      </p>
    </Section>
  );
}
