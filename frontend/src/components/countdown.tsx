import { useEffect, useState } from 'react';

/** The time that is left until an instant, as "9:41"; says once when it is over. */
export function Countdown({ until, over }: { until: string; over: string }) {
  const end = Date.parse(until);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((end - now) / 1_000);
  if (Number.isNaN(seconds) || seconds <= 0) return <span role="status">{over}</span>;
  return (
    <span className="num" role="timer">
      {clock(seconds)}
    </span>
  );
}

/** 581 → "9:41" */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
