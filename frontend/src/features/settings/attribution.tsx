import { SegmentedControl } from '@mantine/core';

import { Loaded } from '../../components/loaded';
import { useAttribution, useSetAttribution } from '../../lib/api/rules';
import { Setting } from './setting';

const choices = [
  { value: 'link', label: 'The link goes first' },
  { value: 'code', label: 'The promo code goes first' },
];

/** Who gets an order that one member's link and another's promo code both claim. */
export function Attribution() {
  const attribution = useAttribution();
  const set = useSetAttribution();
  return (
    <Setting
      title="Orders claimed twice"
      explanation="A shopper may come by one member’s link and enter another’s promo code. One of the two gets the order; the other is named beside it."
    >
      <Loaded query={attribution} lines={1}>
        {(prefer) => (
          <SegmentedControl
            aria-label="Who gets an order that a link and a promo code claim"
            data={choices}
            value={set.isPending ? set.variables : prefer}
            onChange={(value) => set.mutate(value)}
          />
        )}
      </Loaded>
      <span className="dim">A change counts for sales from its day on.</span>
    </Setting>
  );
}
