import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useLocation } from 'wouter';

/** "Add Offer" with the two kinds of offers, as the guide has it. */
export function AddOffer() {
  const [, go] = useLocation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="filled"
          leftSection={<IconPlus size={14} />}
          rightSection={<IconChevronDown size={14} />}
        >
          Add Offer
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => go('/offers?add=1')}>Link Tracking Offer</Menu.Item>
        <Menu.Item onClick={() => go('/offers?add=code')}>Promo Code Offer</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
