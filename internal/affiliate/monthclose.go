package affiliate

import "time"

// MonthClose is a month whose figures stand from a day on: what becomes known of
// it later counts on the day on which it did. A person may open it again, which
// is a further one; what was counted elsewhere meanwhile stays there.
type MonthClose struct {
	Month  string `json:"-"` // YYYY-MM
	Closed bool   `json:"closed"`
	Reason string `json:"reason,omitempty"` // in a person's words

	// What the fold tells: the last day of which anything was known when it was
	// closed or opened, and when, by whom and on which device that was done.
	Day    string `json:"day,omitempty"`
	At     string `json:"at,omitempty"` // RFC 3339
	Actor  string `json:"actor,omitempty"`
	Device string `json:"device,omitempty"`
	Synced bool   `json:"-"`
}

// IsMonth reports whether a text is a calendar month, YYYY-MM.
func IsMonth(text string) bool {
	_, err := time.Parse("2006-01", text)
	return err == nil && len(text) == len("2006-01")
}
