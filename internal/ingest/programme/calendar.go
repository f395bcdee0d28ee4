package programme

import "time"

// hour is one of the year's, with how much goes on in it and in all before.
type hour struct {
	start  time.Time
	day    string // in the workspace's zone
	local  string // 00 to 23
	date   int    // days since the first
	weight int64
	before int64
}

// What an hour of the day, a weekday from Sunday on and a month from January on
// are worth: people shop in the evening, on Sundays, and before Christmas.
var (
	hourly  = [24]int64{22, 12, 7, 5, 5, 9, 20, 38, 52, 60, 66, 70, 78, 74, 70, 70, 74, 82, 94, 108, 118, 112, 84, 48}
	daily   = [7]int64{118, 100, 96, 96, 98, 94, 104}
	monthly = [12]int64{80, 78, 88, 90, 96, 92, 84, 86, 98, 106, 150, 160}
)

// calendar lists the hours of the year that begins at an instant.
func calendar(start time.Time) (hours []hour, total int64) {
	end := start.AddDate(0, 0, Days)
	for at := start.UTC(); at.Before(end); at = at.Add(time.Hour) {
		local := at.In(start.Location())
		h := hour{start: at, day: local.Format(time.DateOnly), local: local.Format("15"), before: total}
		if n := len(hours); n > 0 {
			h.date = hours[n-1].date
			if hours[n-1].day != h.day {
				h.date++
			}
		}
		growth := int64(80 + 40*h.date/Days)
		h.weight = hourly[local.Hour()] * daily[local.Weekday()] * monthly[local.Month()-1] * growth
		if _, week := local.ISOWeek(); week == 48 { // of Black Friday
			h.weight += h.weight / 2
		}
		total += h.weight
		hours = append(hours, h)
	}
	return hours, total
}

// share is how many of n fall into an hour, so that all hours together have n.
func (h hour) share(n, total int64) int64 {
	part := func(of int64) int64 { return int64(float64(n) * (float64(of) / float64(total))) }
	upTo := part(h.before + h.weight)
	if h.before+h.weight == total {
		upTo = n
	}
	return upTo - part(h.before)
}
