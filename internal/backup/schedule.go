package backup

import "time"

// How many backups are kept: the newest of each of so many hours, days and
// months that have any.
const (
	Every  = time.Hour
	hours  = 24
	days   = 14
	months = 12
)

// Schedule says so in words.
const Schedule = "Every hour while something changes, and always before an update or a restore. Kept are the newest of 24 hours, 14 days and 12 months."

// Outdated are those of a list, newest first, that need not be kept. The
// newest always is. What was made by the clock counts for its hour, day and
// month; what was made for a reason of its own is kept for as many days.
func Outdated(list []Backup) (out []Backup) {
	keep := map[string]bool{}
	mark := func(most int, format string, wanted func(Backup) bool, also func(Backup) string) {
		periods, taken := map[string]bool{}, map[string]bool{}
		for _, b := range list {
			period := b.MadeAt.UTC().Format(format)
			if name := period + also(b); wanted(b) && !taken[name] {
				if periods[period] = true; len(periods) > most {
					return
				}
				taken[name], keep[b.ID] = true, true
			}
		}
	}
	every := func(Backup) bool { return true }
	alone := func(Backup) string { return "" }
	mark(1, "", every, alone)
	mark(hours, "2006-01-02T15", func(b Backup) bool { return b.Reason == Scheduled }, alone)
	mark(days, "2006-01-02", every, func(b Backup) string {
		if b.Reason == Scheduled {
			return ""
		}
		return b.ID
	})
	mark(months, "2006-01", every, alone)
	for _, b := range list {
		if !keep[b.ID] {
			out = append(out, b)
		}
	}
	return out
}
