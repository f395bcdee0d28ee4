import { Button } from '@mantine/core';
import { useLocation } from 'wouter';

import { CopyField } from '../../components/copy-field';
import { Facts } from '../../components/facts';
import { NotSynced } from '../../components/marks';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { Status } from '../../components/status';
import { useSetOfferStatus } from '../../lib/api/offers';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { advancedFacts } from './advanced-facts';
import { OfferLinks } from './offer-links';
import { OfferPayouts } from './offer-payouts';
import { OfferTerms } from './offer-terms';
import { SigningKey } from './signing-key';

interface OfferDetailProps {
  offer: desktop.OfferDetail;
  options: desktop.OfferOptions;
  onEdit: () => void;
  onClose: () => void;
}

/** An offer in the side panel: what it pays, the postback URL for CJ, its links. */
export function OfferDetail({ offer, options, onEdit, onClose }: OfferDetailProps) {
  const { row, form } = offer;
  const format = useFormat();
  const setStatus = useSetOfferStatus();
  const [, go] = useLocation();
  const paused = row.status === 'paused';
  const label = (choices: desktop.Choice[], value: string) =>
    choices.find((choice) => choice.value === value)?.label ?? value;

  return (
    <SidePanel
      title={row.name}
      mark={<NotSynced synced={row.synced} />}
      onClose={onClose}
      footer={
        <>
          <Button
            mr="auto"
            loading={setStatus.isPending}
            onClick={() => setStatus.mutate({ id: row.id, status: paused ? 'active' : 'paused' })}
          >
            {paused ? 'Resume offer' : 'Pause offer'}
          </Button>
          <Button onClick={onEdit}>Edit</Button>
          <Button
            variant="filled"
            disabled={paused}
            onClick={() => go(`/links?generate=1&offer=${encodeURIComponent(row.id)}`)}
          >
            Generate links
          </Button>
        </>
      }
    >
      <Facts
        facts={[
          { label: 'Status', value: <Status of={row.status} /> },
          ...(row.description ? [{ label: 'Offer Description', value: row.description }] : []),
          { label: 'Conversion Type', value: label(options.conversionTypes, row.conversionType) },
          {
            label: 'Payout Option',
            value: (
              <>
                {row.payout}
                {offer.ruleSince && (
                  <span className="dim">
                    {' '}
                    · version {offer.ruleVersion}, since {format.day(offer.ruleSince)}
                  </span>
                )}
              </>
            ),
          },
          { label: 'Conversion Tracking', value: label(options.protocols, form.protocol) },
          ...advancedFacts(form, options),
          ...(form.fallbackUrl ? [{ label: 'Fallback URL', value: form.fallbackUrl }] : []),
        ]}
      />
      <OfferPayouts offerId={row.id} />
      <OfferTerms offerId={row.id} />
      <Section title="Postback URL">
        <p className="dim">{whoCalls(form.preset, options)}</p>
        <CopyField text={offer.postbackUrl} label="Postback URL" copyLabel="Copy" />
      </Section>
      {offer.postbackKey && <SigningKey text={offer.postbackKey} />}
      <Section title="A click goes to">
        <CopyField text={offer.destination} label="Destination" copyLabel="Copy" />
      </Section>
      <OfferLinks offerId={row.id} />
    </SidePanel>
  );
}

function whoCalls(preset: string, { postbackPresets }: desktop.OfferOptions): string {
  const network = postbackPresets.find((candidate) => candidate.name === preset);
  if (!network || network === postbackPresets[0]) {
    return 'Send this to your CJ account manager. CJ calls it for each sale.';
  }
  return `Enter this at ${network.label}, which calls it for each sale.`;
}
