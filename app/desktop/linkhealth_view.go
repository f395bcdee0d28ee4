package desktop

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/linkhealth"
)

func (s *session) linkHealth(ctx context.Context, id string) (LinkHealthView, error) {
	v := LinkHealthView{Sweeps: []SweepRow{}, Browsers: []Pair{}}
	for _, agent := range linkhealth.Agents() {
		v.Browsers = append(v.Browsers, Pair{Label: agent.ID, Value: agent.Name})
	}
	all, err := s.sweepBook().sweeps(ctx)
	if err != nil {
		return v, err
	}
	now, running := s.sweeps.current()
	for i := range all {
		if running && all[i].ID == now.ID {
			all[i] = now
		}
		one := all[i]
		v.Sweeps = append(v.Sweeps, SweepRow{ID: one.ID, State: one.State, StartedAt: viewTime(one.StartedAt), Walks: one.Walks, Links: one.Links, Findings: len(one.Findings), New: one.News()})
	}
	schedule, err := s.healthSchedule(ctx)
	if err != nil {
		return v, err
	}
	v.Schedule = HealthSchedule{Every: schedule.Every, Walks: schedule.Walks}
	if len(all) > 0 && s.world == nil {
		v.NextAt = viewTime(schedule.Next(all[0].StartedAt))
	}
	v.Links, err = s.store.CountLinks(ctx)
	at := slices.IndexFunc(all, func(one linkhealth.Sweep) bool { return id == "" || one.ID == id })
	if err != nil || at < 0 {
		v.Sweep = SweepView{States: []HealthCount{}, Findings: []HealthFinding{}, Destinations: []HealthDestination{}}
		return v, err
	}
	v.Sweep, err = s.viewSweep(ctx, all[at])
	for _, one := range all {
		if one.ID == all[at].Before {
			v.Sweep.BeforeAt = viewTime(one.StartedAt)
		}
	}
	return v, err
}

func (s *session) viewSweep(ctx context.Context, sweep linkhealth.Sweep) (SweepView, error) {
	v := SweepView{ID: sweep.ID, State: sweep.State, StartedAt: viewTime(sweep.StartedAt), FinishedAt: viewTime(sweep.FinishedAt), Walks: sweep.Walks,
		Asked: sweep.Asked, Links: sweep.Links, Walked: sweep.Walked, ToWalk: sweep.ToWalk, New: sweep.News(), Gone: sweep.Gone,
		Problem: sweep.Problem, Hint: sweep.Hint, States: []HealthCount{}, Findings: []HealthFinding{}, Destinations: []HealthDestination{}}
	for _, state := range []string{linkhealth.Live, linkhealth.Paused, linkhealth.Ended, linkhealth.Unknown} {
		if n := sweep.States[state]; n > 0 || state == linkhealth.Live {
			v.States = append(v.States, HealthCount{State: state, Links: n})
		}
	}
	names, err := s.names(ctx)
	if err != nil {
		return v, err
	}
	walks, err := s.sweepBook().Walks(ctx, sweep.ID)
	if err != nil {
		return v, err
	}
	findings := sweep.Findings
	if sweep.State == linkhealth.Running {
		findings = linkhealth.Collect(sweep, walks)
	}
	walked := make(map[walkKey]linkhealth.Walk, len(walks))
	for _, w := range walks {
		walked[walkKey{w.Destination, w.Agent}] = w
	}
	of := map[string]linkhealth.Destination{}
	for _, d := range sweep.Destinations {
		of[d.ID] = d
		v.Destinations = append(v.Destinations, viewDestination(d, walked, names, sweep.Walks))
	}
	for _, f := range findings {
		v.Findings = append(v.Findings, viewFinding(f, of[f.Destination], names))
	}
	return v, nil
}

