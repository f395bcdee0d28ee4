import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';

import { useDuplicateOffer, useSetOfferStatus } from '../../lib/api/offers';
import type { desktop } from '../../wailsjs/go/models';

/** What is done to an offer now and then. */
export function OfferMenu({ offer, onShow }: { offer: desktop.OfferRow; onShow: (id: string) => void }) {
  const duplicate = useDuplicateOffer();
  const setStatus = useSetOfferStatus();
  const archived = offer.status === 'archived';
  return (
    <Menu position="top-start">
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label="More actions" loading={duplicate.isPending}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => duplicate.mutate(offer.id, { onSuccess: ({ row }) => onShow(row.id) })}>
          Duplicate
        </Menu.Item>
        <Menu.Item
          onClick={() => setStatus.mutate({ id: offer.id, status: archived ? 'active' : 'archived' })}
        >
          {archived ? 'Bring back' : 'Archive'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
