import { Anchor, Breadcrumbs } from '@mantine/core';

import { useMembers } from '../../lib/api/members';
import { useOffers } from '../../lib/api/offers';
import type { Cut } from './level';

interface CrumbsProps {
  cut: Cut;
  change: (changes: Record<string, string | undefined>) => void;
}

/** The way from the whole programme down to what is shown; each step leads back up. */
export function Crumbs({ cut, change }: CrumbsProps) {
  const offers = useOffers().data ?? [];
  const members = useMembers().data ?? [];
  if (!cut.offer && !cut.member) return null;
  const name = (rows: readonly { id: string; name: string }[], id: string) =>
    rows.find((row) => row.id === id)?.name ?? 'One that is not here any more';
  const steps = [
    { key: 'all', text: 'All sales', to: { offer: undefined, member: undefined, by: undefined } },
    ...(cut.offer
      ? [{ key: 'offer', text: name(offers, cut.offer), to: { member: undefined, by: undefined } }]
      : []),
    ...(cut.member ? [{ key: 'member', text: name(members, cut.member), to: {} }] : []),
  ];
  return (
    <nav aria-label="Level" style={{ width: '100%' }}>
      <Breadcrumbs separatorMargin={6}>
        {steps.map(({ key, text, to }, at) =>
          at === steps.length - 1 ? (
            <span key={key} aria-current="page">
              {text}
            </span>
          ) : (
            <Anchor key={key} component="button" type="button" onClick={() => change(to)}>
              {text}
            </Anchor>
          ),
        )}
      </Breadcrumbs>
    </nav>
  );
}
