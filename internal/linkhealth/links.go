package linkhealth

import (
	"cmp"
	"slices"
)

// previewed is a link with what the relay says of it.
type previewed struct {
	Link
	now Preview
}

// judgeLink says what is wrong with a link by the relay's word alone; no code
// when nothing is.
func judgeLink(l previewed) (Code, string) {
	switch {
	case l.now.State == Unknown && !l.Synced, l.now.State != l.State && !l.Synced:
		return CodeNotSynced, ""
	case l.now.State == Unknown:
		return CodeLost, ""
	case l.now.State == l.State && l.State != Live:
		return "", ""
	case l.now.State == Paused:
		return CodePaused, ""
	case l.now.State == Ended:
		return CodeEnded, ""
	case l.State != Live:
		return CodeStillLive, ""
	case l.now.Destination == "":
		return CodeNoDestination, ""
	case !l.Synced:
		return "", "" // where it leads is about to change
	}
	if expected, same := l.asExpected(); !same {
		return CodeElsewhere, "It leads to " + l.now.Destination + ", and this computer expects " + expected + "."
	}
	return "", ""
}

// asExpected compares where a link leads with where it should.
func (l previewed) asExpected() (expected string, same bool) {
	if l.Leads == nil {
		return "", true
	}
	for _, id := range append(clickIDs(l.now.Destination), "") {
		if expected = l.Leads(id); expected == "" || expected == l.now.Destination {
			return expected, true
		}
		if l.Timed && maskOwn(expected, l.Own) == maskOwn(l.now.Destination, l.Own) {
			return expected, true
		}
	}
	return l.Leads(""), false
}

// group parts live links by what has to be walked for them.
func group(links []previewed) []Destination {
	at := map[string]int{}
	var list []Destination
	var tests []bool // a test link stands for its destination
	for _, l := range links {
		if l.now.State != Live || l.now.Destination == "" {
			continue
		}
		key := maskOwn(l.now.Destination, l.Own)
		if _, same := l.asExpected(); same && l.Template != "" {
			key = l.Template
		}
		i, known := at[key]
		if !known {
			i = len(list)
			at[key] = i
			list, tests = append(list, Destination{ID: idOf(key), URL: l.now.Destination, Link: l.ID}), append(tests, l.Test)
		} else if l.Test && !tests[i] {
			list[i].URL, list[i].Link, tests[i] = l.now.Destination, l.ID, true
		}
		d := &list[i]
		d.Links++
		if l.Offer != "" && !slices.Contains(d.Offers, l.Offer) {
			d.Offers = append(d.Offers, l.Offer)
		}
	}
	slices.SortStableFunc(list, func(a, b Destination) int { return cmp.Or(cmp.Compare(b.Links, a.Links), cmp.Compare(a.ID, b.ID)) })
	return list
}
