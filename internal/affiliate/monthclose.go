package affiliate

import "time"

// MonthClose is a month whose figures stand from a day on: what becomes known of
// it later counts on the day on which it did. A person may open it again, which
// is a further one; what was counted elsewhere meanwhile stays there.
type MonthClose struct {
	Month  string `json:"-"` // YYYY-MM
	Closed bool   `json:"closed"`
	Reason string `json:"reason,omitempty"` // in a person's words

	// Day is the last whose figures were known when it was closed or opened, and
	// Actor who did it; the fold tells both.
	Day    string `json:"day,omitempty"`
	Actor  string `json:"actor,omitempty"`
	Synced bool   `json:"-"`
}

// IsMonth reports whether a text is a calendar month, YYYY-MM.
func IsMonth(text string) bool {
	_, err := time.Parse("2006-01", text)
	return err == nil && len(text) == len("2006-01")
}
