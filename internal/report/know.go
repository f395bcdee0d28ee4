package report

import (
	"fmt"
	"strings"
)

// The bases of clicks, and those of people.
var (
	clickBases  = []base{grossClicks, uniqueClicks, rejectedClicks, validClicks}
	peopleBases = [...]base{activeMembers, membersWithConversions, membersDue}
)

// know finds out which sums the cube has of the cut that is asked for.
func (a *ask) know() {
	dims := a.dimensions()
	var alone, only []Dimension // those that clicks have one at a time, and those of sales alone
	member, reason := false, false
	for _, d := range dims {
		switch {
		case d == Reason:
			reason = true
		case d.isOf(linkCells) && d.isOf(facetCells):
		case d.isOf(linkCells):
			member = true
		case d.isOf(facetCells):
			alone = append(alone, d)
		default:
			only = append(only, d)
		}
	}
	a.clicks = linkCells
	switch {
	case len(only) > 0:
		a.noClicks(fmt.Sprintf("Clicks are not known by %s: only conversions have that.", inWords(only)), NoteClicksUnknown)
	case len(alone) == 0:
	case a.raw != nil:
		a.clicks = rawCells
		a.lack("Members are not counted among raw clicks.", activeMembers)
	case len(alone) == 1 && !member && !reason:
		a.clicks, a.facet = facetCells, alone[0]
		why := fmt.Sprintf("By %s only counted clicks are known, not gross, unique or rejected ones.", inWords(alone))
		a.lack(why, grossClicks, uniqueClicks, rejectedClicks)
		a.notes = append(a.notes, Note{Code: NoteAskRelay, Text: why + " The raw clicks on the relay can tell."})
		a.lack(fmt.Sprintf("Clicks are not known by %s and member together.", inWords(alone)), activeMembers)
	default:
		a.noClicks(fmt.Sprintf("Clicks by %s together are not kept here. The raw clicks on the relay can tell.", inWords(dims)), NoteAskRelay)
	}
	if reason {
		a.lack("Only rejected clicks have a reason.", grossClicks, uniqueClicks, validClicks)
		for b := range baseCount {
			a.lack("Only rejected clicks have a reason.", b)
		}
		if len(only)+len(alone) == 0 || len(only) == 0 && a.raw != nil {
			a.missing[rejectedClicks] = ""
		}
	}
	a.noteMissing()
	for i := range a.measures {
		if m := &a.measures[i]; m.formula.missing(&a.missing) == "" {
			for _, b := range m.formula.bases() {
				a.need[b] = true
			}
		}
	}
}

func (a *ask) lack(why string, list ...base) {
	for _, b := range list {
		if a.missing[b] == "" {
			a.missing[b] = why
		}
	}
}

func (a *ask) noClicks(why string, code NoteCode) {
	a.lack(why, clickBases...)
	a.lack(why, activeMembers)
	a.notes = append(a.notes, Note{Code: code, Text: why})
}

// noteMissing keeps notes about clicks only where measures need clicks.
func (a *ask) noteMissing() {
	var lacking []Measure
	for _, m := range a.measures {
		if m.formula.missing(&a.missing) != "" {
			lacking = append(lacking, m.Measure)
		}
	}
	if len(lacking) == 0 {
		a.notes = nil
	}
	for i := range a.notes {
		a.notes[i].Measures = lacking
	}
}

// inWords lists dimensions: "country and member".
func inWords(dims []Dimension) string {
	names := make([]string, len(dims))
	for i, d := range dims {
		info, _ := d.Info()
		if names[i] = strings.ToLower(info.Label[:1]) + info.Label[1:]; strings.HasPrefix(info.Label, "UTM") || strings.HasPrefix(info.Label, "CJ") {
			names[i] = info.Label
		}
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
