import { Button, Group } from '@mantine/core';
import { useLocation } from 'wouter';

import { CopyField } from '../../components/copy-field';
import { Facts } from '../../components/facts';
import { History } from '../../components/history';
import { NotSynced } from '../../components/marks';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { Status } from '../../components/status';
import { useSetOfferStatus } from '../../lib/api/offers';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { advancedFacts } from './advanced-facts';
import { moreFacts } from './more-facts';
import { OfferLinks } from './offer-links';
import { OfferMenu } from './offer-menu';
import { OfferPayouts } from './offer-payouts';
import { OfferTerms } from './offer-terms';
import { PostbackSection } from './postback-section';
import { SigningKey } from './signing-key';
import { TagSection } from './tag-section';

interface OfferDetailProps {
  offer: desktop.OfferDetail;
  options: desktop.OfferOptions;
  onEdit: () => void;
  onShow: (id: string) => void;
  onClose: () => void;
}

/** An offer in the side panel: what it pays, the postback URL for CJ, its links. */
export function OfferDetail({ offer, options, onEdit, onShow, onClose }: OfferDetailProps) {
  const { row, form } = offer;
  const format = useFormat();
  const setStatus = useSetOfferStatus();
  const [, go] = useLocation();
  const runs = row.status === 'active' || row.status === 'expired';
  const code = row.type === 'code';
  const label = (choices: desktop.Choice[], value: string) =>
    choices.find((choice) => choice.value === value)?.label ?? value;

  return (
    <SidePanel
      title={row.name}
      mark={<NotSynced synced={row.synced} />}
      onClose={onClose}
      footer={
        <>
          <Group gap={8} mr="auto">
            <Button
              loading={setStatus.isPending}
              onClick={() => setStatus.mutate({ id: row.id, status: runs ? 'paused' : 'active' })}
            >
              {runs ? 'Pause offer' : 'Resume offer'}
            </Button>
            <OfferMenu offer={row} onShow={onShow} />
          </Group>
          <Button onClick={onEdit}>Edit</Button>
          {!code && (
            <Button
              variant="filled"
              disabled={row.status !== 'active'}
              onClick={() => go(`/links?generate=1&offer=${encodeURIComponent(row.id)}`)}
            >
              Generate links
            </Button>
          )}
        </>
      }
    >
      <Facts
        facts={[
          { label: 'Status', value: <Status of={row.status} /> },
          { label: 'Type', value: label(options.types, row.type) },
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
          ...moreFacts(offer, format),
        ]}
      />
      <OfferPayouts offerId={row.id} />
      <OfferTerms offerId={row.id} />
      <PostbackSection offer={offer} options={options} />
      {offer.tag && <TagSection tag={offer.tag} />}
      {offer.postbackKey && <SigningKey text={offer.postbackKey} />}
      {!code && (
        <>
          <Section title="A click goes to">
            <CopyField text={offer.destination} label="Destination" copyLabel="Copy" />
          </Section>
          <OfferLinks offerId={row.id} />
        </>
      )}
      <History noun="offer" id={row.id} />
    </SidePanel>
  );
}
