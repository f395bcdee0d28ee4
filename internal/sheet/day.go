package sheet

import (
	"fmt"
	"iter"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// DayForm is the order of a date's parts.
type DayForm string

// The forms.
const (
	YMD DayForm = "ymd"
	DMY DayForm = "dmy"
	MDY DayForm = "mdy"
)

// Moment is a point in time as a file has it; Timed tells it from a mere day,
// which is that day's beginning.
type Moment struct {
	time.Time
	Timed bool
}

const clockPart = `(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?(?:\s*UTC)?)?$`

var (
	numeric  = regexp.MustCompile(`^(\d{1,4})[-/. ]+(\d{1,2})[-/. ]+(\d{1,4})` + clockPart)
	dayFirst = regexp.MustCompile(`^(\d{1,2})[-/. ]+([A-Za-z]{3,9})\.?[-/., ]+(\d{4})` + clockPart)
	named    = regexp.MustCompile(`^([A-Za-z]{3,9})\.?[ -]+(\d{1,2}),?[ -]+(\d{4})` + clockPart)
)

// ParseTime reads a day with or without a time of day. The form tells 03/04 from
// 04/03 and counts for days in figures whose year does not come first; the zone
// is for texts that name none.
func ParseTime(text string, form DayForm, zone *time.Location) (Moment, error) {
	bad := fmt.Errorf("%.40q is no day that can be read: write it like 2026-09-03", text)
	parts, year, month, day, err := split(strings.TrimSpace(text), form)
	if err != nil {
		return Moment{}, bad
	}
	if year < 100 {
		year += 2000
	}
	m := Moment{Timed: parts[0] != ""}
	hour, minute, second := atoi(parts[0]), atoi(parts[1]), atoi(parts[2])
	if half := strings.ToLower(parts[3]); half != "" {
		if hour < 1 || hour > 12 {
			return Moment{}, bad
		}
		hour %= 12
		if half[0] == 'p' {
			hour += 12
		}
	}
	if zone, err = zoneOf(parts[4], zone); err != nil {
		return Moment{}, bad
	}
	m.Time = time.Date(year, time.Month(month), day, hour, minute, second, 0, zone)
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 2000 || year > 2100 || date.Month() != time.Month(month) || date.Day() != day || hour > 23 || minute > 59 || second > 60 {
		return Moment{}, bad
	}
	return m, nil
}

// split takes a date apart; clock are hour, minute, second, half of the day and
// zone as they are written.
func split(text string, form DayForm) (clock []string, year, month, day int, err error) {
	switch {
	case numeric.MatchString(text):
		p := numeric.FindStringSubmatch(text)
		a, b, c := atoi(p[1]), atoi(p[2]), atoi(p[3])
		switch {
		case len(p[1]) == 4 && len(p[3]) <= 2:
			year, month, day = a, b, c
		case len(p[1]) > 2, len(p[3]) == 1, len(p[3]) == 3:
			return nil, 0, 0, 0, strconv.ErrSyntax
		case form == DMY:
			day, month, year = a, b, c
		case form == MDY:
			month, day, year = a, b, c
		case form == YMD && len(p[3]) == 2 && len(p[1]) == 2:
			year, month, day = a, b, c
		default:
			return nil, 0, 0, 0, strconv.ErrSyntax
		}
		return p[4:], year, month, day, nil
	case dayFirst.MatchString(text):
		p := dayFirst.FindStringSubmatch(text)
		month, err = monthOf(p[2])
		return p[4:], atoi(p[3]), month, atoi(p[1]), err
	case named.MatchString(text):
		p := named.FindStringSubmatch(text)
		month, err = monthOf(p[1])
		return p[4:], atoi(p[3]), month, atoi(p[2]), err
	}
	if len(text) == 8 && strings.Trim(text, "0123456789") == "" {
		return make([]string, 5), atoi(text[:4]), atoi(text[4:6]), atoi(text[6:]), nil
	}
	return nil, 0, 0, 0, strconv.ErrSyntax
}

func monthOf(name string) (int, error) {
	for m := time.January; m <= time.December; m++ {
		if full := m.String(); len(name) >= 3 && len(name) <= len(full) && strings.EqualFold(full[:len(name)], name) {
			return int(m), nil
		}
	}
	if strings.EqualFold(name, "sept") {
		return 9, nil
	}
	return 0, strconv.ErrSyntax
}

func zoneOf(text string, otherwise *time.Location) (*time.Location, error) {
	switch text {
	case "":
		return otherwise, nil
	case "Z", "UTC", "GMT":
		return time.UTC, nil
	}
	figures := strings.ReplaceAll(text[1:], ":", "")
	hours, minutes := atoi(figures[:2]), atoi(figures[2:])
	if hours > 14 || minutes > 59 {
		return nil, strconv.ErrSyntax
	}
	offset := hours*3600 + minutes*60
	if text[0] == '-' {
		offset = -offset
	}
	return time.FixedZone("", offset), nil
}

// atoi reads a few digits; none are 0.
func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

// GuessDays tells by a column's values how it writes days; sure is false when
// they fit two forms.
func GuessDays(values iter.Seq[string]) (form DayForm, sure bool) {
	fits := map[DayForm]int{}
	total, first := 0, ""
	for text := range values {
		if total++; first == "" {
			first = text
		}
		for _, f := range []DayForm{YMD, DMY, MDY} {
			if _, err := ParseTime(text, f, time.UTC); err == nil {
				fits[f]++
			}
		}
	}
	best := YMD // also where the form does not matter
	for _, f := range []DayForm{MDY, DMY} {
		if fits[f] > fits[best] || fits[f] == fits[best] && f == DMY && best == MDY && strings.Contains(first, ".") {
			best = f
		}
	}
	sure = total > 0 && fits[best] == total && (best == YMD || fits[DMY] != fits[MDY])
	return best, sure
}
