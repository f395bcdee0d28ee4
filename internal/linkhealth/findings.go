package linkhealth

import (
	"cmp"
	"slices"
)

// Finding is one thing that is wrong, with all links or browsers that have it.
type Finding struct {
	Code Code `json:"code"`
	// Destination is whose finding it is; empty for a finding on links.
	Destination string   `json:"destination,omitempty"`
	Offer       string   `json:"offer,omitempty"` // of a finding on links
	Links       int      `json:"links"`           // that have it
	Some        []string `json:"some,omitempty"`  // the first of these links
	Agents      []string `json:"agents,omitempty"`
	Everywhere  bool     `json:"everywhere,omitempty"` // in each browser that was tried
	Text        string   `json:"text,omitempty"`
	New         bool     `json:"new,omitempty"` // the sweep before had no such finding
}

// someLinks is how many links a finding names.
const someLinks = 200

// subject is what tells findings apart from sweep to sweep.
type subject struct {
	code        Code
	destination string
	offer       string
}

func (f Finding) subject() subject { return subject{f.Code, f.Destination, f.Offer} }

// Collect makes findings of what the relay said and what walks met: the worst,
// newest and widest first.
func Collect(sweep Sweep, walks []Walk) []Finding {
	var order []subject
	found := map[subject]*Finding{}
	at := func(f Finding) *Finding {
		s := f.subject()
		if found[s] == nil {
			found[s] = &f
			order = append(order, s)
		}
		return found[s]
	}
	for _, r := range sweep.LinkRemarks {
		f := at(Finding{Code: r.Code, Offer: r.Offer, Text: r.Text})
		f.Links++
		if len(f.Some) < someLinks {
			f.Some = append(f.Some, r.Link)
		}
	}
	links, tried := map[string]int{}, map[string]int{}
	for _, d := range sweep.Destinations {
		links[d.ID] = d.Links
	}
	for _, w := range walks {
		if tried[w.Destination]++; links[w.Destination] == 0 {
			continue // it was walked before the links changed
		}
		for _, r := range w.Remarks {
			f := at(Finding{Code: r.Code, Destination: w.Destination, Text: r.Text, Links: links[w.Destination]})
			if !slices.Contains(f.Agents, w.Agent) {
				f.Agents = append(f.Agents, w.Agent)
			}
		}
	}
	list := []Finding{}
	for _, s := range order {
		f := *found[s]
		f.Everywhere = f.Destination != "" && len(f.Agents) == tried[f.Destination]
		list = append(list, f)
	}
	sortFindings(list)
	return list
}

func sortFindings(list []Finding) {
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(rank(a)-rank(b), cmp.Compare(b.Links, a.Links))
	})
}

func rank(f Finding) int {
	n := 0
	if Minor(f.Code) {
		n = 2
	}
	if !f.New {
		n++
	}
	return n
}

// Finish ends a sweep: it settles the findings, and says which of them the
// sweep before had not. Without one all are as they are, none is new.
func (s *Sweep) Finish(state string, walks []Walk, before *Sweep) {
	s.State, s.Findings, s.Gone = state, Collect(*s, walks), 0
	if before == nil {
		return
	}
	s.Before = before.ID
	had, have := map[subject]bool{}, map[subject]bool{}
	for _, f := range before.Findings {
		had[f.subject()] = true
	}
	for i := range s.Findings {
		f := &s.Findings[i]
		have[f.subject()] = true
		f.New = !had[f.subject()] && (before.Walks || f.Destination == "")
	}
	sortFindings(s.Findings)
	if state != Done {
		return
	}
	for _, f := range before.Findings {
		if !have[f.subject()] && (s.Walks || f.Destination == "") {
			s.Gone++
		}
	}
}

// News counts the findings that the sweep before had not.
func (s Sweep) News() (n int) {
	for _, f := range s.Findings {
		if f.New {
			n++
		}
	}
	return n
}
