package linkhealth

import "time"

// How often a sweep is made by itself while the application is open.
const (
	Never  = "never"
	Daily  = "daily"
	Weekly = "weekly"
)

// Schedule is a device's setting. By default links are asked for at the relay
// each day, which nobody sees, and no page is walked: that is a click at CJ for
// each destination and browser, and clicks that a program makes by itself are
// for a person to allow.
type Schedule struct {
	Every string `json:"every"`
	Walks bool   `json:"walks"`
}

// DefaultSchedule is the one of a person who has chosen none.
func DefaultSchedule() Schedule { return Schedule{Every: Daily} }

// Next is when a sweep is due after the last one began; zero for never. A zero
// last is none, and one is due at once.
func (s Schedule) Next(last time.Time) time.Time {
	switch s.Every {
	case Daily:
		return last.Add(24 * time.Hour)
	case Weekly:
		return last.Add(7 * 24 * time.Hour)
	}
	return time.Time{}
}

// Due reports whether a sweep is due.
func (s Schedule) Due(last, now time.Time) bool {
	next := s.Next(last)
	return !next.IsZero() && !now.Before(next)
}
