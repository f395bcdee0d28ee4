package linkhealth

import "context"

// Relay tells where links lead now; nothing of it is a click.
type Relay interface {
	Preview(ctx context.Context, numbers []int64) ([]Preview, error)
}

// States of a link at the relay.
const (
	Live    = "live"
	Paused  = "paused"
	Ended   = "ended"   // its offer has
	Unknown = "unknown" // the relay has no such link
)

// Preview is a link as the relay has it.
type Preview struct {
	Number      int64
	State       string
	Destination string // with a click id that is known to be nobody's
}

// Link is a member link as this computer has it.
type Link struct {
	ID     string
	Number int64
	Offer  string
	State  string // Live, Paused or Ended, as it should be
	Synced bool   // the relay has had all that is here
	Test   bool
	// Leads says where the link should lead a click; empty when nobody knows.
	Leads func(clickID string) string
	// Template is where it leads without what differs from click to click and
	// from member to member.
	Template string
	// Own are the values that other links of the offer have otherwise.
	Own []string
	// Timed says that the destination holds the time of the click.
	Timed bool
}

// Book keeps sweeps.
type Book interface {
	PutSweep(ctx context.Context, s Sweep) error
	PutWalk(ctx context.Context, sweepID string, w Walk) error
	Walks(ctx context.Context, sweepID string) ([]Walk, error)
}
