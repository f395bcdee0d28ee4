package affiliate

import "time"

const dayLayout = "2006-01-02"

// Day is the calendar day of an instant in a time zone, YYYY-MM-DD.
func Day(t time.Time, zone *time.Location) string { return t.In(zone).Format(dayLayout) }

// IsDay reports whether a text is a calendar day, YYYY-MM-DD.
func IsDay(text string) bool {
	_, err := time.Parse(dayLayout, text)
	return err == nil
}
