package relay

import "context"

// Tick does what the relay's timers do, once.
func (r *Relay) Tick(ctx context.Context) error { return r.clicks.tick(ctx) }
