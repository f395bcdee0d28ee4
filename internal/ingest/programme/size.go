package programme

import (
	"math"
	"time"
)

// Days is how long a programme runs.
const Days = 365

// Size is how much of everything a programme has.
type Size struct {
	Members, Offers int
	Clicks          int64
	Sales           int64
}

// Year is the size that reports are measured on.
func Year() Size { return Size{Members: 2000, Offers: 50, Clicks: 10_000_000, Sales: 1_000_000} }

// Scaled is a size with so many times the members and what they bring. The
// offers stay: reports are cut by them.
func (s Size) Scaled(by float64) Size {
	times := func(n int64, least int64) int64 { return max(int64(math.Round(float64(n)*by)), least) }
	s.Members = int(times(int64(s.Members), 10))
	s.Clicks, s.Sales = times(s.Clicks, 1000), times(s.Sales, 100)
	return s
}

// start is the first day; a fixed one, so that a seed always gives the same.
func start(zone *time.Location) time.Time {
	return time.Date(2025, time.November, 23, 0, 0, 0, 0, zone)
}
