import { Skeleton } from '@mantine/core';

/** Grey lines where a list will stand. */
export function LoadingLines({ lines = 6 }: { lines?: number }) {
  return (
    <div style={{ padding: '8px 24px' }} aria-busy="true" data-testid="loading">
      {Array.from({ length: lines }, (_, line) => line).map((line) => (
        <Skeleton key={line} height={12} my={20} width={`${90 - ((line * 17) % 40)}%`} />
      ))}
    </div>
  );
}
