import { Button } from '@mantine/core';
import { useLocation } from 'wouter';

/** The way from an empty list to the check that tells why it is empty. */
export function StartTestPurchase() {
  const [, go] = useLocation();
  return (
    <Button variant="filled" onClick={() => go('/test-purchase')}>
      Go to Test purchase
    </Button>
  );
}
