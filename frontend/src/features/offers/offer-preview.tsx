import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';

import { Problem } from '../../components/problem';
import { Section } from '../../components/section';
import { useOfferPreview } from '../../lib/api/offers';
import type { desktop } from '../../wailsjs/go/models';
import styles from './offer-preview.module.css';

const debounceMs = 250;

/** The whole redirect of a member link, station by station, while the form is being filled in. */
export function OfferPreview({ form }: { form: desktop.OfferForm }) {
  const [settled] = useDebouncedValue(form, debounceMs);
  const preview = useOfferPreview(settled);
  return (
    <Section
      title="A click will go to"
      aside={preview.data?.destination && <span className="dim">for {preview.data.member}</span>}
    >
      <div className={styles.preview} data-testid="offer-preview" aria-live="polite">
        <Route preview={preview.data} empty={form.offerUrl.trim() === ''} />
      </div>
      {preview.isError && <Problem error={preview.error} onRetry={() => void preview.refetch()} />}
    </Section>
  );
}

function Route({ preview, empty }: { preview?: desktop.OfferPreview; empty: boolean }) {
  if (empty) return <span className="dim">Enter the Offer URL to see the way of a click.</span>;
  if (!preview) return <span className="dim">…</span>;
  const said = preview.hops.map((hop) => hop.problem);
  const wrong = Object.entries(preview.fields).filter(
    ([name, text]) => isAddressField(name) && !said.includes(text),
  );
  return (
    <>
      {preview.hops.length > 0 && (
        <ol className={styles.hops}>
          {preview.hops.map((hop) => (
            <Hop key={hop.kind} hop={hop} />
          ))}
        </ol>
      )}
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
      {preview.public.length > 0 && (
        <p className={styles.public}>
          <IconAlertTriangle size={13} aria-hidden />
          <span>
            Public, to the shop and to whoever sees the address:{' '}
            {preview.public.map(({ label, value }) => `${label} (${value})`).join(', ')}.
          </span>
        </p>
      )}
    </>
  );
}

function Hop({ hop }: { hop: desktop.OfferHop }) {
  return (
    <li data-wrong={hop.problem !== '' || undefined}>
      <span className={styles.station}>{hop.title}</span>
      {hop.url && <code className="mono">{hop.url}</code>}
      {hop.problem ? (
        <span className={styles.wrong}>{hop.problem}</span>
      ) : (
        <span className={styles.note}>{hop.note}</span>
      )}
    </li>
  );
}

// A form that is still being filled in has other gaps; only the address matters here.
function isAddressField(name: string): boolean {
  return ['offerUrl', 'landingPage', 'fallbackUrl', 'deepDomains'].includes(name) || name.startsWith('utms');
}
