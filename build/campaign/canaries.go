package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// canaries plants secrets, names and addresses in traffic of every kind, and
// looks for them in all that the relay keeps and says: the database and its
// WAL, click files, salts, a copy of the folder, logs and metrics. A round is
// all of it, with other values.
func canaries(ctx context.Context, r *run) error {
	for round := range r.rounds {
		c, err := newCanary(ctx, r, round)
		if err != nil {
			return err
		}
		if err := c.live(ctx); err != nil {
			return err
		}
	}
	return nil
}

// canary is one relay with what was planted in it.
type canary struct {
	run     *run
	round   int
	site    *site
	planted planted
}

func newCanary(ctx context.Context, r *run, round int) (*canary, error) {
	s, err := newSite(ctx, r.program(fmt.Sprintf("canary-%d", round)), 2, 2)
	if err != nil {
		return nil, err
	}
	s.flags = []string{"--behind-proxy"}
	return &canary{run: r, round: round, site: s, planted: plant(s, r.draws(round))}, nil
}

// live sends the traffic, kills the relay, lets it end well, and searches each
// time.
func (c *canary) live(ctx context.Context) error {
	p, err := c.site.serve(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = p.kill() }()
	if err := c.traffic(ctx, p); err != nil {
		return err
	}
	c.search(ctx, p, "while it runs")
	if err := p.kill(); err != nil {
		return err
	}
	c.search(ctx, p, "after a kill")
	if p, err = c.site.serve(ctx); err != nil {
		return err
	}
	defer func() { _ = p.kill() }()
	c.search(ctx, p, "after a restart")
	if err := p.stop(); err != nil {
		return err
	}
	c.search(ctx, p, "after the end")
	copied, err := c.site.copyTo(c.site.data + "-copy")
	if err != nil {
		return err
	}
	if where := search(copied.data, []byte(c.planted.visible)); where == "" {
		return errors.New("the search finds nothing at all, so it proves nothing")
	}
	c.report("in a copy", c.planted.inFolder(copied.data))
	return nil
}

// search looks into the folder, the log and, while the relay lives, what its
// admin address says.
func (c *canary) search(ctx context.Context, p *process, when string) {
	c.report(when, c.planted.inFolder(c.site.data))
	c.report(when, c.planted.in("the log", []byte(p.log())))
	for _, path := range []string{"/metrics", "/healthz", "/readyz"} {
		if text, err := fetch(ctx, "http://"+p.admin+path); err == nil {
			c.report(when, c.planted.in(path, text))
		}
	}
}

func (c *canary) report(when string, found []string) {
	for _, what := range found {
		c.run.failf(c.round, "%s, %s", when, what)
	}
}

func fetch(ctx context.Context, address string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	return io.ReadAll(response.Body)
}
