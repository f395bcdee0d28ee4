package cube

import (
	"fmt"
	"time"
)

const daySeconds = 24 * 60 * 60

// DayOf reads a day of the form YYYY-MM-DD.
func DayOf(text string) (Day, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || len(text) != len(time.DateOnly) {
		return 0, fmt.Errorf("%q is no day", text)
	}
	return dayAt(t), nil
}

// DayIn is the day of an instant in a time zone.
func DayIn(at time.Time, zone *time.Location) Day {
	year, month, day := at.In(zone).Date()
	return dayAt(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// dayAt is the day of a midnight in UTC.
func dayAt(t time.Time) Day {
	seconds := t.Unix()
	if seconds < 0 {
		seconds -= daySeconds - 1
	}
	return Day(seconds / daySeconds)
}

// Time is midnight of the day in UTC, for what is worked out on the calendar.
func (d Day) Time() time.Time { return time.Unix(int64(d)*daySeconds, 0).UTC() }

// String is the day as YYYY-MM-DD.
func (d Day) String() string { return d.Time().Format(time.DateOnly) }

// Month is the day's month as YYYY-MM.
func (d Day) Month() string { return d.Time().Format("2006-01") }
