package clickquality

// Subject is a member, or an offer, with what is known of it now and before.
type Subject struct {
	ID        string
	Now, Base Span
}

// Span is what some days add up to.
type Span struct {
	Days     int
	Clicks   int64 // that count
	Rejected int64
	// Conversions are those that stand: pending, approved or on hold.
	Conversions int64
	Timed       int64            // of them, those whose click is known
	Soon        int64            // of those, within a minute of the click
	SoonSeconds int64            // what those took together
	Night       int64            // of conversions with a known hour, those from midnight to five
	Hours       int64            // conversions with a known hour
	Referrers   map[string]int64 // conversions by where their clicks came from; none for unknown ones
	Countries   map[string]int64 // conversions by country; none for unknown ones
	Payout      map[string]int64 // minor units by currency
}

// gross are all clicks.
func (s Span) gross() int64 { return s.Clicks + s.Rejected }

// known are the conversions that a property is known of.
func known(by map[string]int64) (n int64) {
	for _, k := range by {
		n += k
	}
	return n
}
