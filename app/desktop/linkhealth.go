package desktop

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/linkhealth"
	"linkledger/internal/store"
)

// LinkHealth makes link health sweeps.
type LinkHealth struct{ app *App }

// maxShownLinks bounds the links of a finding that are shown at once.
const maxShownLinks = 200

// Get is the state of the screen, with a sweep by its id or the newest.
func (l *LinkHealth) Get(id string) (LinkHealthView, error) {
	return do(l.app, func(s *session) (LinkHealthView, error) { return s.linkHealth(context.Background(), id) })
}

// Start begins a sweep and returns at once. With walks, each page is opened in
// each kind of browser, which is a click at CJ for each.
func (l *LinkHealth) Start(walks bool) (LinkHealthView, error) {
	return do(l.app, func(s *session) (LinkHealthView, error) {
		if s.connection() == nil {
			return LinkHealthView{}, affiliate.Errorf(affiliate.Conflict, "Links are checked through the relay, and none is connected yet.").
				WithHint("Connect a relay under Settings first.")
		}
		ctx := context.Background()
		id, err := s.startSweep(ctx, walks)
		if err != nil {
			return LinkHealthView{}, err
		}
		return s.linkHealth(ctx, id)
	})
}

// Stop ends the sweep that runs; what it has found so far is kept.
func (l *LinkHealth) Stop() (LinkHealthView, error) {
	return do(l.app, func(s *session) (LinkHealthView, error) {
		s.sweeps.stop()
		return s.linkHealth(context.Background(), "")
	})
}

// Walk is what was met on the way to a page, browser by browser.
func (l *LinkHealth) Walk(sweepID, destination string) ([]HealthWalk, error) {
	return do(l.app, func(s *session) ([]HealthWalk, error) {
		walks, err := s.sweepBook().Walks(context.Background(), sweepID)
		if err != nil {
			return nil, err
		}
		views := []HealthWalk{}
		for _, agent := range linkhealth.Agents() {
			for _, w := range walks {
				if w.Destination == destination && w.Agent == agent.ID {
					views = append(views, viewWalk(agent, w))
				}
			}
		}
		return views, nil
	})
}

// LinksOf are the links of a finding, as the list of links shows them.
func (l *LinkHealth) LinksOf(ids []string) ([]LinkRow, error) {
	return do(l.app, func(s *session) ([]LinkRow, error) {
		var wanted []affiliate.LinkID
		for _, id := range ids[:min(len(ids), maxShownLinks)] {
			wanted = append(wanted, affiliate.LinkID(id))
		}
		return s.rowsOfLinks(context.Background(), wanted)
	})
}

// SetSchedule says when sweeps are made by themselves.
func (l *LinkHealth) SetSchedule(form HealthSchedule) (LinkHealthView, error) {
	return do(l.app, func(s *session) (LinkHealthView, error) {
		if !slices.Contains([]string{linkhealth.Never, linkhealth.Daily, linkhealth.Weekly}, form.Every) {
			return LinkHealthView{}, field("every", "Choose daily, weekly or never.")
		}
		raw, err := json.Marshal(linkhealth.Schedule{Every: form.Every, Walks: form.Walks})
		if err != nil {
			return LinkHealthView{}, err
		}
		ctx := context.Background()
		if err := s.store.Note(ctx, noteHealthSchedule, string(raw)); err != nil {
			return LinkHealthView{}, err
		}
		s.app.changed()
		return s.linkHealth(ctx, "")
	})
}

// Seen says that a person has seen how the sweeps ended.
func (l *LinkHealth) Seen() error {
	_, err := do(l.app, func(s *session) (bool, error) {
		err := s.store.SeeLinkSweeps(context.Background())
		s.app.changed()
		return err == nil, err
	})
	return err
}

// sweepBook keeps sweeps in the profile's database.
func (s *session) sweepBook() sweepBook { return sweepBook{s.store} }

// sweepBook implements linkhealth.Book.
type sweepBook struct{ store *store.Store }

func (b sweepBook) PutSweep(ctx context.Context, sweep linkhealth.Sweep) error {
	raw, err := json.Marshal(sweep)
	if err != nil {
		return err
	}
	nothing := sweep.State != linkhealth.Running && sweep.News() == 0 // for anybody to see
	return b.store.PutLinkSweep(ctx, store.LinkSweep{ID: sweep.ID, State: sweep.State, StartedAt: sweep.StartedAt, Seen: nothing, Body: string(raw)})
}

func (b sweepBook) PutWalk(ctx context.Context, sweepID string, w linkhealth.Walk) error {
	raw, err := json.Marshal(w)
	if err != nil {
		return err
	}
	return b.store.PutLinkWalk(ctx, sweepID, store.LinkWalk{Destination: w.Destination, Agent: w.Agent, Body: string(raw)})
}

func (b sweepBook) Walks(ctx context.Context, sweepID string) (walks []linkhealth.Walk, err error) {
	kept, err := b.store.LinkWalks(ctx, sweepID)
	for _, k := range kept {
		var w linkhealth.Walk
		err = errors.Join(err, json.Unmarshal([]byte(k.Body), &w))
		walks = append(walks, w)
	}
	return walks, err
}

// sweeps are all sweeps, newest first.
func (b sweepBook) sweeps(ctx context.Context) (list []linkhealth.Sweep, err error) {
	kept, err := b.store.LinkSweeps(ctx)
	for _, k := range kept {
		var one linkhealth.Sweep
		err = errors.Join(err, json.Unmarshal([]byte(k.Body), &one))
		list = append(list, one)
	}
	return list, err
}
