import { Button } from '@mantine/core';

import { Facts } from '../../components/facts';
import { Loaded } from '../../components/loaded';
import { Notice } from '../../components/notice';
import { Section } from '../../components/section';
import { useReadTerms, useSeenTerms, useTerms } from '../../lib/api/cj';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './offer-terms.module.css';

/** What the advertiser pays at CJ, and what has changed since somebody last read it. */
export function OfferTerms({ offerId }: { offerId: string }) {
  const terms = useTerms(offerId);
  const read = useReadTerms();
  return (
    <Section
      title="Programme terms"
      aside={
        <Button
          variant="subtle"
          size="compact-xs"
          loading={read.isPending}
          onClick={() => read.mutate(offerId)}
        >
          Read now
        </Button>
      }
    >
      <Loaded query={terms} lines={2}>
        {(data) => (
          <div className={styles.terms}>
            <Changes terms={data} offerId={offerId} />
            {data.problem && <p className="dim">{data.problem}</p>}
            <Terms terms={data} />
          </div>
        )}
      </Loaded>
    </Section>
  );
}

function Changes({ terms, offerId }: { terms: desktop.TermsView; offerId: string }) {
  const seen = useSeenTerms();
  const { day } = useFormat();
  if (terms.changes.length === 0) return null;
  const since = terms.changedOn ? ` on ${day(terms.changedOn.slice(0, 10))}` : '';
  return (
    <Notice tone="warn" title={`The terms changed${since}`}>
      <ul>
        {terms.changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      <Button size="compact-xs" loading={seen.isPending} onClick={() => seen.mutate(offerId)}>
        I have read this
      </Button>
    </Notice>
  );
}

function Terms({ terms }: { terms: desktop.TermsView }) {
  const { day, dateTime } = useFormat();
  if (!terms.asOf) {
    return terms.problem ? null : <p className="dim">They have not been read at CJ yet.</p>;
  }
  return (
    <>
      {terms.actions.map((action) => (
        <div key={action.name} className={styles.action}>
          <strong>{action.name}</strong>
          <Facts
            dense
            facts={[
              { label: 'CJ pays', value: <Rates rates={action.rates} /> },
              { label: 'Locks', value: action.locking || '–' },
              { label: 'Referral period', value: action.referral || '–' },
            ]}
          />
        </div>
      ))}
      <p className={styles.asOf}>
        {terms.advertiserName || `Advertiser ${terms.advertiserId}`}
        {terms.since && ` · in force since ${day(terms.since.slice(0, 10))}`}
        {terms.ends && ` · ends ${day(terms.ends.slice(0, 10))}`} · as of {dateTime(terms.asOf)}
      </p>
    </>
  );
}

function Rates({ rates }: { rates: string[] }) {
  if (rates.length === 0) return '–';
  return rates.map((rate) => (
    <span key={rate} className={styles.rate}>
      {rate}
    </span>
  ));
}
