package relay

import (
	"context"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay/useragent"
	"linkledger/internal/relayapi"
)

// Reclassification says which kept clicks to judge anew, and by what.
type Reclassification struct {
	Workspace string // all when empty
	// Since is the first local day, YYYY-MM-DD; all that are kept when empty.
	Since string
	// AgentRules are the operator's own, as in Config.
	AgentRules string
}

// Reclassified is what became of a workspace's clicks.
type Reclassified struct {
	Workspace       string
	Clicks, Changed int64
}

// reclassifyStep is how many clicks one transaction judges: few, so that a
// relay that runs beside it does not wait.
const reclassifyStep = 1000

// Reclassify judges kept clicks by today's rules and appends what that changes
// to the log, in the transactions that change the clicks: at any moment the
// log adds up to the clicks. Done again it changes nothing. It works beside a
// relay that is running; report is told of each workspace.
func (g Registry) Reclassify(ctx context.Context, what Reclassification, report func(Reclassified)) error {
	agents, err := useragent.New(what.AgentRules)
	if err != nil {
		return err
	}
	if _, err := time.Parse(dayForm, what.Since); what.Since != "" && err != nil {
		return fmt.Errorf("%q is not a day: write it like 2026-11-22", what.Since)
	}
	var all []Workspace
	if what.Workspace == "" {
		all, err = g.Store.Workspaces(ctx)
	} else {
		var one Workspace
		one, err = g.Store.Workspace(ctx, what.Workspace)
		all = []Workspace{one}
	}
	if err != nil {
		return fmt.Errorf("find the workspace: %w", err)
	}
	for _, w := range all {
		location, err := time.LoadLocation(w.TimeZone)
		if err != nil {
			return fmt.Errorf("workspace %s: %w", w.ID, err)
		}
		r := newRejudging(w.ID, location, clickRules{agents: agents}, what.Since, g.Clock.Now())
		if err := r.run(ctx, g.Store); err != nil {
			return fmt.Errorf("workspace %s, after %d clicks: %w", w.ID, r.done.Clicks, err)
		}
		report(r.done)
	}
	return nil
}

// judged is what a rejudging reads and writes.
type judged interface {
	ClickRules(workspace string) (affiliate.ClickRules, error)
	ClicksKept(workspace string) (ClicksKept, error)
	ClicksAfter(workspace string, after ClickCursor, since time.Time, limit int) ([]KeptClick, error)
	PutJudgements(workspace string, clicks []KeptClick) error
	PutVisits(workspace, day string, last map[Visitor]time.Time) error
	DropVisits(workspace, day string, visitors []Visitor) error
}

// rejudging goes through a workspace's clicks by link and time.
type rejudging struct {
	workspace string
	location  *time.Location
	since     string
	now       time.Time
	rules     clickRules
	times     *localTimes
	done      Reclassified
	page      int                  // clicks in a step
	note      func(was *KeptClick) // may be nil

	at      ClickCursor
	link    int64 // these four are of the link and local day that at is in
	day     string
	seen    visits
	touched map[Visitor]bool // visitors of changed clicks
	whole   bool             // all clicks of that day are judged
}

func newRejudging(workspace string, location *time.Location, rules clickRules, since string, now time.Time) *rejudging {
	return &rejudging{workspace: workspace, location: location, since: since, now: now, rules: rules, page: reclassifyStep,
		times: newLocalTimes(location), done: Reclassified{Workspace: workspace}}
}

