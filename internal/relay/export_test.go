package relay

import "context"

// Tick does what the relay's timers do, once.
func (r *Relay) Tick(ctx context.Context) error { return r.clicks.tick(ctx) }

// ClicksWait waits for its turn among those who move clicks on, and reports
// whether some are not in the store yet.
func (r *Relay) ClicksWait() bool { return r.clicks.waiting() }
