package affiliate

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// DiffTerms says in words what has changed from before to after, one line for
// each change; nothing when a person would see none. What wasn't known and now
// is counts as new.
func DiffTerms(before, after Terms) []string {
	var lines []string
	add := func(what, was, is string) { lines = append(lines, turned(what, was, is)...) }
	add("Contract", plainCode(before.Status), plainCode(after.Status))
	add("Terms", before.Name, after.Name)
	add("The contract ends", dayOf(before.End), dayOf(after.End))
	for _, is := range after.Actions {
		was, known := actionOf(before, is)
		if !known {
			lines = append(lines, "New: "+is.title()+", "+strings.Join(is.RateWords(), ", ")+".")
			continue
		}
		add(is.title()+", counts after the click", was.Referral(), is.Referral())
		add(is.title(), was.Locking(), is.Locking())
		lines = append(lines, diffRates(is.title(), was.Rates, is.Rates)...)
	}
	for _, was := range before.Actions {
		if _, still := actionOf(after, was); !still {
			lines = append(lines, "No longer paid: "+was.title()+", "+strings.Join(was.RateWords(), ", ")+".")
		}
	}
	return lines
}

// diffRates pairs the rates by what they are for; several for the same are
// compared as a whole.
func diffRates(title string, before, after []TermsRate) (lines []string) {
	var places []string
	for _, r := range slices.Concat(after, before) {
		if place := r.place(); !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	for _, place := range places {
		lines = append(lines, turned(title, ratesFor(place, before), ratesFor(place, after))...)
	}
	return lines
}

// turned is the line for one thing that has changed, if it has.
func turned(what, was, is string) []string {
	switch {
	case was == is:
		return nil
	case was == "":
		return []string{what + ": now " + is + "."}
	case is == "":
		return []string{what + ": no longer " + was + "."}
	}
	return []string{what + ": " + is + ", was " + was + "."}
}

func ratesFor(place string, all []TermsRate) string {
	var words []string
	for _, r := range all {
		if r.place() == place {
			words = append(words, r.Words())
		}
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}

func actionOf(t Terms, like TermsAction) (TermsAction, bool) {
	for _, a := range t.Actions {
		if cmp.Or(a.TrackerID, a.Name) == cmp.Or(like.TrackerID, like.Name) {
			return a, true
		}
	}
	return TermsAction{}, false
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 January 2006")
}