func (r *rejudging) run(ctx context.Context, store Store) error {
	for more := true; more; {
		errs, err := store.Batch(ctx, []func(Tx) error{func(tx Tx) (err error) {
			_, more, err = r.change(tx, false)
			return err
		}})
		if err == nil {
			err = errs[0]
		}
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// change is a step whose differences go into the log.
func (r *rejudging) change(tx Tx, last bool) (changes relayapi.ClicksBody, more bool, err error) {
	if _, _, err := tx.Head(r.workspace); err != nil {
		return changes, false, err
	}
	sum, more, err := r.step(tx, last)
	if err != nil {
		return changes, false, err
	}
	if changes = sum.body(); !isEmpty(changes) {
		err = appendPendingClicks(tx, r.workspace, r.now, sum)
	}
	return changes, more, err
}

// step judges some clicks. The last of several ends where a link's day does, if
// there is such a place among them, which whole then says: whoever begins there
// anew judges as one who went on.
func (r *rejudging) step(tx judged, last bool) (sum *counts, more bool, err error) {
	rules, err := r.rules.of(tx, r.workspace)
	if err != nil {
		return nil, false, err
	}
	kept, err := tx.ClicksKept(r.workspace)
	if err != nil {
		return nil, false, err
	}
	since := time.Time{}
	if day := max(r.since, kept.ClicksFrom); day != "" {
		if since, err = startOfDay(day, r.location); err != nil {
			return nil, false, err
		}
	}
	clicks, err := tx.ClicksAfter(r.workspace, r.at, since, r.page)
	if err != nil {
		return nil, false, err
	}
	more = len(clicks) == r.page
	r.whole = !more
	if last && more {
		n := r.lastDay(clicks)
		r.whole, clicks = n < len(clicks), clicks[:n]
	}
	sum, changed := newCounts(), []KeptClick{}
	inStep := map[Visitor]bool{}
	for i := range clicks {
		c := &clicks[i]
		at := r.times.of(c.Time)
		if c.LinkNumber != r.link || at.day != r.day {
			if err := r.putVisits(tx, inStep); err != nil {
				return nil, false, err
			}
			clear(inStep)
			r.link, r.day, r.seen, r.touched = c.LinkNumber, at.day, visits{}, map[Visitor]bool{}
		}
		if at.day < kept.VisitorsFrom {
			c.Visitor = Visitor{} // some of the day's are forgotten already
		}
		was := *c
		if r.note != nil {
			r.note(&was)
		}
		rules.judge(c, r.seen)
		inStep[c.Visitor] = true
		if *c != was {
			r.touched[c.Visitor] = true
			sum.add(&was, at, -1)
			sum.add(c, at, 1)
			changed = append(changed, *c)
		}
		r.at = ClickCursor{Link: c.LinkNumber, Time: c.Time, ID: c.ClickID}
	}
	if err := r.putVisits(tx, inStep); err != nil {
		return nil, false, err
	}
	r.done.Clicks += int64(len(clicks))
	r.done.Changed += int64(len(changed))
	return sum, more, tx.PutJudgements(r.workspace, changed)
}

// lastDay is how many of the clicks come before the link and day of the last
// one; all when they are of one.
func (r *rejudging) lastDay(clicks []KeptClick) int {
	end := clicks[len(clicks)-1]
	day := r.times.of(end.Time).day
	i := len(clicks)
	for i > 0 && clicks[i-1].LinkNumber == end.LinkNumber && r.times.of(clicks[i-1].Time).day == day {
		i--
	}
	if i == 0 && r.link == end.LinkNumber && r.day == day {
		return len(clicks)
	}
	return i
}

// putVisits makes the store know what is known now of the visitors in a step
// whose clicks changed, so that their next click is judged rightly.
func (r *rejudging) putVisits(tx judged, inStep map[Visitor]bool) error {
	if r.day < r.now.In(r.location).AddDate(0, 0, -keptVisitDays).Format(dayForm) {
		return nil
	}
	last, gone := visits{}, []Visitor{}
	for v := range inStep {
		switch at, counted := r.seen[v]; {
		case !r.touched[v]:
		case counted:
			last[v] = at
		default:
			gone = append(gone, v)
		}
	}
	if err := tx.PutVisits(r.workspace, r.day, last); err != nil {
		return err
	}
	return tx.DropVisits(r.workspace, r.day, gone)
}
