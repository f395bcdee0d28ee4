import { Button, Group, SegmentedControl } from '@mantine/core';
import { useState } from 'react';

import { Section } from '../../components/section';
import { useQRCode, useSaveQRCode } from '../../lib/api/links';
import type { desktop } from '../../wailsjs/go/models';
import styles from './qr-code.module.css';

/** The QR code of a link, to be saved for print or for a screen. */
export function QRCode({ row }: { row: desktop.LinkRow }) {
  const [of, setOf] = useState('code');
  const slug = row.slug !== '' && of === 'slug';
  const svg = useQRCode(row.id, slug).data;
  const save = useSaveQRCode();
  return (
    <Section title="QR code">
      <div className={styles.row}>
        {svg && (
          <img
            className={styles.code}
            src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
            alt={`QR code of the link of ${row.memberName}`}
          />
        )}
        <div className={styles.side}>
          {row.slug && (
            <SegmentedControl
              aria-label="Address in the QR code"
              size="xs"
              value={of}
              onChange={setOf}
              data={[
                { value: 'code', label: 'Short address' },
                { value: 'slug', label: 'Readable address' },
              ]}
            />
          )}
          <p className="dim">
            {slug
              ? 'The readable address is in it. It goes on working when you choose another.'
              : 'The short address is in it, which never changes.'}
          </p>
          <Group gap={8}>
            <Button onClick={() => save.mutate({ id: row.id, slug, format: 'svg' })}>
              Save SVG for print
            </Button>
            <Button onClick={() => save.mutate({ id: row.id, slug, format: 'png' })}>Save PNG</Button>
          </Group>
        </div>
      </div>
    </Section>
  );
}
