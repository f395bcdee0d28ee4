import { useDebouncedValue } from '@mantine/hooks';

import { Problem } from '../../components/problem';
import { Section } from '../../components/section';
import { useOfferPreview } from '../../lib/api/offers';
import type { desktop } from '../../wailsjs/go/models';
import styles from './offer-preview.module.css';

const debounceMs = 250;

/** Where a click will go, while the form is being filled in. */
export function OfferPreview({ form }: { form: desktop.OfferForm }) {
  const [settled] = useDebouncedValue(form, debounceMs);
  const preview = useOfferPreview(settled);
  return (
    <Section title="A click will go to">
      <div className={styles.preview} data-testid="offer-preview" aria-live="polite">
        <Destination preview={preview.data} empty={form.offerUrl.trim() === ''} />
      </div>
      {preview.isError && <Problem error={preview.error} onRetry={() => void preview.refetch()} />}
    </Section>
  );
}

function Destination({ preview, empty }: { preview?: desktop.OfferPreview; empty: boolean }) {
  if (empty) return <span className="dim">Enter the Offer URL to see the destination.</span>;
  if (!preview) return <span className="dim">…</span>;
  const wrong = Object.entries(preview.fields).filter(([name]) => isAddressField(name));
  return (
    <>
      {preview.destination && <code className="mono">{preview.destination}</code>}
      {(preview.notes.length > 0 || wrong.length > 0) && (
        <ul className={styles.notes}>
          {wrong.map(([field, text]) => (
            <li key={field} className={styles.wrong}>
              {text}
            </li>
          ))}
          {preview.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  );
}

// A form that is still being filled in has other gaps; only the address matters here.
function isAddressField(name: string): boolean {
  return name === 'offerUrl' || name === 'fallbackUrl' || name.startsWith('utms');
}
