package earnings

import (
	"time"

	"linkledger/internal/affiliate"
)

const dayLayout = "2006-01-02"

// periodOf is the window of a period that a day lies in. A lifetime, and what
// is not a day, is open at both ends.
func periodOf(period, day string) Window {
	if len(day) != len(dayLayout) {
		return Window{}
	}
	switch period {
	case affiliate.PeriodDay:
		return Window{From: day, To: day}
	case affiliate.PeriodMonth:
		return Window{From: day[:8] + "01", To: lastOfMonth(day[:8])}
	case affiliate.PeriodQuarter:
		year := day[:5]
		switch month := day[5:7]; {
		case month <= "03":
			return Window{From: year + "01-01", To: year + "03-31"}
		case month <= "06":
			return Window{From: year + "04-01", To: year + "06-30"}
		case month <= "09":
			return Window{From: year + "07-01", To: year + "09-30"}
		}
		return Window{From: year + "10-01", To: year + "12-31"}
	case affiliate.PeriodYear:
		return Window{From: day[:5] + "01-01", To: day[:5] + "12-31"}
	}
	return Window{}
}

// lastOfMonth is the last day of a month given as "2026-02-".
func lastOfMonth(month string) string {
	switch month[5:7] {
	case "02":
		first, err := time.Parse(dayLayout, month+"01")
		if err != nil || first.AddDate(0, 1, -1).Day() == 29 {
			return month + "29"
		}
		return month + "28"
	case "04", "06", "09", "11":
		return month + "30"
	}
	return month + "31"
}

// monthsAfter is the same day of the month so many months later, or that
// month's last day where it has none such.
func monthsAfter(day string, months int) string {
	t, err := time.Parse(dayLayout, day)
	if err != nil {
		return day
	}
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1)
	return first.AddDate(0, 0, min(t.Day(), last.Day())-1).Format(dayLayout)
}

// periodWords says a period with its day: "in November 2026", "on 2026-11-22".
func periodWords(period, day string) string {
	if len(day) != len(dayLayout) {
		return "so far"
	}
	switch period {
	case affiliate.PeriodDay:
		return "on " + day
	case affiliate.PeriodMonth:
		if t, err := time.Parse(dayLayout, day); err == nil {
			return "in " + t.Format("January 2006")
		}
	case affiliate.PeriodQuarter:
		quarter := map[string]string{"01": "first", "04": "second", "07": "third", "10": "fourth"}
		return "in the " + quarter[periodOf(period, day).From[5:7]] + " quarter of " + day[:4]
	case affiliate.PeriodYear:
		return "in " + day[:4]
	}
	return "so far"
}
