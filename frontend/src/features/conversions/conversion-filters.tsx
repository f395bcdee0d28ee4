import { Pill, PillGroup } from '@mantine/core';

import { RowFilter } from '../../components/row-filter';
import { useMembers } from '../../lib/api/members';
import { useOffers } from '../../lib/api/offers';
import type { ConversionCut } from '../../lib/conversions-path';
import type { desktop } from '../../wailsjs/go/models';

interface FiltersProps {
  filter: ConversionCut;
  change: (changes: Record<string, string | undefined>) => void;
}

/** Whose conversions, and of which offer. */
export function ConversionFilters({ filter, change }: FiltersProps) {
  const members = useMembers().data ?? [];
  const offers = useOffers().data ?? [];
  return (
    <>
      <RowFilter
        label="Member"
        all="All members"
        searchable
        w={160}
        rows={members}
        value={filter.memberId}
        onChange={(member) => change({ member })}
      />
      <RowFilter
        label="Offer"
        all="All offers"
        w={160}
        rows={offers}
        value={filter.offerId}
        onChange={(offer) => change({ offer })}
      />
    </>
  );
}

/** What the list is narrowed to beside what its filters show, as when a figure led here. */
export function NarrowedTo({
  filter,
  sums,
  change,
}: FiltersProps & { sums: desktop.ConversionSums | undefined }) {
  const pills = [
    ...(filter.currency ? [{ name: 'currency', text: `In ${filter.currency}` }] : []),
    ...(filter.corrected
      ? [
          {
            name: 'corrected',
            text: filter.corrected === '0' ? 'Corrected by CJ' : 'Corrected by CJ since you looked',
          },
        ]
      : []),
    ...(filter.noTests ? [{ name: 'tests', text: 'Without tests' }] : []),
    ...(filter.linkId ? [{ name: 'link', text: sums?.link || 'One link' }] : []),
    ...(filter.where.length > 0 ? [{ name: 'where', text: sums?.where.join('; ') || 'A figure’s cut' }] : []),
  ];
  if (pills.length === 0) return null;
  return (
    <PillGroup aria-label="Narrowed to" w="100%">
      {pills.map(({ name, text }) => (
        <Pill
          key={name}
          withRemoveButton
          removeButtonProps={{ 'aria-label': `Remove: ${text}`, tabIndex: 0, 'aria-hidden': false }}
          onRemove={() => change({ [name]: undefined })}
        >
          {text}
        </Pill>
      ))}
    </PillGroup>
  );
}
