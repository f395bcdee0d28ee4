package relay

import (
	"context"
	"sync"
	"time"
)

const (
	// defaultKeepClicks are thirteen months, so that a month can be compared
	// with the same one of the year before.
	defaultKeepClicks   = 396 * 24 * time.Hour
	defaultKeepVisitors = 30 * 24 * time.Hour
	forgetEvery         = time.Hour
	forgetCheck         = time.Minute // on the computer's clock, for forgetEvery on the relay's
	// forgetStep is how many clicks one transaction forgets: few, so that
	// nobody waits for it.
	forgetStep = 500
)

// clickRetention forgets what has been kept long enough: first who clicked,
// then the clicks and their User-Agents. It goes by whole local days, and notes
// a day before its first click goes: half a day could not be judged anew.
type clickRetention struct {
	store            Store
	commit           func(context.Context, func(Tx) error) error
	workspace        func(context.Context, string) (*workspace, error)
	clicks, visitors time.Duration

	mu   sync.Mutex
	last time.Time
}

// hourly runs when the last time is an hour ago.
func (r *clickRetention) hourly(ctx context.Context, now time.Time) error {
	r.mu.Lock()
	last := r.last
	r.mu.Unlock()
	if now.Sub(last) < forgetEvery {
		return nil
	}
	return r.run(ctx, now)
}

func (r *clickRetention) run(ctx context.Context, now time.Time) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	all, err := r.store.Workspaces(ctx)
	if err != nil {
		return err
	}
	for _, stored := range all {
		w, err := r.workspace(ctx, stored.ID)
		if err == nil {
			err = r.forget(ctx, w, now)
		}
		if err != nil {
			return err
		}
	}
	r.last = now
	return nil
}

func (r *clickRetention) forget(ctx context.Context, w *workspace, now time.Time) error {
	day := func(keep time.Duration) string { return now.Add(-keep).In(w.location).Format(dayForm) }
	until := ClicksKept{ClicksFrom: day(r.clicks), VisitorsFrom: day(min(r.visitors, r.clicks))}
	visitorsFrom, err := startOfDay(until.VisitorsFrom, w.location)
	if err != nil {
		return err
	}
	clicksFrom, err := startOfDay(until.ClicksFrom, w.location)
	if err != nil {
		return err
	}
	for more := true; more; {
		err := r.commit(ctx, func(tx Tx) error {
			if err := noteForgotten(tx, w.ID, until); err != nil {
				return err
			}
			visitors, err := tx.ForgetVisitors(w.ID, visitorsFrom, forgetStep)
			if err != nil {
				return err
			}
			clicks, err := tx.DropClicks(w.ID, clicksFrom, forgetStep)
			if err != nil {
				return err
			}
			if more = visitors == forgetStep || clicks == forgetStep; more {
				return nil
			}
			return tx.DropAgents(w.ID, clicksFrom)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// noteForgotten moves the days from which clicks are kept whole forward; an
// operator who now keeps them longer can't get back what is gone.
func noteForgotten(tx Tx, workspace string, until ClicksKept) error {
	had, err := tx.ClicksKept(workspace)
	if err != nil {
		return err
	}
	is := ClicksKept{ClicksFrom: max(had.ClicksFrom, until.ClicksFrom), VisitorsFrom: max(had.VisitorsFrom, until.VisitorsFrom)}
	if is == had {
		return nil
	}
	return tx.PutClicksKept(workspace, is)
}
