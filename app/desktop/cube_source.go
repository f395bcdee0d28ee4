package desktop

import (
	"context"
	"sync"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
	"linkledger/internal/report"
)

// cubeSource is where reports get their facts from: the store's cube, and what
// things are called.
type cubeSource struct {
	s *session

	mu        sync.Mutex
	stamp     string // of what directory was made of
	directory *report.Directory
}

// explorer answers questions about clicks and sales.
func (s *session) explorer(context.Context) (*report.Explorer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.reports == nil {
		s.reports = report.NewExplorer(&cubeSource{s: s})
	}
	return s.reports, nil
}

// Today is the workspace's day.
func (c *cubeSource) Today() cube.Day { return cube.DayIn(c.s.clock.Now(), c.s.zone()) }

// Snapshot is the cube with at least some days.
func (c *cubeSource) Snapshot(ctx context.Context, days report.Days, asOf *cube.Day) (report.Snapshot, error) {
	if asOf != nil {
		stood, err := c.s.store.CubeAsOf(ctx, *asOf, days.From, min(days.To, *asOf))
		return report.Snapshot{Cube: stood.Cube, Words: stood.Words}, err
	}
	now, err := c.s.store.Cube(ctx, days.From, days.To)
	return report.Snapshot{Cube: now.Cube, Words: now.Words}, err
}

// Directory is what things are called; the same one until something was folded
// or edited.
func (c *cubeSource) Directory(ctx context.Context) (*report.Directory, error) {
	stamp, err := c.s.store.Stamp(ctx)
	if err != nil {
		return nil, err
	}
	stamp += c.s.zone().String()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.directory == nil || c.stamp != stamp {
		d, err := c.s.reportDirectory(ctx)
		if err != nil {
			return nil, err
		}
		c.directory, c.stamp = d, stamp
	}
	return c.directory, nil
}

func (s *session) reportDirectory(ctx context.Context) (*report.Directory, error) {
	d := &report.Directory{Zone: s.zone().String()}
	var err error
	if d.Home, err = s.currency(ctx); err != nil {
		return nil, err
	}
	public, err := s.publicValues(ctx)
	if err != nil {
		return nil, err
	}
	for _, o := range public.offers {
		d.Offers = append(d.Offers, report.Named{ID: string(o.ID), Name: o.Name})
	}
	for _, g := range public.groups {
		d.Groups = append(d.Groups, report.Named{ID: string(g.ID), Name: g.Name})
	}
	members, err := s.store.Members(ctx)
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		d.Members = append(d.Members, report.MemberEntry{Named: report.Named{ID: string(m.ID), Name: m.Name}, Group: string(m.GroupID), Test: m.Test, Removed: m.Removed})
	}
	moves, err := s.store.DatedFacts(ctx, affiliate.FactGroup)
	if err != nil {
		return nil, err
	}
	for _, f := range moves {
		d.Grouped = append(d.Grouped, report.Grouped{Member: f.Subject, Since: f.Since, Group: f.Value})
	}
	links, err := s.store.Links(ctx)
	if err != nil {
		return nil, err
	}
	tags := utmTags{public: public, templates: map[utmPage][5]string{}}
	d.Links = make([]report.LinkEntry, 0, len(links))
	for _, l := range links {
		d.Links = append(d.Links, report.LinkEntry{Number: l.Number, Named: report.Named{ID: string(l.ID), Name: l.Path()}, Offer: string(l.OfferID), Member: string(l.MemberID),
			Test: l.Test, UTM: tags.of(l)})
	}
	return d, nil
}