func viewFinding(f linkhealth.Finding, d linkhealth.Destination, n names) HealthFinding {
	words := wordsOfHealth(f.Code)
	v := HealthFinding{ID: strings.Join([]string{string(f.Code), f.Destination, f.Offer}, "."), Code: string(f.Code), Title: words.title, Text: f.Text, Hint: words.hint,
		Minor: linkhealth.Minor(f.Code), New: f.New, Links: f.Links, LinkIDs: texts(f.Some), OfferIDs: texts(d.Offers), Destination: f.Destination, Page: pageOf(d), Browsers: []string{}}
	if f.Offer != "" {
		v.OfferIDs = []string{f.Offer}
	}
	v.OfferNames = offerNames(v.OfferIDs, n)
	for _, agent := range linkhealth.Agents() {
		if !f.Everywhere && slices.Contains(f.Agents, agent.ID) {
			v.Browsers = append(v.Browsers, agent.Name)
		}
	}
	return v
}

func offerNames(ids []string, n names) []string {
	list := []string{}
	for _, id := range ids {
		list = append(list, orElse(n.offers[affiliate.OfferID(id)], "An offer that is not here any more"))
	}
	return list
}

// pageOf is the page that a destination is about, without what differs by click.
func pageOf(d linkhealth.Destination) string {
	page, _, _ := strings.Cut(d.Page(), "?")
	return page
}

// walkKey is what a sweep walks once: a page in one kind of browser.
type walkKey struct{ destination, agent string }

func viewDestination(d linkhealth.Destination, walks map[walkKey]linkhealth.Walk, n names, walked bool) HealthDestination {
	v := HealthDestination{ID: d.ID, Page: pageOf(d), URL: d.URL, OfferNames: offerNames(d.Offers, n), Links: d.Links, Cells: []HealthCell{}}
	if !walked {
		return v
	}
	for _, agent := range linkhealth.Agents() {
		cell := HealthCell{Browser: agent.ID, Name: agent.Name, State: "waiting", Says: []string{}}
		if w, is := walks[walkKey{d.ID, agent.ID}]; is {
			fillCell(&cell, w)
		}
		v.Cells = append(v.Cells, cell)
	}
	return v
}

func fillCell(cell *HealthCell, w linkhealth.Walk) {
	cell.State, cell.Status, cell.Hops = "good", w.Trail.Page.Status, len(w.Trail.Hops)
	for _, hop := range w.Trail.Hops {
		cell.Millis += int(hop.Millis)
	}
	for _, r := range w.Remarks {
		cell.Says = append(cell.Says, wordsOfHealth(r.Code).title)
		switch {
		case !linkhealth.Minor(r.Code):
			cell.State = "bad"
		case cell.State == "good":
			cell.State = "minor"
		}
	}
}

func viewWalk(agent linkhealth.Agent, w linkhealth.Walk) HealthWalk {
	v := HealthWalk{Browser: agent.ID, Name: agent.Name, At: viewTime(w.At), Hops: []Pair{}, Found: []Pair{}}
	for i, hop := range w.Trail.Hops {
		text := hop.String()
		if !hop.CertEnds.IsZero() {
			text += ", certificate until " + hop.CertEnds.Format("2006-01-02")
		}
		v.Hops = append(v.Hops, Pair{Label: fmt.Sprintf("Hop %d", i+1), Value: text})
	}
	for _, r := range w.Remarks {
		v.Found = append(v.Found, Pair{Label: wordsOfHealth(r.Code).title, Value: r.Text})
	}
	return v
}

// healthItems tell of the newest sweep that found something new, until a person
// has seen it.
func (s *session) healthItems(ctx context.Context) ([]AttentionItem, error) {
	unseen, err := s.store.UnseenLinkSweeps(ctx)
	for _, k := range unseen {
		if k.State != linkhealth.Done {
			continue
		}
		var sweep linkhealth.Sweep
		if err := json.Unmarshal([]byte(k.Body), &sweep); err != nil {
			return nil, err
		}
		at := slices.IndexFunc(sweep.Findings, func(f linkhealth.Finding) bool { return f.New })
		if at < 0 {
			continue
		}
		text := "Link health found something new: " + strings.ToLower(wordsOfHealth(sweep.Findings[at].Code).title)
		if n := sweep.News(); n > 1 {
			text += fmt.Sprintf(", and %d more", n-1)
		}
		return []AttentionItem{{ID: sweep.ID, Kind: "links", Text: text + ".", At: viewTime(sweep.FinishedAt)}}, nil
	}
	return nil, err
}
